package org.aafleet.cli;

import java.util.concurrent.Callable;
import org.aafleet.console.Console;
import org.aafleet.playbook.PlaybookSchema;
import org.aafleet.report.Json;
import picocli.CommandLine.Command;

@Command(
        name = "schema",
        description = "Print the JSON Schema of playbooks, for editors that complete and check.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  aa-fleet schema > playbooks/playbook.schema.json",
            "",
            "A playbook names it in its first line:",
            "  # yaml-language-server: $schema=playbook.schema.json"
        })
final class SchemaCommand implements Callable<Integer> {

    private final Console console;

    SchemaCommand(CliContext context) {
        this.console = context.console();
    }

    @Override
    public Integer call() {
        console.result(Json.of(PlaybookSchema.asValues()));
        return ExitCode.OK.code();
    }
}
