package org.aafleet.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.playbook.RolloutStep;
import org.aafleet.rollout.Decision;
import org.aafleet.rollout.HostResult;
import org.aafleet.rollout.Situation;
import org.aafleet.rollout.Stage;
import org.aafleet.rollout.Standing;
import org.aafleet.rollout.Verdict;
import org.aafleet.rollout.Wave;
import org.junit.jupiter.api.Test;

class RolloutStoryTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");
    private static final Wave CANARY = new Wave(
            "canary", List.of("web1", "web2"), List.of(new Stage(RolloutStep.COMPLAIN, Duration.ofHours(1))), false);

    private final RolloutStory story = new RolloutStory("the shop", "ann@control", NOON);

    @Test
    void tells_what_was_done_and_why_and_where_the_hosts_stand() {
        story.tell(NOON.plusSeconds(1), new Decision.Enter(CANARY, 0, List.of("web1", "web2")));
        story.tell(NOON.plusSeconds(60), new Decision.TakeBack(CANARY, Map.of("web1", "web was denied\nx")));
        Situation last = situation(new Standing.Failed(0, "web was denied"), new Standing.Due(0, false));
        HostResult back =
                new HostResult("web1", HostResult.Status.ROLLED_BACK, List.of("rolled back"), Optional.empty());

        assertThat(story.end(
                        NOON.plusSeconds(70),
                        last,
                        new Decision.Stopped(CANARY, Map.of("web1", "web was denied")),
                        List.of(back)))
                .isEqualTo("""
                        ## the shop, 2026-11-27T12:00:00Z

                        - 2026-11-27T12:00:01Z wave canary: complain on web1, web2
                        - 2026-11-27T12:01:00Z wave canary: taken back
                          - web1: web was denied x

                        Run by ann@control, ended 2026-11-27T12:01:10Z. Where the hosts stand:

                        ```
                        wave canary (2 hosts)
                          web1: complain: failed: web was denied
                          web2: not begun
                        ```

                        ```
                        rolled_back: web1
                          rolled back

                        RECAP ok=0 changed=0 blocked=0 rolled_back=1 failed=0 unreachable=0 skipped=0
                        ```

                        Stopped: too many hosts of wave canary failed or are away; 'resume' lets them begin anew once that is mended:
                        - web1: web was denied

                        """);
    }

    @Test
    void says_when_nothing_was_due() {
        Standing soaking = new Standing.In(0, new Verdict.Soaking(Duration.ofMinutes(20)));
        assertThat(story.end(
                        NOON,
                        situation(soaking, soaking),
                        new Decision.Wait(CANARY, 0, Duration.ofMinutes(20)),
                        List.of()))
                .contains("- Nothing was due.\n", "web1, web2: complain: soaking, 20m left", "Next: wave canary soaks");
    }

    private static Situation situation(Standing web1, Standing web2) {
        return new Situation(List.of(CANARY), Map.of("web1", web1, "web2", web2), Map.of(), java.util.Set.of());
    }
}
