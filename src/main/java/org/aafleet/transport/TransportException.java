package org.aafleet.transport;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A host could not be reached or did not do what was asked. Concerns that host alone. Holds no secret. */
public final class TransportException extends Exception {

    public enum Kind {
        /** Nothing answers at that address and port. */
        UNREACHABLE,
        HOST_KEY_UNKNOWN,
        HOST_KEY_CHANGED,
        HOST_KEY_REVOKED,
        /** The host accepted none of our keys and passwords. */
        AUTHENTICATION,
        BECOME_PASSWORD_NEEDED,
        BECOME_PASSWORD_WRONG,
        /** sudo is missing, or its rules do not let this user in. */
        BECOME_REFUSED,
        /** As with {@link #CONNECTION_LOST}, a script may have run in part, or may still run. */
        TIMED_OUT,
        TOO_MUCH_OUTPUT,
        /** It was connected and is no longer; a script that was to run may have run in part, or to its end. */
        CONNECTION_LOST,
        /** It answers, but not with ssh, or with no algorithm in common. */
        PROTOCOL,
        /** Logged in, but no shell or no forwarding was granted. */
        REFUSED,
        /** The ssh configuration or inventory asks for something that we cannot honour. */
        UNSUPPORTED_OPTION,
        /** Somebody stopped this run; the thread's interrupt flag is set again. */
        INTERRUPTED
    }

    private final Kind kind;
    private final String host;
    private final String what;
    private final Optional<String> hint;

    TransportException(Kind kind, String host, String what, Optional<String> hint, @Nullable Throwable cause) {
        super(host + ": " + what + hint.map(todo -> "\n  " + todo).orElse(""), cause);
        this.kind = kind;
        this.host = host;
        this.what = what;
        this.hint = hint;
    }

    TransportException(Kind kind, String host, String what) {
        this(kind, host, what, Optional.empty(), null);
    }

    TransportException(Kind kind, String host, String what, String hint) {
        this(kind, host, what, Optional.of(hint), null);
    }

    public Kind kind() {
        return kind;
    }

    /** The endpoint's name. */
    public String host() {
        return host;
    }

    /** One sentence, without the host's name; what the host printed is in it cleaned of control characters. */
    public String what() {
        return what;
    }

    /** What to do about it. */
    public Optional<String> hint() {
        return hint;
    }
}
