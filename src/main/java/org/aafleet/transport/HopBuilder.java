package org.aafleet.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One login's values, each with its default. */
final class HopBuilder {

    private static final int DEFAULT_PORT = 22;
    private static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration DEFAULT_ALIVE_INTERVAL = Duration.ofSeconds(15);
    private static final List<String> DEFAULT_IDENTITIES = List.of("id_rsa", "id_ecdsa", "id_ed25519");

    private final Target.Ssh target;
    private final SshConfig.Settings found;
    private final SshSettings settings;
    private final ConfigValues values;
    private final String hostName;
    private final int port;
    private final String user;

    HopBuilder(Target.Ssh target, SshConfig.Settings found, SshSettings settings) throws TransportException {
        this.target = target;
        this.found = found;
        this.settings = settings;
        this.values = new ConfigValues(found);
        this.user = found.value("user").orElse(settings.localUser());
        this.port = values.number("port", DEFAULT_PORT, 65_535);
        this.hostName = hostName();
    }

    private String hostName() throws TransportException {
        Optional<ConfigLine> line = found.line("hostname");
        return line.isPresent()
                ? expanded(line.get(), line.get().value(), Map.of('h', target.address()))
                : target.address();
    }

    Hop build() throws TransportException {
        return new Hop(
                hostName,
                port,
                user,
                hostKeys(),
                identityFiles(),
                values.yes("identitiesonly", false),
                paths(found.list("certificatefile"), "CertificateFile"),
                agent(),
                target.password(),
                methods(),
                algorithms(),
                values.seconds("connecttimeout", DEFAULT_CONNECT_TIMEOUT),
                new Hop.KeepAlive(
                        values.seconds("serveraliveinterval", DEFAULT_ALIVE_INTERVAL),
                        values.number("serveralivecountmax", 3, 1000)));
    }

    private Hop.HostKeyPolicy hostKeys() throws TransportException {
        Optional<String> alias = found.value("hostkeyalias");
        List<String> names = alias.isPresent()
                ? List.of(alias.get())
                : port == DEFAULT_PORT ? List.of(hostName) : List.of("[" + hostName + "]:" + port, hostName);
        return new Hop.HostKeyPolicy(
                names,
                alias,
                files("userknownhostsfile", List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2")),
                files(
                        "globalknownhostsfile",
                        Stream.of("ssh_known_hosts", "ssh_known_hosts2")
                                .map(name ->
                                        settings.systemDirectory().resolve(name).toString())
                                .toList()),
                acceptNew(),
                values.yes("hashknownhosts", false));
    }

    private boolean acceptNew() throws TransportException {
        Optional<ConfigLine> line = found.line("stricthostkeychecking");
        return switch (line.map(each -> each.value().toLowerCase(Locale.ROOT)).orElse("yes")) {
            case "yes", "ask" -> false;
            case "accept-new" -> true;
            default ->
                throw found.unsupported(
                        line.orElseThrow(),
                        "host keys are always checked; accept-new takes the keys of hosts that are not known yet");
        };
    }

    private List<Path> identityFiles() throws TransportException {
        List<Path> files = new ArrayList<>(target.identityFiles());
        files.addAll(paths(found.list("identityfile"), "IdentityFile"));
        if (files.isEmpty()) {
            DEFAULT_IDENTITIES.forEach(
                    name -> files.add(settings.home().resolve(".ssh").resolve(name)));
        }
        return List.copyOf(files);
    }

    private Optional<Path> agent() throws TransportException {
        Optional<ConfigLine> line = found.line("identityagent");
        String value = line.map(ConfigLine::value).orElse("SSH_AUTH_SOCK");
        if (value.equalsIgnoreCase("none")) {
            return Optional.empty();
        }
        if (value.equals("SSH_AUTH_SOCK") || (value.startsWith("$") && !value.startsWith("${"))) {
            return settings.variable(value.replace("$", ""))
                    .filter(path -> !path.isEmpty())
                    .map(Path::of);
        }
        return Optional.of(path(line.orElseThrow(), value));
    }

    private List<String> methods() {
        boolean password = yesLenient("passwordauthentication");
        boolean interactive =
                yesLenient("kbdinteractiveauthentication") && yesLenient("challengeresponseauthentication");
        List<String> allowed = new ArrayList<>();
        if (yesLenient("pubkeyauthentication")) {
            allowed.add("publickey");
        }
        if (interactive) {
            allowed.add("keyboard-interactive");
        }
        if (password) {
            allowed.add("password");
        }
        return found.value("preferredauthentications")
                .map(order -> Arrays.stream(order.split(",", -1))
                        .filter(allowed::contains)
                        .toList())
                .orElse(allowed);
    }

    private Map<String, String> algorithms() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String keyword : Algorithms.keywords()) {
            found.value(keyword).ifPresent(list -> all.putAll(Algorithms.configured(keyword, list)));
        }
        return all;
    }

    private boolean yesLenient(String keyword) {
        return !found.value(keyword).orElse("yes").equalsIgnoreCase("no");
    }

    private List<Path> files(String keyword, List<String> otherwise) throws TransportException {
        Optional<ConfigLine> line = found.line(keyword);
        List<String> words = line.map(ConfigLine::words).orElse(otherwise);
        return words.equals(List.of("none")) ? List.of() : paths(words, keyword);
    }

    private List<Path> paths(List<String> texts, String keyword) throws TransportException {
        List<Path> paths = new ArrayList<>();
        for (String text : texts) {
            if (!text.equalsIgnoreCase("none")) {
                paths.add(path(new ConfigLine(keyword, keyword, List.of(text), "ssh configuration"), text));
            }
        }
        return List.copyOf(paths);
    }

    private Path path(ConfigLine line, String text) throws TransportException {
        Optional<Path> path = tokens().path(text);
        return path.orElseThrow(() -> found.unsupported(line, "it has a %-token or ${NAME} that is unknown here"));
    }

    private String expanded(ConfigLine line, String text, Map<Character, String> tokens) throws TransportException {
        Optional<String> expanded = new Tokens(tokens, settings).expand(text);
        return expanded.orElseThrow(() -> found.unsupported(line, "only %h and %% are understood there"));
    }

    private Tokens tokens() {
        return new Tokens(
                Map.of(
                        'd', settings.home().toString(),
                        'h', hostName,
                        'n', target.address(),
                        'p', Integer.toString(port),
                        'r', user,
                        'u', settings.localUser(),
                        'k', found.value("hostkeyalias").orElse(target.address())),
                settings);
    }
}
