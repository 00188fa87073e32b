package org.aafleet.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aafleet.audit.Replay;
import org.aafleet.audit.Replay.Denied;
import org.aafleet.policy.access.AccessName;

/** What profiles would make of past events. */
public final class ReplayReport {

    private final Replay.Result result;
    private final List<Denied> oftenest;

    public ReplayReport(Replay.Result result) {
        this.result = result;
        this.oftenest = result.accesses().stream()
                .sorted(Comparator.comparingLong(Denied::count).reversed())
                .toList();
    }

    private String sum() {
        String onPurpose = result.onPurpose() == 0
                ? ""
                : ", %,d more by rules that deny them on purpose".formatted(result.onPurpose());
        return "%,d of %,d events would be denied".formatted(result.denied(), result.judged()) + onPurpose;
    }

    public List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        String sum = sum();
        lines.add(result.denied() == 0 ? style.good(sum) : style.bad(sum));
        for (Denied denied : oftenest) {
            lines.add(
                    "  %,dx %s: %s".formatted(denied.count(), denied.profile(), AccessName.of(denied.access(), true)));
            denied.decision().because().ifPresent(rule -> lines.add("      " + rule.at() + ": " + RuleName.of(rule)));
            Replay.remedy(denied).ifPresent(rule -> lines.add("      '" + rule + "' would allow it"));
        }
        if (result.unclear() > 0) {
            lines.add("%,d events do not say enough to be judged".formatted(result.unclear()));
        }
        new TreeMap<>(result.others())
                .forEach((profile, count) -> lines.add("%,d events of %s, which is not among the profiles"
                        .formatted(count, profile.isEmpty() ? "no profile" : profile)));
        return lines;
    }

    /**
     * {@code {"judged", "allowed", "denied", "denied_on_purpose", "unclear", "others": {PROFILE: COUNT}, "accesses": [{"profile", "access", "count",
     * "at", "remedy"}]}}; the counts are of events, those of accesses of times that each was wanted.
     */
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("judged", result.judged());
        values.put("allowed", result.allowed());
        values.put("denied", result.denied());
        values.put("denied_on_purpose", result.onPurpose());
        values.put("unclear", result.unclear());
        values.put("others", new TreeMap<>(result.others()));
        values.put("accesses", oftenest.stream().map(ReplayReport::values).toList());
        return values;
    }

    private static Map<String, Object> values(Denied denied) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("profile", denied.profile());
        values.put("access", AccessName.of(denied.access(), true));
        values.put("count", denied.count());
        denied.decision().because().ifPresent(rule -> values.put("at", rule.at().toString()));
        Replay.remedy(denied).ifPresent(rule -> values.put("remedy", rule));
        return values;
    }
}
