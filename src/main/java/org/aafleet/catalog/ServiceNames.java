package org.aafleet.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aafleet.policy.glob.Glob;
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
        check("tunable", about.tunables().keySet(), VARIABLE, problems);
        about.programs().forEach(program -> glob(program).ifPresent(problems::add));
        return problems;
    }

    private static void check(String kind, Collection<String> names, Pattern plain, List<String> problems) {
        names.stream()
                .filter(name -> !plain.matcher(name).matches())
                .sorted()
                .forEach(name -> problems.add(kind + " '" + name + "' is not a plain name"));
    }

    private static Optional<String> glob(String program) {
        try {
            Glob.parse(Variables.NONE.expand(program));
            return program.startsWith("/")
                    ? Optional.empty()
                    : Optional.of("program '" + program + "' is not an absolute path");
        } catch (GlobException e) {
            return Optional.of("program '" + program + "': " + e.getMessage());
        }
    }
}
