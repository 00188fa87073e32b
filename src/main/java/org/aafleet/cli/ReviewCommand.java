package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.aafleet.console.Keyboard;
import org.aafleet.console.LineKeyboard;
import org.aafleet.console.TerminalKeyboard;
import org.aafleet.learn.DecisionFiles;
import org.aafleet.learn.Dialogue;
import org.aafleet.learn.EvidenceFile;
import org.aafleet.learn.Findings;
import org.aafleet.learn.Proposal;
import org.aafleet.learn.Review;
import org.aafleet.learn.ReviewDecision;
import org.aafleet.learn.Unattended;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.rollout.ProjectFiles;
import org.aafleet.yaml.Source;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "review",
        description =
                "Decide, one by one, what 'learn' has found. Each decision is kept at once, with its evidence; it "
                        + "becomes a rule of this site, and 'plan' shows what that changes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet review -i inventories/prod",
            "  aa-fleet review --plain",
            "  aa-fleet review --accept safe"
        })
final class ReviewCommand implements Callable<Integer> {

    @Option(
            names = "--plain",
            description = "Read whole lines instead of single keys: for a screen reader, or where standard input is no "
                    + "terminal.")
    private boolean plain;

    @Option(
            names = "--decisions",
            paramLabel = "FILE",
            description = "Answer as this file does, which is written like decisions.yml, and ask nothing.")
    private Optional<Path> decisions = Optional.empty();

    @Option(
            names = "--accept",
            paramLabel = "safe",
            description = "Allow what evidence alone is enough for, say why the rest is not, and ask nothing.")
    private Optional<Acceptance> accept = Optional.empty();

    private enum Acceptance {
        safe
    }

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
        Review review = opened.review();
        List<Path> written = new ArrayList<>();
        if (decisions.isPresent() || accept.isPresent()) {
            unattended(review);
            written.addAll(opened.decisions().save(review.decisions()));
        } else {
            Dialogue dialogue = new Dialogue(review, taken -> {
                written.clear();
                written.addAll(opened.decisions().save(taken));
            });
            try (Keyboard keyboard = keyboard()) {
                converse(dialogue, keyboard);
            }
        }
        tellEnd(review, written);
        return ExitCode.OK.code();
    }

    private void unattended(Review review) {
        Unattended unattended = new Unattended(review);
        List<ReviewDecision> unused = new ArrayList<>();
        decisions.ifPresent(file -> {
            Problems problems = new Problems();
            List<ReviewDecision> answers = DecisionFiles.read(Source.readBytes(file), problems);
            problems.throwIfErrors();
            unused.addAll(unattended.answer(answers));
        });
        Map<Proposal, String> left = accept.isPresent() ? unattended.acceptSafe() : Map.of();
        for (ReviewDecision decision : review.decisions()) {
            say(decision.answer().name().toLowerCase(Locale.ROOT) + "  " + decision.profile() + ": "
                    + String.join(" ", decision.rules()));
        }
        unused.forEach(
                answer -> say("unused  " + answer.profile() + ": " + answer.wanted() + "; no question is about it"));
        left.forEach((proposal, why) -> say("left  " + proposal.profile() + ": " + proposal.subject() + "; " + why));
    }

    private void say(String line) {
        context.console().result(line.replace('\n', ' '));
    }

    private Keyboard keyboard() {
        return plain
                ? new LineKeyboard(context.in())
                : TerminalKeyboard.open().orElseGet(() -> new LineKeyboard(context.in()));
    }

    private void converse(Dialogue dialogue, Keyboard keyboard) {
        while (!dialogue.isOver()) {
            dialogue.screen().forEach(this::say);
            Optional<String> input =
                    dialogue.line().isPresent() ? keyboard.line(dialogue.line().get()) : keyboard.key();
            if (input.isEmpty()) {
                break;
            }
            dialogue.type(input.get());
        }
        dialogue.screen().forEach(this::say);
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
