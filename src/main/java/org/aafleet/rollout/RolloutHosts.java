package org.aafleet.rollout;

import java.util.List;
import java.util.Map;

/**
 * The hosts of a rollout, for whoever conducts it. What a call is told to do on a host it does there or says that it could not:
 * the standing that it returns is {@link Standing.Away} then.
 */
public interface RolloutHosts {

    /** Looks at every host. */
    Situation look();

    /** @return where the hosts stand now: in the stage, or what became of them */
    Map<String, Standing> enter(Wave wave, int stage, List<String> hosts);

    /** Notes on the hosts that they have passed the gate of the stage that they are in. */
    Map<String, Standing> pass(Wave wave, List<String> hosts);

    /** Takes the hosts back to where they were before the rollout. */
    Map<String, Standing> takeBack(Wave wave, Map<String, String> reasons);

    /** Notes on the hosts that nothing may go on until a person decides. */
    void hold(Wave wave, Map<String, String> reasons);
}
