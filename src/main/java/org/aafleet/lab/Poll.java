package org.aafleet.lab;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what announces itself by nothing. */
final class Poll {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Poll() {}

    /** @return whether the condition held before the time was over */
    static boolean until(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                throw Command.interrupted(e);
            }
        }
        return true;
    }
}
