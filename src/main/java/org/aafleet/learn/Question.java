package org.aafleet.learn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.aafleet.catalog.RuleScope;
import org.aafleet.learn.Proposal.Sort;

/** The question that is on the screen, and what its next answer would be. */
final class Question {

    private static final Choice NOTHING = new Choice("", List.of());

    private final Review review;
    private final Proposal proposal;
    private final List<Choice> choices;
    private final List<RuleScope> scopes;
    private int selected;
    private int scope;
    private boolean audit;
    private boolean alike;

    Question(Review review, Proposal proposal) {
        this.review = review;
        this.proposal = proposal;
        this.choices = new ArrayList<>(review.choices(proposal));
        this.scopes = review.scopes(proposal);
    }

    Proposal proposal() {
        return proposal;
    }

    boolean isAboutExecution() {
        return proposal.sort() == Sort.EXECUTE;
    }

    /** None where no rule can allow it. */
    List<Choice> choices() {
        return choices;
    }

    /** There is one where there are choices. */
    Choice selected() {
        return choices.get(selected);
    }

    boolean isSelected(int index) {
        return index == selected;
    }

    /** @return whether there is such a choice */
    boolean select(int index) {
        if (index >= choices.size()) {
            return false;
        }
        selected = index;
        return true;
    }

    /** @return whether there is a choice whose label begins so */
    boolean select(String word) {
        Optional<Choice> labelled = labelled(word);
        labelled.ifPresent(this::add);
        return labelled.isPresent();
    }

    Optional<Choice> labelled(String word) {
        return choices.stream()
                .filter(choice -> choice.label().startsWith(word + ":"))
                .findFirst();
    }

    /** Selects it. */
    void add(Choice choice) {
        if (!choices.contains(choice)) {
            choices.add(choice);
        }
        selected = choices.indexOf(choice);
    }

    /** @return whether the rule that is selected can be changed so */
    boolean edit(Function<String, Optional<String>> change) {
        Optional<String> changed = choices.isEmpty()
                ? Optional.empty()
                : change.apply(selected().rules().get(0));
        changed.map(Choice::of).ifPresent(this::add);
        return changed.isPresent();
    }

    /** What allowing it would decide. */
    Choice meant() {
        Choice choice = selected();
        return audit
                ? new Choice(
                        choice.label(),
                        choice.rules().stream().map(RuleEdits::audited).toList())
                : choice;
    }

    boolean letsGoFree() {
        return selected().rules().stream().anyMatch(rule -> rule.matches("(?s).* [Uu]x,"));
    }

    boolean canBeDenied() {
        return choices.stream().flatMap(choice -> choice.rules().stream()).anyMatch(RuleEdits::isRule);
    }

    List<RuleScope> scopes() {
        return scopes;
    }

    RuleScope scope() {
        return scopes.get(scope);
    }

    void changeScope() {
        scope = (scope + 1) % scopes.size();
    }

    boolean isAudited() {
        return audit;
    }

    void toggleAudit() {
        audit = !audit;
    }

    boolean isForAllAlike() {
        return alike;
    }

    void toggleAlike() {
        alike = !alike;
    }

    /** All that the next answer is for. */
    List<Proposal> alike() {
        return alike && !isAboutExecution() ? review.alike(proposal) : List.of(proposal);
    }

    /** The same, each with the choice that denying or ignoring it would be about. */
    Map<Proposal, Choice> answered() {
        Map<Proposal, Choice> answered = new LinkedHashMap<>();
        for (Proposal other : alike ? review.alike(proposal) : List.of(proposal)) {
            answered.put(
                    other, other.choices().isEmpty() ? NOTHING : other.choices().get(0));
        }
        if (!choices.isEmpty() && selected().rules().stream().anyMatch(RuleEdits::isRule)) {
            answered.put(proposal, selected());
        }
        return answered;
    }
}
