package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aafleet.policy.ActiveRule;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Explanation;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.access.NearMiss;
import org.aafleet.problem.Location;

/** Whether and why a profile allows something. */
public final class ExplainReport {

    private final String profile;
    private final List<Explanation> explanations;

    /** @param profile as the kernel lists it */
    public ExplainReport(String profile, List<Explanation> explanations) {
        this.profile = profile;
        this.explanations = List.copyOf(explanations);
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.strong(profile));
        for (Group group : groups()) {
            Decision decision = group.explanation().decision();
            lines.add("  " + group.title() + ": "
                    + (decision.allowed() ? style.good(verdict(decision)) : style.bad(verdict(decision))));
            decision.because().ifPresent(rule -> lines.add("    " + rule(rule)));
            decision.equal().forEach(rule -> lines.add("    " + rule(rule)));
            group.explanation().nearMisses().forEach(miss -> lines.add("    nearly: " + miss(miss)));
        }
        return lines;
    }

    /**
     * {@code {"profile", "accesses": [{"access", "allowed", "audited", "exec", "rules": [{"rule", "at", "through"}], "nearly":
     * [{"rule", "at", "what"}]}]}}.
     */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", profile);
        values.put("accesses", groups().stream().map(ExplainReport::values).toList());
        return values;
    }

    private record Group(String title, Explanation explanation) {}

    /** Owner and others in one where the answer is the same. */
    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < explanations.size(); i++) {
            Explanation own = explanations.get(i);
            boolean pair = i + 1 < explanations.size() && isSameForOthers(own, explanations.get(i + 1));
            groups.add(new Group(AccessName.of(own.access(), !pair), own));
            i += pair ? 1 : 0;
        }
        return groups;
    }

    private static boolean isSameForOthers(Explanation own, Explanation other) {
        List<String> object = own.access().object();
        boolean file = own.access().kind() == Kind.FILE || own.access().kind() == Kind.LINK;
        return file
                && object.get(object.size() - 1).equals(Kind.OWNER)
                && own.access().permission().equals(other.access().permission())
                && own.decision().equals(other.decision())
                && own.nearMisses().equals(other.nearMisses());
    }

    private static String verdict(Decision decision) {
        if (decision.allowed()) {
            return "allowed" + decision.exec().map(exec -> " (" + exec + ")").orElse("")
                    + (decision.audited() ? ", and written to the log" : "");
        }
        if (decision.because().isEmpty()) {
            return "denied, as no rule allows it";
        }
        return decision.isDeniedOnPurpose() && !decision.audited() ? "denied, without a word in the log" : "denied";
    }

    private static String rule(ActiveRule rule) {
        return rule.at() + ": " + text(rule) + through(rule);
    }

    private static String miss(NearMiss miss) {
        return miss.rule().at() + ": " + text(miss.rule()) + ": " + miss.what();
    }

    private static String text(ActiveRule rule) {
        return RuleName.of(rule);
    }

    private static String through(ActiveRule rule) {
        return rule.through().isEmpty()
                ? ""
                : "  (included at "
                        + rule.through().stream()
                                .map(Location::toString)
                                .collect(Collectors.joining(", from there at "))
                        + ")";
    }

    private static Map<String, Object> values(Group group) {
        Decision decision = group.explanation().decision();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("access", group.title());
        values.put("allowed", decision.allowed());
        values.put("audited", decision.audited());
        decision.exec().ifPresent(exec -> values.put("exec", exec));
        List<ActiveRule> rules = new ArrayList<>(decision.because().stream().toList());
        rules.addAll(decision.equal());
        values.put("rules", rules.stream().map(ExplainReport::values).toList());
        values.put(
                "nearly",
                group.explanation().nearMisses().stream()
                        .map(ExplainReport::values)
                        .toList());
        return values;
    }

    private static Map<String, Object> values(ActiveRule rule) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rule", text(rule));
        values.put("at", rule.at().toString());
        values.put("through", rule.through().stream().map(Location::toString).toList());
        return values;
    }

    private static Map<String, Object> values(NearMiss miss) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rule", text(miss.rule()));
        values.put("at", miss.rule().at().toString());
        values.put("what", miss.what());
        return values;
    }
}
