package org.aafleet.cli;

import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import org.aafleet.report.DiffForm;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What is shown of files that change. */
final class DiffOptions {

    private static final String BOTH = "both";

    @Option(
            names = {"-D", "--diff"},
            paramLabel = "WHAT",
            arity = "0..1",
            preprocessor = AttachedOnly.class,
            description =
                    "Show of changed files: text, policy (what a process may do that it might not before, and the other "
                            + "way round), both, none. Alone it means both.")
    private Optional<DiffForm> diff = Optional.empty();

    @Option(names = "--no-diff", description = "The same as --diff=none.")
    private boolean none;

    DiffForm or(DiffForm otherwise) {
        return none ? DiffForm.none : diff.orElse(otherwise);
    }

    /** What follows after a blank is the next argument, a playbook for instance. */
    @SuppressWarnings("JdkObsolete") // picocli's
    static final class AttachedOnly implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
            if (!"=".equals(info.get("separator"))) {
                arguments.push(BOTH);
            }
            return false;
        }
    }
}
