package org.aafleet.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.aafleet.host.ProgramFacts;
import org.aafleet.policy.model.Aare;

/**
 * A first profile for a program that the catalogue does not have, from what its host says of it: the program, its interpreter,
 * abstractions that fit its libraries, and the directories of its package and its unit. All else is learned.
 */
public final class Draft {

    /** What belongs to other programs, which read it for this one. */
    private static final Pattern NOT_ITS_OWN = Pattern.compile(
            "/etc/(?:init\\.d|default|logrotate\\.d|logcheck|cron\\.[a-z]+|apparmor\\.d|bash_completion\\.d|pam\\.d|ufw|systemd"
                    + "|sysctl\\.d|security|rc[0-9S]\\.d|rsyslog\\.d|tmpfiles\\.d|sudoers\\.d|profile\\.d|dbus-1|fail2ban"
                    + "|ssl|g?shadow-?|passwd-?|group-?|sudoers)(?:/.*)?"
                    + "|/usr/share/(?:doc|man|lintian|bash-completion|locale|info|bug|doc-base|zsh|fish|icons|pixmaps|applications"
                    + "|metainfo|apport|debconf|polkit-1|dbus-1)(?:/.*)?"
                    + "|/usr/lib/(?:systemd|tmpfiles\\.d|sysusers\\.d|python3|debug|x86_64-linux-gnu|pkgconfig|udev|modules)(?:/.*)?"
                    + "|/var/(?:lib|log|cache|spool|run)/?|/etc/?|/usr/(?:lib|share)/?");

    private static final Map<Pattern, String> LIBRARIES = libraries();

    private static final Map<String, String> INTERPRETERS = Map.of("perl", "perl", "python", "python", "ruby", "ruby");

    /** How a kind of directory is used, in the order of the profile. */
    private enum Place {
        CONFIG("configuration", "r", "/etc/", "ConfigurationDirectory"),
        DATA("data", "rwk", "/var/lib/", "StateDirectory"),
        SPOOL("queue", "rwk", "/var/spool/", ""),
        CACHE("cache", "rwk", "/var/cache/", "CacheDirectory"),
        LOG("logs", "rw", "/var/log/", "LogsDirectory"),
        RUN("sockets and the file with the process's number", "rw", "/run/", "RuntimeDirectory"),
        SHARE("files that come with it", "r", "/usr/share/", ""),
        LIB("modules that come with it", "mr", "/usr/lib/", "");

        private final String description;
        private final String permissions;
        private final String below;
        private final String setting;

        Place(String description, String permissions, String below, String setting) {
            this.description = description;
            this.permissions = permissions;
            this.below = below;
            this.setting = setting;
        }

        String tunable() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String name;
    private final String program;
    private final ProgramFacts facts;
    private final Map<Place, Set<String>> places = new TreeMap<>();

    private static Map<Pattern, String> libraries() {
        Map<Pattern, String> abstractions = new LinkedHashMap<>();
        abstractions.put(Pattern.compile("lib(?:ssl|crypto|gnutls)\\.so.*"), "openssl");
        abstractions.put(Pattern.compile("libpam\\.so.*"), "authentication");
        abstractions.put(Pattern.compile("lib(?:krb5|gssapi_krb5)\\.so.*"), "kerberosclient");
        abstractions.put(Pattern.compile("libldap.*\\.so.*"), "ldapclient");
        abstractions.put(Pattern.compile("lib(?:mysqlclient|mariadb)\\.so.*"), "mysql");
        abstractions.put(Pattern.compile("libdbus-1\\.so.*"), "dbus-strict");
        return abstractions;
    }

    /**
     * @param name of the service to be
     * @param facts of a program that is there
     */
    public Draft(String name, ProgramFacts facts) {
        this.name = name;
        this.facts = facts;
        this.program = facts.program().orElseThrow();
        facts.files().forEach(this::place);
        facts.units().values().forEach(this::place);
    }

    private void place(String named) {
        String path = named.replaceFirst("^/var/run/", "/run/");
        if (NOT_ITS_OWN.matcher(path).matches()) {
            return;
        }
        for (Place place : Place.values()) {
            if (path.startsWith(place.below)) {
                String first = path.substring(place.below.length()).replaceFirst("/.*", "");
                if (!first.isEmpty() && !first.matches("\\.{1,2}")) {
                    places.computeIfAbsent(place, it -> new TreeSet<>()).add(place.below + first);
                }
            }
        }
    }

    private void place(Map<String, String> unit) {
        for (Place place : Place.values()) {
            for (String directory : unit.getOrDefault(place.setting, "").split("[ ]+", -1)) {
                if (directory.matches("[A-Za-z0-9@._-][A-Za-z0-9@._/-]*")) {
                    place(place.below + directory.replaceFirst(":.*", ""));
                }
            }
        }
        Optional.ofNullable(unit.get("PIDFile"))
                .filter(file -> file.matches("(?:/var)?/run/.*"))
                .ifPresent(this::place);
        for (String path : unit.getOrDefault("ReadWritePaths", "").split("[ ]+", -1)) {
            place(path.replaceFirst("^[-+]+", ""));
        }
    }

    /** By name below the service's directory. */
    public Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("service.yml", about());
        files.put("tunables", tunables());
        files.put(name, profile());
        return files;
    }

    /** The kernel's name of its profile. */
    public String profileName() {
        return "aa-fleet-" + name;
    }

    private String variable(Place place) {
        return name.replaceAll("[^A-Za-z0-9_]", "_") + "_" + place.tunable();
    }

    private String about() {
        StringBuilder text = new StringBuilder();
        text.append("description: ")
                .append(quoted(program + ", as 'aa-fleet draft' found it"))
                .append('\n');
        text.append("profile: ").append(name).append('\n');
        text.append("programs: [").append(quoted(Aare.literal(program).text())).append("]\n");
        text.append("units: [");
        text.append(String.join(
                ", ",
                facts.units().keySet().stream().sorted().map(Draft::quoted).toList()));
        text.append("]\n").append(places.isEmpty() ? "tunables: {}\n" : "tunables:\n");
        places.keySet()
                .forEach(place -> text.append("  ")
                        .append(place.tunable())
                        .append(": {description: ")
                        .append(quoted(place.description))
                        .append(", kind: path}\n"));
        text.append("features: {}\nprofiles:\n  ").append(profileName()).append(": the program\n");
        return text.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private String tunables() {
        StringBuilder text = new StringBuilder();
        places.forEach((place, paths) -> {
            String values = String.join(
                    " ",
                    paths.stream().map(path -> Aare.literal(path).toString()).toList());
            text.append("# The ").append(place.description).append(".\n");
            text.append("@{")
                    .append(variable(place))
                    .append("}=")
                    .append(values)
                    .append('\n');
        });
        return text.toString();
    }

    private String profile() {
        List<String> lines = new ArrayList<>();
        lines.add("# " + program + ": a draft, to be completed by what 'aa-fleet learn' sees it do.");
        lines.add("");
        lines.add("abi <abi/3.0>,");
        lines.add("");
        lines.add("include <tunables/global>");
        lines.add("include <aa-fleet/" + name + "/tunables>");
        lines.add("");
        lines.add("profile " + profileName() + " " + Aare.literal(program) + " {");
        abstractions().forEach(abstraction -> lines.add("  include <abstractions/" + abstraction + ">"));
        lines.add("");
        lines.add("  " + Aare.literal(program) + " mr,");
        facts.interpreter().ifPresent(interpreter -> lines.add("  " + Aare.literal(interpreter) + " mrix,"));
        lines.add("");
        places.keySet().forEach(place -> lines.add("  @{" + variable(place) + "}{,/**} " + place.permissions + ","));
        lines.add("");
        lines.add("  include if exists <aa-fleet/" + name + "/site/" + profileName() + ">");
        lines.add("  include if exists <local/" + profileName() + ">");
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private Set<String> abstractions() {
        Set<String> abstractions = new LinkedHashSet<>(List.of("base", "nameservice"));
        LIBRARIES.forEach((library, abstraction) -> {
            if (facts.libraries().stream()
                    .anyMatch(name -> library.matcher(name).matches())) {
                abstractions.add(abstraction);
            }
        });
        facts.interpreter()
                .ifPresent(interpreter -> INTERPRETERS.forEach((word, abstraction) -> {
                    if (interpreter.replaceFirst(".*/", "").startsWith(word)) {
                        abstractions.add(abstraction);
                    }
                }));
        return abstractions;
    }
}
