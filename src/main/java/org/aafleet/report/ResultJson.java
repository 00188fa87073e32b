package org.aafleet.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.rollout.HostResult;

/** What a run did as plain values; the keys are a promise. */
public final class ResultJson {

    private ResultJson() {}

    public static List<Map<String, Object>> of(List<HostResult> results) {
        return results.stream().map(ResultJson::of).toList();
    }

    private static Map<String, Object> of(HostResult result) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", result.host());
        values.put("status", ResultText.word(result.status()));
        values.put("details", result.details());
        result.failure().ifPresent(failure -> values.put("failure", PlanJson.failure(failure)));
        return values;
    }
}
