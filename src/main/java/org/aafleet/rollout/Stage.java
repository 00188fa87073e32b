package org.aafleet.rollout;

import java.time.Duration;
import org.aafleet.playbook.RolloutStep;

/** A mode that hosts are in, and how long they stay before the gate. */
public record Stage(RolloutStep step, Duration soak) {}
