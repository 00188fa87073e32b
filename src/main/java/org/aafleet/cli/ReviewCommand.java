package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.console.Keyboard;
import org.aafleet.console.LineKeyboard;
import org.aafleet.console.TerminalKeyboard;
import org.aafleet.learn.Dialogue;
import org.aafleet.learn.EvidenceFile;
import org.aafleet.learn.Findings;
import org.aafleet.learn.Review;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.rollout.ProjectFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "review",
        description =
                "Decide, one by one, what 'learn' has found. Each decision is kept at once, with its evidence; it "
                        + "becomes a rule of this site, and 'plan' shows what that changes.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  aa-fleet review", "  aa-fleet review --plain"})
final class ReviewCommand implements Callable<Integer> {

    @Option(
            names = "--plain",
            description = "Read whole lines instead of single keys: for a screen reader, or where standard input is no "
                    + "terminal.")
    private boolean plain;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

    @Mixin
    private ScopeOptions scope = new ScopeOptions();

    @Mixin
    private EvidenceOptions evidence = new EvidenceOptions();

    private final CliContext context;

    ReviewCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ProjectFiles files = scope.files(inventory);
        EvidenceFile file = evidence.file(files);
        Findings findings = file.read()
                .orElseThrow(() -> new InputException(Problem.error(file.file() + ": nothing was collected yet")
                        .withHint("'aa-fleet learn' does")));
        EvidenceOptions.Opened opened = evidence.open(files, findings, context);
        List<Path> written = new ArrayList<>();
        Dialogue dialogue = new Dialogue(opened.review(), decisions -> {
            written.clear();
            written.addAll(opened.decisions().save(decisions));
        });
        try (Keyboard keyboard = keyboard()) {
            converse(dialogue, keyboard);
        }
        tellEnd(opened.review(), written);
        return ExitCode.OK.code();
    }

    private Keyboard keyboard() {
        return plain
                ? new LineKeyboard(context.in())
                : TerminalKeyboard.open().orElseGet(() -> new LineKeyboard(context.in()));
    }

    private void converse(Dialogue dialogue, Keyboard keyboard) {
        while (!dialogue.isOver()) {
            dialogue.screen().forEach(line -> context.console().result(line));
            Optional<String> input =
                    dialogue.line().isPresent() ? keyboard.line(dialogue.line().get()) : keyboard.key();
            if (input.isEmpty()) {
                break;
            }
            dialogue.type(input.get());
        }
        dialogue.screen().forEach(line -> context.console().result(line));
    }

    private void tellEnd(Review review, List<Path> written) {
        int decided = review.decisions().size();
        context.console().result("");
        context.console().result(decided == 0 ? "Nothing was decided." : decided + " decided; it is in");
        written.forEach(file -> context.console().result("  " + file));
        if (review.left() > 0) {
            context.console().result(review.left() + " left; 'aa-fleet review' goes on there.");
        } else if (decided > 0) {
            context.console().result("Nothing is left to decide; 'aa-fleet plan' shows what changes.");
        }
    }
}
