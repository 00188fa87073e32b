package org.aafleet.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a host says of where it stands in a rollout. It lies on the host, so that any controller can go on from there.
 *
 * @param rollout which playbook's, for people
 * @param road names what the rollout leads to and by which stages; another playbook or configuration has another road
 * @param wave the wave that the host was in
 * @param stage the stage that it has entered, by its number from 0
 * @param step the mode of that stage, for people
 * @param before the revisions where services stood before the rollout, by service; 0 is before aa-fleet came
 * @param by who brought it there, with {@code time} in ISO 8601, and {@code reason} when there is one
 * @param probeFailures how many probes have failed in this stage so far
 * @param since the host when it entered the stage
 */
public record Mark(
        String rollout,
        String road,
        String wave,
        int stage,
        String step,
        Status status,
        Map<String, Integer> before,
        String by,
        String time,
        Optional<String> reason,
        int probeFailures,
        Baseline since) {

    /** How it is in its stage. */
    public enum Status {
        /** It is about to, or was when the controller was lost. */
        ENTERING,
        SOAKING,
        /** The gate at the end of the stage was passed. */
        PASSED,
        /** The gate of the last stage was passed: it has come through. */
        DONE,
        /** The gate was not passed; what was taken back is back. */
        FAILED
    }

    private static final List<String> OWN = List.of(
            "rollout", "road", "wave", "stage", "step", "status", "before", "by", "reason", "marked", "probe_failures");

    public Mark {
        before = Map.copyOf(before);
    }

    public Mark with(Status next, Optional<String> why, String who, String when) {
        return new Mark(rollout, road, wave, stage, step, next, before, who, when, why, probeFailures, since);
    }

    /** The same, with so many more probes that have failed. */
    public Mark withProbeFailures(int more) {
        return new Mark(
                rollout, road, wave, stage, step, status, before, by, time, reason, probeFailures + more, since);
    }

    public boolean isEntering() {
        return status == Status.ENTERING;
    }

    public boolean hasFailed() {
        return status == Status.FAILED;
    }

    /** Whether the host has set out and not yet come to an end of its road. */
    public boolean isUnderWay() {
        return status != Status.DONE && status != Status.FAILED;
    }

    /** @return empty when the lines are no mark that this version understands */
    static Optional<Mark> parse(List<String> lines) {
        Map<String, String> values = new LinkedHashMap<>();
        Map<String, Integer> before = new TreeMap<>();
        List<String> since = new ArrayList<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            String key = equals < 0 ? "" : line.substring(0, equals);
            String value = line.substring(equals + 1);
            if (key.equals("before")) {
                String[] words = value.split(" ", -1);
                if (words.length == 2 && words[1].matches("[0-9]{1,9}")) {
                    before.put(words[0], Integer.parseInt(words[1]));
                }
            } else if (OWN.contains(key)) {
                values.put(key, value);
            } else {
                since.add(line);
            }
        }
        Optional<Status> status = status(values.getOrDefault("status", ""));
        if (status.isEmpty()
                || !values.containsKey("road")
                || !values.getOrDefault("stage", "").matches("[0-9]{1,3}")) {
            return Optional.empty();
        }
        String probeFailures = values.getOrDefault("probe_failures", "0");
        return Optional.of(new Mark(
                values.getOrDefault("rollout", ""),
                values.get("road"),
                values.getOrDefault("wave", ""),
                Integer.parseInt(values.get("stage")),
                values.getOrDefault("step", ""),
                status.get(),
                before,
                values.getOrDefault("by", ""),
                values.getOrDefault("marked", ""),
                Optional.ofNullable(values.get("reason")),
                probeFailures.matches("[0-9]{1,9}") ? Integer.parseInt(probeFailures) : Integer.MAX_VALUE,
                new Baseline(since)));
    }

    private static Optional<Status> status(String word) {
        for (Status status : Status.values()) {
            if (status.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    /** By what {@code mark_in_brief} knows it again. */
    String inBrief() {
        return "stage=" + stage + " status=" + status.name().toLowerCase(Locale.ROOT) + " marked=" + time + " ";
    }

    /** As it lies on the host. */
    public String text() {
        List<String> lines = new ArrayList<>(List.of(
                "rollout=" + rollout,
                "road=" + road,
                "wave=" + wave,
                "stage=" + stage,
                "step=" + step,
                "status=" + status.name().toLowerCase(Locale.ROOT),
                "by=" + by,
                "marked=" + time));
        reason.ifPresent(why -> lines.add("reason=" + why));
        if (probeFailures > 0) {
            lines.add("probe_failures=" + probeFailures);
        }
        new TreeMap<>(before).forEach((service, revision) -> lines.add("before=" + service + " " + revision));
        lines.addAll(since.lines());
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.replace('\n', ' ')).append('\n'));
        return text.toString();
    }
}
