package org.aafleet.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aafleet.host.Transcript.Entry;

/**
 * What a host transaction ended in.
 *
 * @param steps the names of the steps that were begun, in order
 * @param failure why it did not commit
 * @param notes what the host's admin should know besides
 * @param afterwards the host after it, as a probe sees it
 */
public record ApplyAnswer(
        Outcome outcome, List<String> steps, Optional<Failure> failure, List<String> notes, ObservedHost afterwards) {

    public enum Outcome {
        /** The new state, on disk and in the kernel. */
        COMMITTED,
        /** The new state, but the host goes back unless that is confirmed. */
        UNCONFIRMED,
        /** Nothing was changed. */
        UNCHANGED,
        /** What had been changed was put back. */
        REVERTED,
        /** Putting back failed too: the next apply, or the next boot, tries again. */
        BROKEN
    }

    /** @param printed what the failing program printed */
    public record Failure(String step, String message, String printed) {}

    /** Whether nothing was done but putting back what an earlier transaction had left, so that the plan no longer fits. */
    public boolean isStaleAfterRecovery() {
        return outcome == Outcome.UNCHANGED
                && steps.contains("recover")
                && failure.filter(why -> why.message().startsWith("stale: ")).isPresent();
    }

    /** @throws GarbledAnswerException when the text is not an answer of the script */
    public static ApplyAnswer parse(String output) {
        List<Entry> entries = Transcript.parse(output, "aa-fleet-apply 1").entries();
        List<String> steps = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Optional<Failure> failure = Optional.empty();
        Optional<Outcome> outcome = Optional.empty();
        for (Entry entry : entries) {
            switch (entry.word()) {
                case "step" -> steps.add(entry.rest());
                case "note" -> notes.add(entry.rest());
                case "outcome" -> outcome = outcome(entry.rest());
                case "error" -> failure = failure.isPresent() ? failure : Optional.of(failure(entry));
                default -> {
                    // The report at the end is read below.
                }
            }
        }
        return new ApplyAnswer(
                outcome.orElseThrow(() -> new GarbledAnswerException("the answer names no outcome")),
                List.copyOf(steps),
                failure,
                List.copyOf(notes),
                ProbeAnswer.observed(entries));
    }

    private static Optional<Outcome> outcome(String word) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(outcome);
            }
        }
        return Optional.empty();
    }

    private static Failure failure(Entry entry) {
        int space = entry.rest().indexOf(' ');
        String step = space < 0 ? "" : entry.rest().substring(0, space);
        return new Failure(
                step, entry.rest().substring(space + 1), entry.content().strip());
    }
}
