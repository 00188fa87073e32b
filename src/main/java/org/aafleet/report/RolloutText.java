package org.aafleet.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.Situation;
import org.aafleet.rollout.Stage;
import org.aafleet.rollout.Standing;
import org.aafleet.rollout.Verdict;
import org.aafleet.rollout.Wave;
import org.aafleet.yaml.Durations;

/** A rollout for people: where the hosts stand, wave by wave, what is done and what is next. */
public final class RolloutText {

    private final Style style;

    public RolloutText(Style style) {
        this.style = style;
    }

    /** Hosts that stand alike share a line. */
    public List<String> lines(Situation now) {
        List<String> lines = new ArrayList<>();
        for (Wave wave : now.waves()) {
            lines.add("wave " + style.strong(Clean.line(wave.name(), 80)) + " ("
                    + wave.hosts().size()
                    + (wave.hosts().size() == 1 ? " host" : " hosts") + (wave.approve() ? ", needs 'promote'" : "")
                    + ")");
            Map<String, List<String>> alike = new LinkedHashMap<>();
            for (String host : wave.hosts()) {
                alike.computeIfAbsent(text(wave, now, host), text -> new ArrayList<>())
                        .add(host);
            }
            alike.forEach((text, hosts) -> lines.add("  " + HostNames.of(hosts) + ": " + text));
        }
        return lines;
    }

    private String text(Wave wave, Situation now, String host) {
        Standing standing = now.standings().get(host);
        String hold = now.holds().containsKey(host)
                ? "; " + style.attention("holds: ") + Clean.line(now.holds().get(host), 400)
                : "";
        return (standing == null ? "not looked at" : text(wave, standing)) + hold;
    }

    private String text(Wave wave, Standing standing) {
        if (standing instanceof Standing.Away away) {
            return style.bad("away: ") + Clean.line(away.why(), 400);
        }
        if (standing instanceof Standing.Due due) {
            return due.setOut() ? "to soak again in " + step(wave, due.stage()) : "not begun";
        }
        if (standing instanceof Standing.Passed passed) {
            return passed.stage() == wave.stages().size() - 1
                    ? style.good("done")
                    : step(wave, passed.stage()) + ": " + style.good("passed");
        }
        if (standing instanceof Standing.Failed failed) {
            return step(wave, failed.stage()) + ": " + style.bad("failed: ") + Clean.line(failed.why(), 1000);
        }
        Standing.In in = (Standing.In) standing;
        return step(wave, in.stage()) + ": " + text(in.verdict());
    }

    private String text(Verdict verdict) {
        if (verdict instanceof Verdict.Soaking soaking) {
            return "soaking, " + length(soaking.left()) + " left";
        }
        if (verdict instanceof Verdict.Fail fail) {
            return style.bad("does not pass: ") + Clean.line(String.join("; ", fail.reasons()), 1000);
        }
        if (verdict instanceof Verdict.Inconclusive lacking) {
            return style.attention("inconclusive: ") + Clean.line(String.join("; ", lacking.reasons()), 1000);
        }
        return style.good("passes");
    }

    private static String step(Wave wave, int stage) {
        List<Stage> stages = wave.stages();
        return stages.get(Math.min(stage, stages.size() - 1)).step().toString();
    }

    static String length(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        // Hosts that entered together share a line.
        return Durations.format(seconds < 600 ? Duration.ofSeconds(seconds) : Duration.ofMinutes(seconds / 60));
    }

    /** What is being done. */
    public List<String> doing(Decision decision) {
        if (decision instanceof Decision.Enter enter) {
            return List.of("wave " + enter.wave().name() + ": " + step(enter.wave(), enter.stage()) + " on "
                    + HostNames.of(enter.hosts()));
        }
        if (decision instanceof Decision.Pass pass) {
            return List.of(
                    "wave " + pass.wave().name() + ": " + style.good("passed") + ": " + HostNames.of(pass.hosts()));
        }
        if (decision instanceof Decision.TakeBack back) {
            return reasons("wave " + back.wave().name() + ": " + style.bad("taken back"), back.reasons());
        }
        if (decision instanceof Decision.Hold hold) {
            return reasons("wave " + hold.wave().name() + ": " + style.attention("holds"), hold.reasons());
        }
        return List.of();
    }

    /** What the run ended with, and what is to be done next. */
    public List<String> next(Decision.Rest rest) {
        if (rest instanceof Decision.Wait wait) {
            return List.of("Next: wave " + wait.wave().name() + " soaks in " + step(wait.wave(), wait.stage()) + " for "
                    + length(wait.left()) + " more; run the same command then, or now with --wait");
        }
        if (rest instanceof Decision.Held held) {
            return reasons("Nothing goes on until 'resume', or 'abort':", held.reasons());
        }
        if (rest instanceof Decision.NeedsApproval needed) {
            return List.of("Next: wave " + needed.wave().name() + " begins after 'promote'");
        }
        if (rest instanceof Decision.Stopped stopped) {
            return reasons(
                    "Stopped: too many hosts of wave " + stopped.wave().name()
                            + " failed or are away; 'resume' lets them begin anew once that is mended:",
                    stopped.reasons());
        }
        Decision.Finished finished = (Decision.Finished) rest;
        return finished.except().isEmpty()
                ? List.of(style.good("The rollout has come to its end on every host."))
                : reasons("The rollout has come to its end, but for:", finished.except());
    }

    private static List<String> reasons(String heading, Map<String, String> reasons) {
        List<String> lines = new ArrayList<>(List.of(heading));
        reasons.forEach((host, why) -> lines.add("  " + host + ": " + Clean.line(why, 1000)));
        return lines;
    }
}
