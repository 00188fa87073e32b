package org.aafleet.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.aafleet.catalog.RuleScope;
import org.aafleet.learn.Proposal.Sort;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.AccessChange.Effect;
import org.aafleet.policy.access.AccessDiff;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.TooComplexException;

/**
 * The questions of a review, one after the other, as aa-logprof asks them; knows nothing of terminals. What a key does is done
 * and saved when {@link #type} returns.
 */
public final class Dialogue {

    private static final int SHOWN_EVIDENCE = 12;
    private static final int SHOWN_CONSEQUENCES = 12;

    private static final Choice NOTHING = new Choice("", List.of());

    private final Review review;
    private final Consumer<List<ReviewDecision>> save;
    private final List<Choice> choices = new ArrayList<>();
    private Mode mode = Mode.KEYS;
    private int selected;
    private int scope;
    private boolean audit;
    private boolean alike;
    private boolean over;
    private List<String> aside = List.of();
    private Optional<Proposal> asked = Optional.empty();

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
            case RULE -> Optional.of(choices.get(selected).rules().get(0));
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
        if (review.current().isEmpty()) {
            lines.add("Nothing is left to decide.");
            lines.add("");
            lines.add("(U)ndo / (Q)uit");
            return lines;
        }
        if (mode == Mode.RULE) {
            lines.add("Change the rule, or leave it empty to keep the choices as they are.");
            return lines;
        }
        if (mode == Mode.CONFIRM) {
            lines.add(
                    "It runs without any confinement then, and so does all that it starts. Type 'yes' to allow that.");
            return lines;
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(question(review.current().orElseThrow()));
        return lines;
    }

    private List<String> question(Proposal proposal) {
        List<String> lines = new ArrayList<>();
        lines.add("Profile:  " + proposal.profile() + "    (" + review.left() + " to decide)");
        lines.add("Wanted:   " + proposal.subject() + (proposal.wasDenied() ? "  [was denied]" : ""));
        lines.add("Seen:     " + review.seen(proposal));
        if (!choices.isEmpty()) {
            for (String warning : review.cautions(proposal, choices.get(selected))) {
                lines.add("Look out: " + warning);
            }
        }
        for (String feature : review.features(proposal)) {
            lines.add("Feature:  '" + feature + "' of the service allows it; the playbook can name it under features");
        }
        List<RuleScope> scopes = review.scopes(proposal);
        if (scopes.size() > 1) {
            lines.add("For:      " + scopes.get(scope) + "  (W changes it: " + joined(scopes) + ")");
        }
        lines.add("");
        for (int i = 0; i < choices.size(); i++) {
            String text = (i + 1) + " - " + choices.get(i).text();
            lines.add(i == selected ? " [" + text + "]" : "  " + text);
        }
        if (choices.isEmpty()) {
            lines.add("  No rule can allow this; the profile needs flags=(attach_disconnected).");
        }
        if (alike) {
            lines.add("  Denying, ignoring and skipping are for all "
                    + review.alike(proposal).size() + " alike.");
        }
        lines.add("");
        lines.add(keys(proposal));
        return lines;
    }

    private static String joined(List<RuleScope> scopes) {
        return String.join(", ", scopes.stream().map(RuleScope::toString).toList());
    }

    private String keys(Proposal proposal) {
        String end = " / (S)kip / (L) all alike / e(V)idence / (C)onsequences / (U)ndo / (Q)uit";
        if (proposal.sort() == Sort.EXECUTE) {
            String ownProfile = labelled("profile").isPresent() ? " / (P)rofile" : "";
            return "(A)llow / (I)nherit / c(H)ild" + ownProfile + " / (D)eny / i(G)nore / (N)ew" + end;
        }
        if (choices.isEmpty()) {
            return "(I)gnore" + end;
        }
        String own = proposal.sort() == Sort.FILE ? " / (G)lob / Glob with (E)xtension / (O)wner" : "";
        return "(A)llow / (D)eny / (I)gnore" + own + " / (N)ew / Audi(T)" + (audit ? " off" : "") + end;
    }

    /** @param input a key, or a line where {@link #line} wants one */
    public void type(String input) {
        String text = input.strip();
        if (mode == Mode.KEYS) {
            key(text.toLowerCase(Locale.ROOT));
        } else if (mode == Mode.RULE) {
            rule(text);
        } else {
            confirm(text, review.current().orElseThrow());
        }
        next();
    }

    /** Begins with a question that was not on the screen before. */
    private void next() {
        Optional<Proposal> current = review.current();
        if (!current.equals(asked)) {
            asked = current;
            choices.clear();
            current.ifPresent(proposal -> choices.addAll(review.choices(proposal)));
            selected = 0;
            scope = 0;
            audit = false;
            mode = Mode.KEYS;
        }
    }

    private void key(String key) {
        Optional<Proposal> current = review.current();
        switch (key) {
            case "u" -> undo();
            case "q", "f" -> over = true;
            case "escape" -> {
                // An arrow, or another key that is no letter.
            }
            default -> current.ifPresent(proposal -> answer(key, proposal));
        }
    }

    private void answer(String key, Proposal proposal) {
        if (key.matches("[1-9][0-9]?")) {
            select(Integer.parseInt(key) - 1);
            return;
        }
        boolean executes = proposal.sort() == Sort.EXECUTE;
        switch (key) {
            case "a", "" -> allow(proposal);
            case "d" -> deny(proposal);
            case "i" -> {
                if (executes) {
                    labelled("inherit", proposal);
                } else {
                    change(() -> review.ignore(choices(proposal)));
                }
            }
            case "h" -> labelled("child", proposal);
            case "p" -> labelled("profile", proposal);
            case "g" -> {
                if (executes) {
                    change(() -> review.ignore(choices(proposal)));
                } else {
                    edited(RuleEdits::globbed);
                }
            }
            case "e" -> edited(RuleEdits::globbedWithExtension);
            case "o" -> edited(rule -> Optional.of(RuleEdits.withOwnerToggled(rule)));
            case "s" -> review.skip(choices(proposal).keySet());
            default -> about(key, proposal);
        }
    }

    private void about(String key, Proposal proposal) {
        switch (key) {
            case "n" -> mode = choices.isEmpty() ? Mode.KEYS : Mode.RULE;
            case "t" -> audit = !audit;
            case "l" -> alike = !alike;
            case "w" -> scope = (scope + 1) % review.scopes(proposal).size();
            case "v" -> aside = evidence(proposal);
            case "c" -> aside = consequences(proposal);
            default -> aside = List.of("'" + key + "' is none of the keys.");
        }
    }

    private void select(int index) {
        if (index < choices.size()) {
            selected = index;
        } else {
            aside = List.of("There is no choice " + (index + 1) + ".");
        }
    }

    private void labelled(String word, Proposal proposal) {
        labelled(word)
                .ifPresentOrElse(
                        index -> {
                            selected = index;
                            allow(proposal);
                        },
                        () -> aside = List.of("This question has no choice '" + word + "'."));
    }

    private Optional<Integer> labelled(String word) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).label().startsWith(word + ":")) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private void allow(Proposal proposal) {
        if (choices.isEmpty()) {
            aside = List.of("No rule can allow this.");
        } else if (choices.get(selected).rules().stream().anyMatch(rule -> rule.matches("(?s).* [Uu]x,"))) {
            mode = Mode.CONFIRM;
        } else {
            allowNow(proposal);
        }
    }

    private void allowNow(Proposal proposal) {
        Choice choice = choices.get(selected);
        Choice meant = audit
                ? new Choice(
                        choice.label(),
                        choice.rules().stream().map(RuleEdits::audited).toList())
                : choice;
        change(() -> review.allow(proposal, meant, scope(proposal)));
    }

    private void confirm(String answer, Proposal proposal) {
        mode = Mode.KEYS;
        if (answer.equalsIgnoreCase("yes")) {
            allowNow(proposal);
        }
    }

    private void rule(String text) {
        mode = Mode.KEYS;
        if (text.isEmpty()) {
            return;
        }
        String rule = text.endsWith(",") ? text : text + ",";
        Optional<String> wrong = ProfileText.problem(rule);
        if (wrong.isPresent()) {
            aside = List.of("Not a rule: " + wrong.get());
            return;
        }
        Proposal proposal = review.current().orElseThrow();
        if (!review.settles(proposal, rule)) {
            aside = List.of("This rule does not allow what was wanted: " + proposal.subject());
            return;
        }
        add(Choice.of(rule));
    }

    private void edited(Function<String, Optional<String>> edit) {
        if (choices.isEmpty()) {
            return;
        }
        edit.apply(choices.get(selected).rules().get(0))
                .ifPresentOrElse(rule -> add(Choice.of(rule)), () -> aside = List.of("It cannot be any wider."));
    }

    private void add(Choice choice) {
        int known = choices.indexOf(choice);
        if (known < 0) {
            choices.add(choice);
            known = choices.size() - 1;
        }
        selected = known;
    }

    private void deny(Proposal proposal) {
        if (choices.stream().flatMap(choice -> choice.rules().stream()).noneMatch(RuleEdits::isRule)) {
            aside = List.of("No rule can deny this; it is denied as long as nothing allows it.");
        } else {
            change(() -> review.deny(choices(proposal), scope(proposal)));
        }
    }

    /** What is answered now, each with the choice that it is about. */
    private Map<Proposal, Choice> choices(Proposal proposal) {
        Map<Proposal, Choice> answered = new LinkedHashMap<>();
        for (Proposal other : alike ? review.alike(proposal) : List.of(proposal)) {
            answered.put(
                    other, other.choices().isEmpty() ? NOTHING : other.choices().get(0));
        }
        if (!choices.isEmpty() && choices.get(selected).rules().stream().anyMatch(RuleEdits::isRule)) {
            answered.put(proposal, choices.get(selected));
        }
        return answered;
    }

    private RuleScope scope(Proposal proposal) {
        return review.scopes(proposal).get(scope);
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

    private static List<String> evidence(Proposal proposal) {
        List<String> lines = new ArrayList<>();
        lines.add("Seen on:  " + String.join(", ", proposal.hosts()));
        for (Observation one : proposal.evidence()) {
            if (lines.size() > SHOWN_EVIDENCE) {
                lines.add("  and " + (proposal.evidence().size() - SHOWN_EVIDENCE) + " more");
                break;
            }
            lines.add("  " + one.count() + "x " + describe(one.want()) + " on " + String.join(", ", one.hosts()));
        }
        lines.add("First line that tells of it:");
        lines.add("  " + proposal.example());
        return lines;
    }

    private static String describe(Want want) {
        if (want instanceof Want.Use use) {
            return AccessName.of(use.access(), true);
        }
        return want instanceof Want.EnterHat hat ? "hat " + hat.name() : ((Want.Disconnected) want).path();
    }

    private List<String> consequences(Proposal proposal) {
        if (choices.isEmpty()) {
            return List.of();
        }
        List<String> rules = choices.get(selected).rules();
        try {
            List<AccessChange> changes = AccessDiff.between(
                    review.policy().rules(proposal.profile()), review.policy().rulesWith(proposal.profile(), rules));
            List<String> lines =
                    new ArrayList<>(List.of("With " + choices.get(selected).text()));
            changes.stream()
                    .filter(change -> change.effect() == Effect.GAINED)
                    .limit(SHOWN_CONSEQUENCES)
                    .forEach(change -> lines.add("  + "
                            + AccessName.named(change.example(), String.join("", change.permissions()), true)
                            + (wasSeen(proposal, change) ? "" : "  (not seen)")));
            if (lines.size() == 1) {
                lines.add("  nothing more is allowed than now");
            }
            return lines;
        } catch (TooComplexException e) {
            return List.of("That cannot be said: " + e.getMessage());
        }
    }

    private static boolean wasSeen(Proposal proposal, AccessChange change) {
        return proposal.evidence().stream()
                .anyMatch(observation -> observation.want() instanceof Want.Use use
                        && use.access().object().equals(change.example().object()));
    }
}
