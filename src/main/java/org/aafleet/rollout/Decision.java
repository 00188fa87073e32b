package org.aafleet.rollout;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The next thing to do in a rollout, or why there is nothing to do now. */
public sealed interface Decision {

    /** These hosts have passed the stage that they are in. */
    record Pass(Wave wave, List<String> hosts) implements Decision {}

    /** These hosts go back to where they were before the rollout, each for its reason. */
    record TakeBack(Wave wave, Map<String, String> reasons) implements Decision {
        public TakeBack {
            reasons = ordered(reasons);
        }
    }

    /** These hosts say from now on that nothing goes on. */
    record Hold(Wave wave, Map<String, String> reasons) implements Decision {
        public Hold {
            reasons = ordered(reasons);
        }
    }

    /** These hosts enter this stage. */
    record Enter(Wave wave, int stage, List<String> hosts) implements Decision {}

    /** Nothing is due. */
    sealed interface Rest extends Decision {}

    /** @param left until the first of the hosts that soak may be judged */
    record Wait(Wave wave, int stage, Duration left) implements Rest {}

    record Held(Map<String, String> reasons) implements Rest {
        public Held {
            reasons = ordered(reasons);
        }
    }

    record NeedsApproval(Wave wave) implements Rest {}

    /** Too many of the wave's hosts have failed or are away for the next ones to follow. */
    record Stopped(Wave wave, Map<String, String> reasons) implements Rest {
        public Stopped {
            reasons = ordered(reasons);
        }
    }

    /** Every host has passed its last stage, but for those that failed or are away and are tolerated. */
    record Finished(Map<String, String> except) implements Rest {
        public Finished {
            except = ordered(except);
        }
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
