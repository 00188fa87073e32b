package org.aafleet.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.Situation;
import org.aafleet.rollout.Standing;
import org.aafleet.rollout.Verdict;
import org.aafleet.rollout.Wave;

/** A rollout as plain values; the keys are a promise. */
public final class RolloutJson {

    private RolloutJson() {}

    /** @param next what is to be done, or why nothing is */
    public static Map<String, Object> of(String title, Situation now, Decision next) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("rollout", title);
        List<Object> waves = new ArrayList<>();
        for (Wave wave : now.waves()) {
            List<Object> hosts = new ArrayList<>();
            wave.hosts().forEach(host -> hosts.add(host(wave, now, host)));
            Map<String, Object> each = new LinkedHashMap<>();
            each.put("wave", wave.name());
            each.put("approve", wave.approve());
            each.put("hosts", hosts);
            waves.add(each);
        }
        values.put("waves", waves);
        values.put("next", decision(next));
        return values;
    }

    private static Map<String, Object> host(Wave wave, Situation now, String host) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("host", host);
        Standing standing = now.standings().get(host);
        if (standing instanceof Standing.Due due) {
            values.put("standing", due.setOut() ? "due" : "not_begun");
            values.put("stage", step(wave, due.stage()));
        } else if (standing instanceof Standing.In in) {
            values.put("standing", "in");
            values.put("stage", step(wave, in.stage()));
            values.putAll(verdict(in.verdict()));
        } else if (standing instanceof Standing.Passed passed) {
            values.put("standing", passed.stage() == wave.stages().size() - 1 ? "done" : "passed");
            values.put("stage", step(wave, passed.stage()));
        } else if (standing instanceof Standing.Failed failed) {
            values.put("standing", "failed");
            values.put("stage", step(wave, failed.stage()));
            values.put("reasons", List.of(failed.why()));
        } else {
            values.put("standing", "away");
            values.put("reasons", standing instanceof Standing.Away away ? List.of(away.why()) : List.of());
        }
        if (now.holds().containsKey(host)) {
            values.put("hold", now.holds().get(host));
        }
        return values;
    }

    private static Map<String, Object> verdict(Verdict verdict) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (verdict instanceof Verdict.Soaking soaking) {
            values.put("verdict", "soaking");
            values.put("seconds_left", soaking.left().toSeconds());
        } else if (verdict instanceof Verdict.Fail fail) {
            values.put("verdict", "fail");
            values.put("reasons", fail.reasons());
        } else if (verdict instanceof Verdict.Inconclusive lacking) {
            values.put("verdict", "inconclusive");
            values.put("reasons", lacking.reasons());
        } else {
            values.put("verdict", "pass");
        }
        return values;
    }

    private static String step(Wave wave, int stage) {
        return wave.stages()
                .get(Math.min(stage, wave.stages().size() - 1))
                .step()
                .toString();
    }

    static Map<String, Object> decision(Decision next) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "what",
                next.getClass()
                        .getSimpleName()
                        .replaceAll("([a-z])([A-Z])", "$1_$2")
                        .toLowerCase(Locale.ROOT));
        if (next instanceof Decision.Enter enter) {
            values.put("wave", enter.wave().name());
            values.put("stage", step(enter.wave(), enter.stage()));
            values.put("hosts", enter.hosts());
        } else if (next instanceof Decision.Pass pass) {
            values.put("wave", pass.wave().name());
            values.put("hosts", pass.hosts());
        } else if (next instanceof Decision.TakeBack back) {
            values.put("wave", back.wave().name());
            values.put("reasons", back.reasons());
        } else if (next instanceof Decision.Hold hold) {
            values.put("wave", hold.wave().name());
            values.put("reasons", hold.reasons());
        } else if (next instanceof Decision.Wait wait) {
            values.put("wave", wait.wave().name());
            values.put("stage", step(wait.wave(), wait.stage()));
            values.put("seconds_left", wait.left().toSeconds());
        } else if (next instanceof Decision.NeedsApproval needed) {
            values.put("wave", needed.wave().name());
        } else if (next instanceof Decision.Stopped stopped) {
            values.put("wave", stopped.wave().name());
            values.put("reasons", stopped.reasons());
        } else if (next instanceof Decision.Held held) {
            values.put("reasons", held.reasons());
        } else if (next instanceof Decision.Finished finished) {
            values.put("except", finished.except());
        }
        return values;
    }
}
