package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Policies that upstream says compile to the same have no difference in meaning, and others have one. */
class EqualityTest {

    /** Of 4.1.0, with the priorities that it tries for each. */
    private static final int PAIRS = 50_000;

    /** Each so-manieth is compared; 1 for all, which takes minutes. */
    private static final int STRIDE = Integer.getInteger("policy.stride", 8);

    private static final String COMPARE = "verify_binary()\n{";

    @TempDir
    private Path directory;

    private record Pair(boolean equal, String one, String other) {}

    @Test
    void tells_equal_policies_from_others() throws IOException, InterruptedException {
        List<Pair> pairs = pairs();
        assertThat(pairs).hasSizeGreaterThan(PAIRS);
        List<String> wrong = IntStream.iterate(0, i -> i < pairs.size(), i -> i + STRIDE)
                .parallel()
                .mapToObj(pairs::get)
                .flatMap(pair -> wrong(pair).stream())
                .toList();
        assertThat(wrong).isEmpty();
    }

    private static Optional<String> wrong(Pair pair) {
        Problems problems = new Problems();
        List<ProfileChange> changes =
                PolicyDiff.between(profiles(pair.one(), problems), profiles(pair.other(), problems), problems);
        return problems.all().isEmpty() && changes.isEmpty() == pair.equal()
                ? Optional.empty()
                : Optional.of((pair.equal() ? "equal:\n" : "different:\n") + pair.one() + "\n" + pair.other() + "\n"
                        + problems.all() + changes);
    }

    private static List<EffectiveProfile> profiles(String text, Problems problems) {
        SearchPath nowhere = new SearchPath(List.of(), Path.of("/"));
        ProfileFile file =
                new PolicyLoader(nowhere).load(ProfileFile.parse(new Source("policy", text), problems), problems);
        return EffectiveProfile.of(file, nowhere, problems);
    }

    /** Upstream's script, but that it prints what it would compare. */
    private List<Pair> pairs() throws IOException, InterruptedException {
        String script = Files.readString(UpstreamSource.parserTests().resolve("equality.sh"));
        assertThat(script).contains(COMPARE);
        Path printing = directory.resolve("equality.sh");
        Files.writeString(
                printing,
                script.replace(COMPARE, COMPARE + "\n printf '%s\\0' \"$@\" >&7; printf '\\1\\0' >&7; return 0\n"));
        Path printed = directory.resolve("pairs");
        Process process = new ProcessBuilder(
                        "bash", "-c", "exec bash \"$1\" 7> \"$2\"", "sh", printing.toString(), printed.toString())
                .directory(directory.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.waitFor();
        Set<Pair> pairs = new LinkedHashSet<>();
        for (String comparison :
                Files.readString(printed, StandardCharsets.UTF_8).split("\1\0", -1)) {
            String[] words = comparison.split("\0", -1);
            Arrays.stream(words)
                    .skip(3)
                    .filter(other -> !other.isEmpty())
                    .forEach(other -> pairs.add(new Pair(words[0].equals("equality"), words[2], other)));
        }
        return List.copyOf(pairs);
    }
}
