package org.aafleet.learn;

import java.util.ArrayList;
import java.util.List;
import org.aafleet.catalog.RuleScope;
import org.aafleet.learn.Proposal.Sort;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.AccessChange.Effect;
import org.aafleet.policy.access.AccessDiff;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.TooComplexException;

/** What a person is shown of a question. */
final class QuestionText {

    private static final int SHOWN_EVIDENCE = 12;
    private static final int SHOWN_CONSEQUENCES = 12;

    private final Review review;

    QuestionText(Review review) {
        this.review = review;
    }

    List<String> lines(Question question) {
        Proposal proposal = question.proposal();
        List<String> lines = new ArrayList<>();
        lines.add("Profile:  " + proposal.profile() + "    (" + review.left() + " to decide)");
        lines.add("Wanted:   " + proposal.subject() + (proposal.wasDenied() ? "  [was denied]" : ""));
        lines.add("Seen:     " + review.seen(proposal));
        if (!question.choices().isEmpty()) {
            for (String warning : review.cautions(proposal, question.selected())) {
                lines.add("Look out: " + warning);
            }
        }
        for (String feature : review.features(proposal)) {
            lines.add("Feature:  '" + feature + "' of the service allows it; the playbook can name it under features");
        }
        if (question.scopes().size() > 1) {
            lines.add("For:      " + question.scope() + "  (W changes it: " + joined(question.scopes()) + ")");
        }
        lines.add("");
        lines.addAll(choices(question));
        if (question.isForAllAlike()) {
            lines.add("  The answer is for all " + review.alike(proposal).size()
                    + " alike; what something speaks against is not allowed with them.");
        }
        lines.add("");
        lines.add(keys(question));
        return lines;
    }

    private static List<String> choices(Question question) {
        if (question.choices().isEmpty()) {
            return List.of("  No rule can allow this; the profile needs flags=(attach_disconnected).");
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < question.choices().size(); i++) {
            String text = (i + 1) + " - " + question.choices().get(i).text();
            lines.add(question.isSelected(i) ? " [" + text + "]" : "  " + text);
        }
        return lines;
    }

    private static String joined(List<RuleScope> scopes) {
        return String.join(", ", scopes.stream().map(RuleScope::toString).toList());
    }

    private static String keys(Question question) {
        String end = " / (S)kip / (L) all alike / e(V)idence / (C)onsequences / (U)ndo / (Q)uit";
        if (question.isAboutExecution()) {
            String ownProfile = question.labelled("profile").isPresent() ? " / (P)rofile" : "";
            return "(A)llow / (I)nherit / c(H)ild" + ownProfile + " / (D)eny / i(G)nore / (N)ew" + end;
        }
        if (question.choices().isEmpty()) {
            return "(I)gnore" + end;
        }
        String own = question.proposal().sort() == Sort.FILE ? " / (G)lob / Glob with (E)xtension / (O)wner" : "";
        String audit = question.isAudited() ? " off" : "";
        return "(A)llow / (D)eny / (I)gnore" + own + " / (N)ew / Audi(T)" + audit + end;
    }

    static List<String> evidence(Proposal proposal) {
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

    /** What would be allowed beyond now, each with an example. */
    List<String> consequences(Question question) {
        if (question.choices().isEmpty()) {
            return List.of();
        }
        Proposal proposal = question.proposal();
        Choice choice = question.selected();
        try {
            List<AccessChange> changes = AccessDiff.between(
                    review.policy().rules(proposal.profile()),
                    review.policy().rulesWith(proposal.profile(), choice.rules()));
            List<String> lines = new ArrayList<>(List.of("With " + choice.text()));
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
