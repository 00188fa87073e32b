package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.fleet.HostFailure;
import org.aafleet.plan.FleetPlan;
import org.aafleet.plan.FleetPlan.PlayPlan;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.PlanValues;
import org.aafleet.plan.PolicyReview.Replayed;
import org.aafleet.plan.ServicePlan;

/** A plan as plain values for {@code --format json}; the keys are a promise. */
public final class PlanJson {

    private PlanJson() {}

    public static Map<String, Object> of(FleetPlan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("changes", plan.hasChanges());
        values.put("plays", plan.plays().stream().map(PlanJson::play).toList());
        return values;
    }

    private static Map<String, Object> play(PlayPlan play) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", play.title());
        values.put("hosts", play.hosts().stream().map(PlanJson::host).toList());
        values.put("failures", play.failures().stream().map(PlanJson::failure).toList());
        return values;
    }

    /** Of services whose files change also what that means, how well it holds, and what it would do to what was recorded. */
    private static Map<String, Object> host(HostPlan host) {
        Map<String, Object> meanings = new LinkedHashMap<>();
        Map<String, Object> strengths = new LinkedHashMap<>();
        Map<String, Object> replays = new LinkedHashMap<>();
        for (ServicePlan service : host.services()) {
            String name = service.desired().name();
            service.review().ifPresent(review -> {
                review.meaning().ifPresent(meaning -> meanings.put(name, PolicyDiffReport.values(meaning)));
                strengths.put(name, StrengthReport.values(review.strength()));
                review.replayed().ifPresent(replay -> replays.put(name, replayed(replay)));
            });
        }
        Map<String, Object> values = new LinkedHashMap<>(PlanValues.of(host));
        if (!meanings.isEmpty()) {
            values.put("policy", meanings);
        }
        if (!strengths.isEmpty()) {
            values.put("strength", strengths);
        }
        if (!replays.isEmpty()) {
            values.put("replay", replays);
        }
        return values;
    }

    private static Map<String, Object> replayed(Replayed replay) {
        Map<String, Object> values = new LinkedHashMap<>(new ReplayReport(replay.result()).values());
        values.put("losses", replay.losses());
        return values;
    }

    public static Map<String, Object> failure(HostFailure failure) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", failure.host());
        values.put("step", failure.step());
        values.put("message", failure.message());
        failure.printed().ifPresent(printed -> values.put("printed", printed));
        values.put("state", failure.state().toString());
        List<String> hints = new ArrayList<>();
        failure.hint().ifPresent(hints::add);
        values.put("hints", hints);
        values.put("unreachable", failure.unreachable());
        return values;
    }
}
