package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.aafleet.playbook.OnFail;
import org.aafleet.playbook.OnInconclusive;
import org.aafleet.playbook.RolloutStep;
import org.aafleet.rollout.Decision.Finished;
import org.aafleet.rollout.Decision.Wait;
import org.aafleet.rollout.SimulatedFleet.Host;
import org.aafleet.rollout.SimulatedFleet.Killed;
import org.junit.jupiter.api.Test;

/**
 * Rollouts over fleets with scripted faults, one for each seed: the fleet checks each change, and once people have mended what
 * was wrong every rollout comes to its end. A seed that fails is named; {@code -Drollout.seed=N} runs it alone.
 */
class RolloutSimulationTest {

    private static final Duration SOAK = Duration.ofSeconds(100);

    @Test
    void keeps_its_promises_on_small_fleets() {
        run(0, 30_000, 40);
    }

    @Test
    void keeps_its_promises_on_a_thousand_hosts() {
        run(1_000_000, 40, 1000);
    }

    private static void run(long first, int seeds, int hosts) {
        Long one = Long.getLong("rollout.seed");
        LongStream range = one == null ? LongStream.range(first, first + seeds) : LongStream.of(one);
        range.parallel().forEach(seed -> {
            try {
                rollout(seed, hosts);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Drollout.seed=" + seed + " (hosts: " + hosts + "): " + e.getMessage(), e);
            }
        });
    }

    private static void rollout(long seed, int most) {
        Random random = new Random(seed);
        double tolerance = random.nextInt(3) == 0 ? random.nextInt(60) : -1;
        SimulatedFleet fleet = new SimulatedFleet(waves(random, most), random, tolerance);
        fleet.hosts.values().forEach(host -> trouble(host, random));
        fleet.lostAnswers = random.nextInt(3) == 0 ? 0.05 : 0;
        fleet.kills = random.nextInt(3) == 0 ? 0.02 : 0;
        OnFail onFail = List.of(OnFail.values()).get(random.nextInt(3));
        fleet.goesBackAsAWave = onFail == OnFail.ROLLBACK_WAVE;
        Course course = new Course(
                onFail,
                List.of(OnInconclusive.values()).get(random.nextInt(2)),
                tolerance < 0 ? OptionalDouble.empty() : OptionalDouble.of(tolerance));
        for (int run = 0; run < 12; run++) {
            step(fleet, course);
            fleet.clock += 20 + random.nextInt(100);
            if (random.nextInt(6) == 0) {
                fleet.any().upgraded = true;
            }
            if (random.nextInt(6) == 0) {
                fleet.any().awayUntil = fleet.clock + random.nextInt(300);
            }
            if (random.nextInt(4) == 0) {
                fleet.waves.forEach(wave -> fleet.approved.add(wave.hosts().get(0)));
            }
        }
        fleet.mend();
        comesToAnEnd(fleet, course);
    }

    private static void step(SimulatedFleet fleet, Course course) {
        try {
            Conductor.End end = new Conductor(course, fleet, decision -> {}).run();
            assertThat(end.last().standings().keySet()).isEqualTo(fleet.hosts.keySet());
        } catch (Killed e) {
            // The next one goes on.
        }
    }

    private static void comesToAnEnd(SimulatedFleet fleet, Course course) {
        for (int run = 0; run < 200; run++) {
            Decision.Rest rest =
                    new Conductor(course, fleet, decision -> {}).run().rest();
            if (rest instanceof Finished finished) {
                assertThat(finished.except()).isEmpty();
                assertThat(fleet.hosts.values()).allMatch(Host::isThrough);
                return;
            }
            assertThat(rest).isInstanceOf(Wait.class);
            fleet.clock += ((Wait) rest).left().toSeconds() + 1;
        }
        throw new AssertionError("it does not come to an end");
    }

    private static List<Wave> waves(Random random, int most) {
        int hosts = 1 + random.nextInt(most);
        List<Wave> waves = new ArrayList<>();
        int from = 0;
        while (from < hosts) {
            int to = Math.min(hosts, from + 1 + random.nextInt(Math.max(1, hosts / 2)));
            List<String> names =
                    IntStream.range(from, to).mapToObj(n -> "web" + n).toList();
            List<Stage> stages = random.nextInt(4) == 0
                    ? List.of(new Stage(RolloutStep.ENFORCE, SOAK))
                    : List.of(new Stage(RolloutStep.COMPLAIN, SOAK), new Stage(RolloutStep.ENFORCE, SOAK.dividedBy(2)));
            waves.add(new Wave("wave" + waves.size(), names, stages, random.nextInt(4) == 0));
            from = to;
        }
        return waves;
    }

    private static void trouble(Host host, Random random) {
        switch (random.nextInt(12)) {
            case 0 -> host.deniesAt = random.nextInt(2);
            case 1 -> host.breaksAt = random.nextInt(2);
            case 2, 3 -> host.awayUntil = random.nextInt(600);
            case 4 -> host.idle = true;
            default -> {
                // All is well here.
            }
        }
    }
}
