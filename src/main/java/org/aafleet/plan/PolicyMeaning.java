package org.aafleet.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedService;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.problem.Problems;

/**
 * What new files of a service mean for what its processes may do, on a host with its own abstractions. Hosts that have the same
 * are compared once.
 */
final class PolicyMeaning {

    private static final Path POLICY = Path.of("/etc/apparmor.d");

    /** @param main the file that is loaded */
    private record Question(String main, Map<Path, String> before, Map<Path, String> after) {}

    private final Map<Question, List<ProfileChange>> answers = new ConcurrentHashMap<>();

    /** @return nothing where the service had no profile here, or the host was not asked for what it includes */
    Optional<List<ProfileChange>> of(RenderedService rendered, ObservedHost observed) {
        ObservedService seen = observed.service(rendered.service());
        if (rendered.mode() == ServiceMode.DISABLED
                || observed.includes().isEmpty()
                || !(seen.at(rendered.main()) instanceof ObservedPath.RegularFile)) {
            return Optional.empty();
        }
        Map<Path, String> before = new HashMap<>();
        observed.includes().forEach((path, text) -> put(before, path, text));
        Map<Path, String> after = new HashMap<>(before);
        seen.paths().values().forEach(path -> {
            if (path instanceof ObservedPath.RegularFile file) {
                put(before, file.path(), file.text());
            }
        });
        rendered.files().forEach((path, text) -> after.put(Path.of(path), text));
        return Optional.of(answers.computeIfAbsent(
                new Question(rendered.main(), Map.copyOf(before), Map.copyOf(after)), PolicyMeaning::compare));
    }

    /** A host may name what no file can be called. */
    private static void put(Map<Path, String> texts, String path, String text) {
        if (path.indexOf('\0') < 0) {
            texts.put(Path.of(path), text);
        }
    }

    /** What cannot be read is left out: the host's parser has the last word on it. */
    private static List<ProfileChange> compare(Question question) {
        Problems problems = new Problems();
        return PolicyDiff.between(
                profiles(question.main(), question.before(), problems),
                profiles(question.main(), question.after(), problems),
                problems);
    }

    private static List<EffectiveProfile> profiles(String main, Map<Path, String> texts, Problems problems) {
        return EffectiveProfile.read(Path.of(main), SearchPath.among(texts, POLICY), problems);
    }
}
