package org.aafleet.rollout;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.aafleet.host.Baseline;
import org.aafleet.host.Mark;

/**
 * What happened on a host between its mark and now.
 *
 * @param mark with the host's state of that time
 * @param now the host's state now
 * @param clock the controller's time now
 */
record Soak(Mark mark, Baseline now, Instant clock) {

    private static final String CALLS = "calls";
    private static final String REQUESTS = "http_requests";

    boolean isRebooted() {
        return !mark.since().boot().equals(now.boot());
    }

    /**
     * How long it has been in its stage. Within a boot the kernel's uptime says it, which no clock moves. Over a boot there are two
     * clocks, the host's and the controllers', and the shorter time counts: a clock that jumped must not end a soak.
     */
    Duration lasted() {
        if (!isRebooted()) {
            return Duration.ofSeconds(Math.max(0, now.uptime() - mark.since().uptime()));
        }
        long sinceBoot = now.uptime();
        long byHost = now.time().orElse(0) - mark.since().time().orElse(Long.MAX_VALUE);
        long byController =
                marked().isAfter(clock) ? 0 : Duration.between(marked(), clock).toSeconds();
        return Duration.ofSeconds(Math.max(sinceBoot, Math.min(byHost, byController)));
    }

    private Instant marked() {
        try {
            return Instant.parse(mark.time());
        } catch (DateTimeParseException e) {
            return clock;
        }
    }

    /** Seconds by which the host's clock was set, as its uptime shows; 0 over a boot. */
    long clockJump() {
        if (isRebooted() || now.time().isEmpty() || mark.since().time().isEmpty()) {
            return 0;
        }
        long byClock = now.time().getAsLong() - mark.since().time().getAsLong();
        return byClock - lasted().toSeconds();
    }

    /** The programs that are other files than they were, as after an upgrade. */
    Map<String, String> upgraded() {
        Map<String, String> upgraded = new HashMap<>();
        Map<String, String> before = mark.since().programs();
        now.programs().forEach((path, file) -> {
            if (before.containsKey(path) && !Objects.equals(before.get(path), file)) {
                upgraded.put(path, file);
            }
        });
        return upgraded;
    }

    /**
     * How much of a kind a service has done. The calls of a process go with it and with the boot; lines of a log stay, until it is
     * rotated. What was not counted at the mark counts for nothing: it may all be from before.
     *
     * @return empty when the service does not count that
     */
    OptionalLong done(String service, String kind) {
        OptionalLong count = count(now, service, kind);
        OptionalLong before = count(mark.since(), service, kind);
        if (count.isEmpty() || before.isEmpty()) {
            return count.isEmpty() ? count : OptionalLong.of(0);
        }
        boolean ofProcesses = kind.equals(CALLS);
        if (ofProcesses && isRebooted()) {
            return count;
        }
        if (count.getAsLong() < before.getAsLong()) {
            // Only access logs are known to begin anew with what is new.
            return kind.equals(REQUESTS) ? count : OptionalLong.of(0);
        }
        return OptionalLong.of(count.getAsLong() - before.getAsLong());
    }

    /**
     * What its own kinds count, our probes and questions do not cause; the calls that these cause count where there is nothing
     * else.
     */
    boolean isIdle(String service) {
        Map<String, Long> counted = now.activity().getOrDefault(service, Map.of());
        List<String> own =
                counted.keySet().stream().filter(kind -> !kind.equals(CALLS)).toList();
        return (own.isEmpty() ? List.of(CALLS) : own)
                .stream().allMatch(kind -> done(service, kind).orElse(0) == 0);
    }

    /** The kinds of a service that would be counted, had it answered. */
    List<String> untold(String service) {
        return now.untold().getOrDefault(service, List.of());
    }

    private static OptionalLong count(Baseline at, String service, String kind) {
        Long count = at.activity().getOrDefault(service, Map.of()).get(kind);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }
}
