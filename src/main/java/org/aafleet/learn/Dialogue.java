package org.aafleet.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The questions of a review, one after the other, as aa-logprof asks them; knows nothing of terminals. What a key does is done
 * and saved when {@link #type} returns.
 */
public final class Dialogue {

    private final Review review;
    private final QuestionText text;
    private final Consumer<List<ReviewDecision>> save;
    private Optional<Question> question = Optional.empty();
    private Mode mode = Mode.KEYS;
    private boolean over;
    private List<String> aside = List.of();

    private enum Mode {
        KEYS,
        /** A rule is being typed. */
        RULE,
        /** A yes is needed. */
        CONFIRM
    }

    /** @param save is given all decisions of the session after each change */
    public Dialogue(Review review, Consumer<List<ReviewDecision>> save) {
        this.review = review;
        this.text = new QuestionText(review);
        this.save = save;
        this.over = review.current().isEmpty();
        next();
    }

    public boolean isOver() {
        return over;
    }

    /** The text to begin with where a whole line is wanted instead of a key. */
    public Optional<String> line() {
        return switch (mode) {
            case KEYS -> Optional.empty();
            case RULE -> question.map(asked -> asked.selected().rules().get(0));
            case CONFIRM -> Optional.of("");
        };
    }

    /** What to show before the next input. */
    public List<String> screen() {
        List<String> lines = new ArrayList<>(aside);
        aside = List.of();
        if (over) {
            return lines;
        }
        if (question.isEmpty()) {
            lines.addAll(List.of("Nothing is left to decide.", "", "(U)ndo / (Q)uit"));
        } else if (mode == Mode.RULE) {
            lines.add("Change the rule, or leave it empty to keep the choices as they are.");
        } else if (mode == Mode.CONFIRM) {
            lines.add(
                    "It runs without any confinement then, and so does all that it starts. Type 'yes' to allow that.");
        } else {
            if (!lines.isEmpty()) {
                lines.add("");
            }
            lines.addAll(text.lines(question.get()));
        }
        return lines;
    }

    /** @param input a key, or a line where {@link #line} wants one */
    public void type(String input) {
        String typed = input.strip();
        if (mode == Mode.KEYS) {
            key(typed.toLowerCase(Locale.ROOT));
        } else {
            Question asked = question.orElseThrow();
            boolean confirms = mode == Mode.CONFIRM;
            mode = Mode.KEYS;
            if (!confirms) {
                rule(typed, asked);
            } else if (typed.equalsIgnoreCase("yes")) {
                allowNow(asked);
            }
        }
        next();
    }

    /** Begins with a question that was not on the screen before. */
    private void next() {
        Optional<Proposal> current = review.current();
        if (!current.equals(question.map(Question::proposal))) {
            question = current.map(proposal -> new Question(review, proposal));
            mode = Mode.KEYS;
        }
    }

    private void key(String key) {
        switch (key) {
            case "u" -> undo();
            case "q", "f" -> over = true;
            case "escape" -> {
                // An arrow, or another key that is no letter.
            }
            default -> question.ifPresent(asked -> answer(key, asked));
        }
    }

    private void answer(String key, Question asked) {
        if (key.matches("[1-9][0-9]?")) {
            tellUnless(asked.select(Integer.parseInt(key) - 1), "There is no choice " + key + ".");
            return;
        }
        switch (key) {
            case "a", "" -> allow(asked);
            case "d" -> deny(asked);
            case "i" -> {
                if (asked.isAboutExecution()) {
                    allow("inherit", asked);
                } else {
                    ignore(asked);
                }
            }
            case "h" -> allow("child", asked);
            case "p" -> allow("profile", asked);
            case "g" -> {
                if (asked.isAboutExecution()) {
                    ignore(asked);
                } else {
                    edit(asked, RuleEdits::globbed);
                }
            }
            case "e" -> edit(asked, RuleEdits::globbedWithExtension);
            case "o" -> edit(asked, rule -> Optional.of(RuleEdits.withOwnerToggled(rule)));
            case "s" -> review.skip(asked.answered().keySet());
            default -> about(key, asked);
        }
    }

    private void about(String key, Question asked) {
        switch (key) {
            case "n" -> mode = asked.choices().isEmpty() ? Mode.KEYS : Mode.RULE;
            case "t" -> asked.toggleAudit();
            case "l" -> asked.toggleAlike();
            case "w" -> asked.changeScope();
            case "v" -> aside = QuestionText.evidence(asked.proposal());
            case "c" -> aside = text.consequences(asked);
            default -> aside = List.of("'" + key + "' is none of the keys.");
        }
    }

    private void tellUnless(boolean done, String why) {
        if (!done) {
            aside = List.of(why);
        }
    }

    private void allow(String word, Question asked) {
        if (asked.select(word)) {
            allow(asked);
        } else {
            aside = List.of("This question has no choice '" + word + "'.");
        }
    }

    private void allow(Question asked) {
        if (asked.choices().isEmpty()) {
            aside = List.of("No rule can allow this.");
        } else if (asked.letsGoFree()) {
            mode = Mode.CONFIRM;
        } else {
            allowNow(asked);
        }
    }

    private void allowNow(Question asked) {
        change(() -> review.allow(asked.proposal(), asked.meant(), asked.scope(), asked.alike()));
    }

    private void ignore(Question asked) {
        change(() -> review.ignore(asked.answered()));
    }

    private void deny(Question asked) {
        if (asked.canBeDenied()) {
            change(() -> review.deny(asked.answered(), asked.scope()));
        } else {
            aside = List.of("No rule can deny this; it is denied as long as nothing allows it.");
        }
    }

    private void rule(String typed, Question asked) {
        if (typed.isEmpty()) {
            return;
        }
        String rule = typed.endsWith(",") ? typed : typed + ",";
        Optional<String> wrong = ProfileText.problem(rule);
        if (wrong.isPresent()) {
            aside = List.of("Not a rule: " + wrong.get());
        } else if (review.settles(asked.proposal(), rule)) {
            asked.add(Choice.of(rule));
        } else {
            aside = List.of("This rule does not allow what was wanted: "
                    + asked.proposal().subject());
        }
    }

    private void edit(Question asked, Function<String, Optional<String>> change) {
        tellUnless(asked.choices().isEmpty() || asked.edit(change), "It cannot be any wider.");
    }

    private void change(Runnable change) {
        change.run();
        save.accept(review.decisions());
    }

    private void undo() {
        if (review.undo()) {
            save.accept(review.decisions());
            aside = List.of("Taken back.");
        } else {
            aside = List.of("Nothing was decided yet.");
        }
    }
}
