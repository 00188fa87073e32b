package org.aafleet.cli;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.aafleet.console.Console;
import org.aafleet.report.Json;
import org.aafleet.report.Style;
import picocli.CommandLine.Option;

/** In which form a reading verb answers. */
final class AnswerOptions {

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OutputFormat format = OutputFormat.text;

    void print(Console console, Supplier<?> document, Function<Style, List<String>> lines) {
        if (format == OutputFormat.json) {
            console.result(Json.of(document.get()));
        } else {
            lines.apply(console.style()).forEach(console::result);
        }
    }
}
