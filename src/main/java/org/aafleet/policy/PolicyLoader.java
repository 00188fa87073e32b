package org.aafleet.policy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.aafleet.policy.model.Conditional;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * Follows includes. A file is read once per loader however many profiles include it, and within one profile it counts
 * once, as for apparmor_parser; that also ends every cycle.
 */
public final class PolicyLoader {

    /** As apparmor_parser. */
    private static final int MAX_DEPTH = 100;

    /** Statements of one policy with its includes; Debian's largest profiles have some thousands. */
    private static final int MAX_STATEMENTS = 1_000_000;

    private final SearchPath searchPath;
    private final Optional<ParserVersion> parser;

    /** Parsers before 3.0 read a file as often as it is included. */
    private final boolean readsAgain;

    private final Map<Path, Parsed> files = new HashMap<>();
    private final Map<Path, Parsed> fragments = new HashMap<>();

    /** What a file holds, and what is wrong with it; both count for each policy that includes it. */
    private record Parsed(List<Statement> statements, List<Problem> problems) {}

    public PolicyLoader(SearchPath searchPath) {
        this(searchPath, Optional.empty());
    }

    /** @param parser whose version judges; when it is absent, the newest that is known */
    public PolicyLoader(SearchPath searchPath, Optional<ParserVersion> parser) {
        this.searchPath = searchPath;
        this.parser = parser;
        this.readsAgain =
                parser.filter(own -> own.compareTo(ParserVersion.V3_0) < 0).isPresent();
    }

    private Parsed parse(Path path, BiFunction<Source, Problems, ProfileFile> as) {
        Problems found = new Problems();
        ProfileFile file = as.apply(searchPath.read(path), found);
        parser.ifPresent(version -> Requirements.check(file, version, found));
        return new Parsed(file.statements(), found.all());
    }

    /**
     * The file with the content of its includes. What cannot be read or parsed is reported and left out; so is, but not
     * left out, what the parser does not know.
     */
    public ProfileFile load(ProfileFile file, Problems problems) {
        parser.ifPresent(version -> Requirements.check(file, version, problems));
        return new ProfileFile(file.source(), new Run(problems).resolve(file.statements(), new HashSet<>(), true, 0));
    }

    /** One policy: its problems, and how much it has read. */
    private final class Run {

        private final Problems problems;
        private int statementCount;

        Run(Problems problems) {
            this.problems = problems;
        }

        List<Statement> resolve(List<Statement> statements, Set<Path> seen, boolean preamble, int depth) {
            statementCount += statements.size();
            List<Statement> resolved = new ArrayList<>();
            for (Statement statement : statements) {
                resolved.add(resolve(statement, seen, preamble, depth));
            }
            return resolved;
        }

        private Statement resolve(Statement statement, Set<Path> seen, boolean preamble, int depth) {
            if (statement instanceof Include include) {
                return include.withContent(content(include, seen, preamble, depth));
            }
            if (statement instanceof Profile profile) {
                List<Statement> body = resolve(profile.body(), new HashSet<>(), false, depth);
                return new Profile(profile.header(), body, profile.span());
            }
            if (statement instanceof RuleBlock block) {
                List<Statement> body = resolve(block.body(), seen, false, depth);
                return new RuleBlock(block.qualifiers(), body, block.span());
            }
            if (statement instanceof Conditional conditional) {
                return new Conditional(
                        conditional.condition(),
                        resolve(conditional.body(), seen, false, depth),
                        conditional.otherwise().map(otherwise -> resolve(otherwise, seen, false, depth)),
                        conditional.span());
            }
            return statement;
        }

        private List<Statement> content(Include include, Set<Path> seen, boolean preamble, int depth) {
            if (depth >= MAX_DEPTH || statementCount > MAX_STATEMENTS) {
                problems.add(Problem.error(include.span().at(), "include: nested too deeply, or too much in all"));
                return List.of();
            }
            Optional<Path> found = searchPath.find(include.file());
            if (found.isEmpty()) {
                if (!include.ifExists()) {
                    problems.add(Problem.error(include.span().at(), "include: " + include.file() + " does not exist"));
                }
                return List.of();
            }
            List<Statement> content = new ArrayList<>();
            for (Path path : files(include, found.get())) {
                Path file = path.toAbsolutePath().normalize();
                if (seen.add(file)) {
                    content.addAll(resolve(read(include, path, preamble), seen, preamble, depth + 1));
                    if (readsAgain) {
                        seen.remove(file);
                    }
                } else if (readsAgain) {
                    problems.add(Problem.error(
                            include.span().at(), "include: " + include.file() + " includes itself without end"));
                }
            }
            return content;
        }

        private List<Path> files(Include include, Path found) {
            try {
                return searchPath.filesOf(found);
            } catch (UncheckedIOException e) {
                problems.add(Problem.error(include.span().at(), "include: cannot read " + found));
                return List.of();
            }
        }

        private List<Statement> read(Include include, Path path, boolean preamble) {
            try {
                Parsed parsed = preamble
                        ? files.computeIfAbsent(path, absent -> parse(absent, ProfileFile::parse))
                        : fragments.computeIfAbsent(path, absent -> parse(absent, ProfileFile::parseFragment));
                problems.addAll(parsed.problems());
                return parsed.statements();
            } catch (InputException e) {
                problems.add(Problem.error(include.span().at(), "include: " + e.getMessage()));
                return List.of();
            }
        }
    }
}
