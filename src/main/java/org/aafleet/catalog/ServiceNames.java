package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;

/** Names in {@code service.yml} become file names and variables on hosts, so they are plain words. */
final class ServiceNames {

    private static final String WORD = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";
    private static final Pattern FILE = Pattern.compile(WORD);
    private static final Pattern PROFILE = Pattern.compile(WORD + "(//" + WORD + ")*");
    private static final Pattern VARIABLE = Pattern.compile("[a-z][a-z0-9_]{0,63}");

    private ServiceNames() {}

    static List<String> problems(ServiceFile about) {
        List<String> problems = new ArrayList<>();
        check("profile", List.of(about.profile()), FILE, problems);
        check("profile", about.profiles().keySet(), PROFILE, problems);
        check("feature", about.features().keySet(), Catalog.NAME, problems);
        about.features()
                .forEach((name, feature) -> feature.alters().stream()
                        .filter(altered -> !about.features().containsKey(altered))
                        .sorted()
                        .forEach(altered ->
                                problems.add("feature '" + name + "' alters '" + altered + "', which is none")));
        check("tunable", about.tunables().keySet(), VARIABLE, problems);
        about.sites().ifPresent(sites -> {
            check("profile", List.of(sites.profile()), FILE, problems);
            check("profile", List.of(sites.parent()), PROFILE, problems);
            check("tunable", sites.tunables().keySet(), VARIABLE, problems);
            sites.snippet().ifPresent(snippet -> check("file", List.of(snippet.file()), FILE, problems));
        });
        about.programs().forEach(program -> glob(program).ifPresent(problems::add));
        return problems;
    }

    /** Names of sites become names of profiles and of variables. */
    static boolean isSite(String name) {
        return FILE.matcher(name).matches();
    }

    /** @param about has no problems */
    static List<Attachment> programs(ServiceFile about) {
        List<Attachment> programs = new ArrayList<>();
        for (String program : about.programs()) {
            try {
                programs.add(Attachment.of(program, Variables.NONE));
            } catch (GlobException e) {
                throw new IllegalArgumentException(program, e);
            }
        }
        return programs;
    }

    private static void check(String kind, Collection<String> names, Pattern plain, List<String> problems) {
        names.stream()
                .filter(name -> !plain.matcher(name).matches())
                .sorted()
                .forEach(name -> problems.add(kind + " '" + name + "' is not a plain name"));
    }

    private static Optional<String> glob(String program) {
        try {
            Attachment.of(program, Variables.NONE);
            return program.startsWith("/")
                    ? Optional.empty()
                    : Optional.of("program '" + program + "' is not an absolute path");
        } catch (GlobException e) {
            return Optional.of("program '" + program + "': " + e.getMessage());
        }
    }
}
