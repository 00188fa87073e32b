package org.aafleet.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * Whether a parser takes files, each by itself. What many of them include is read once.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Linter {

    /** What is said of policy that a parser takes. */
    @FunctionalInterface
    public interface Advisor {
        void add(ProfileFile policy, SearchPath searchPath, Problems problems);

        /** Nothing. */
        static Advisor silent() {
            return (policy, searchPath, problems) -> {};
        }
    }

    private final Advisor advisor;
    private final SearchPath searchPath;
    private final AbiFiles abis;
    private final Optional<ParserVersion> parser;
    private final PolicyLoader loader;

    /**
     * @param file as it was asked for
     * @param problems errors and warnings, those in the files that it includes too
     */
    public record Verdict(String file, List<Problem> problems) {

        public Verdict {
            problems = List.copyOf(problems);
        }

        /** Whether the parser takes it. */
        public boolean isAccepted() {
            return problems.stream().noneMatch(Problem::isError);
        }
    }

    /** @param parser whose version judges; when it is absent, the newest that is known */
    public Linter(SearchPath searchPath, Optional<ParserVersion> parser) {
        this(searchPath, parser, Advisor.silent());
    }

    /** @param parser whose version judges; when it is absent, the newest that is known */
    public Linter(SearchPath searchPath, Optional<ParserVersion> parser, Advisor advisor) {
        this.searchPath = searchPath;
        this.advisor = advisor;
        this.abis = new AbiFiles(searchPath, parser);
        this.parser = parser;
        this.loader = new PolicyLoader(searchPath, parser);
    }

    /** One verdict for a file; of a directory one for each file that the parser reads there. */
    public List<Verdict> lint(Path path) {
        try {
            List<Path> files = SearchPath.files(path);
            return files.isEmpty()
                    ? List.of(empty(path))
                    : files.stream().map(this::file).toList();
        } catch (UncheckedIOException e) {
            return List.of(verdict(path.toString(), () -> {
                throw new InputException(path + ": the directory cannot be read");
            }));
        }
    }

    /** @param name of the text in the verdict and its problems */
    public Verdict lint(String name, InputStream in) {
        return verdict(name, () -> {
            try {
                return Source.readBytes(name, in);
            } catch (IOException e) {
                throw new InputException(name + ": cannot be read: " + e.getMessage());
            }
        });
    }

    private Verdict file(Path file) {
        return verdict(file.toString(), () -> {
            if (!Files.exists(file)) {
                throw new InputException(file + ": no such file");
            }
            return Source.readBytes(file);
        });
    }

    /** @param file one that the search path has, on the disk or not */
    public Verdict lintFile(Path file) {
        return verdict(file.toString(), () -> searchPath.read(file));
    }

    /** The parser reads no file then, and has nothing against it. */
    private static Verdict empty(Path directory) {
        Location at = new Location(directory.toString(), 0, 0);
        return new Verdict(directory.toString(), List.of(Problem.warning(at, "the directory holds no policy file")));
    }

    private Verdict verdict(String name, Supplier<Source> reading) {
        Problems problems = new Problems();
        problems.collect(reading).ifPresent(source -> judge(source, problems));
        return new Verdict(name, problems.all());
    }

    /** A file that brings out a bug must not keep the others from being judged. */
    private void judge(Source source, Problems problems) {
        try {
            ProfileFile policy = loader.load(ProfileFile.parse(source, problems), problems);
            PolicyChecker.check(policy, abis, problems);
            parser.ifPresent(version -> AutomaticVariables.check(policy, version, problems));
            if (!problems.hasErrors()) {
                advise(policy, problems);
            }
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(Problem.error(source.at(1, 1), "not judged, because of a bug in aa-fleet: " + e));
        }
    }

    /** Advice that fails is no word of a parser. */
    private void advise(ProfileFile policy, Problems problems) {
        try {
            advisor.add(policy, searchPath, problems);
        } catch (RuntimeException | StackOverflowError e) {
            problems.add(
                    Problem.warning(policy.source().at(1, 1), "no further advice, because of a bug in aa-fleet: " + e));
        }
    }
}
