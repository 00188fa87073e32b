package org.aafleet.fleet;

import java.util.Optional;
import org.aafleet.transport.TransportException;

/**
 * Why a host did not do what was asked. The host's admin must act.
 *
 * @param step what was being done: {@code connect}, {@code probe}, or a step of the host transaction
 * @param message one sentence
 * @param printed what the failing program on the host printed
 * @param state what the host is left in
 * @param hint what to do next
 */
public record HostFailure(
        String host,
        String step,
        String message,
        Optional<String> printed,
        State state,
        Optional<String> hint,
        boolean unreachable) {

    public enum State {
        /** Nothing was changed there. */
        UNCHANGED("nothing was changed"),
        /** What had been changed was put back. */
        REVERTED("the host was put back to its old state"),
        /** It may have ended in the old state or the new one, never in between. */
        UNKNOWN("the host is in its old state or the new one; the next run tells which"),
        /** The change was made, and the way to the host was lost before its probes had answered. */
        UNPROBED("the change is made; whether every probe passes under it is not known"),
        /** The change awaits a confirmation that did not reach it. */
        RETURNING("the host takes the change back by itself when its time to be confirmed is over"),
        /** Putting back failed. */
        BROKEN("putting back failed; the next apply or the next boot of the host tries again");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** The same, of another step that leaves the host otherwise. */
    public HostFailure in(String otherStep, State otherState) {
        return new HostFailure(host, otherStep, message, printed, otherState, hint, unreachable);
    }

    public static HostFailure of(TransportException e, String step, State state) {
        boolean unreachable = switch (e.kind()) {
            case UNREACHABLE, TIMED_OUT, CONNECTION_LOST, PROTOCOL -> true;
            default -> false;
        };
        return new HostFailure(e.host(), step, e.what(), Optional.empty(), state, e.hint(), unreachable);
    }

    public static HostFailure of(String host, String step, String message, State state) {
        return new HostFailure(host, step, message, Optional.empty(), state, Optional.empty(), false);
    }
}
