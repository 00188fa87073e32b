package org.aafleet.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "ssh",
        description = "Opens a session on a lab host, or runs a command there and ends with its exit code.",
        mixinStandardHelpOptions = true)
final class LabSsh implements Callable<Integer> {

    @Mixin
    private LabOptions options;

    @Option(
            names = {"-l", "--login"},
            paramLabel = "USER",
            defaultValue = "admin",
            description = "admin (sudo without password), ops (sudo with the password 'lab'), guest (no sudo) or root "
                    + "(default: ${DEFAULT-VALUE}).")
    private String user;

    @Parameters(index = "0", paramLabel = "HOST", description = "As 'aa-fleet lab list' shows it.")
    private String host;

    @Parameters(index = "1..*", paramLabel = "COMMAND", description = "As with ssh itself.")
    private List<String> command = List.of();

    /** What follows the host is the host's business: {@code lab ssh bookworm1 ls --all}. */
    @Spec
    void leaveOptionsToTheHost(CommandSpec spec) {
        spec.parser().stopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean marked = !command.isEmpty() && command.get(0).equals("--");
        List<String> remote = marked ? command.subList(1, command.size()) : command;
        List<String> words = options.open().host(host).sshCommand(user, remote);
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
