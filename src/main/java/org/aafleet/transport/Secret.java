package org.aafleet.transport;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.aafleet.problem.InputException;
import org.jspecify.annotations.Nullable;

/** A password or passphrase. Asked for when it is first needed, then remembered; never printed. */
public final class Secret {

    private final Supplier<String> source;
    private @Nullable String value;

    private Secret(Supplier<String> source) {
        this.source = source;
    }

    public static Secret of(String value) {
        return new Secret(() -> value);
    }

    /** @param source asked at most once, by whichever thread comes first */
    public static Secret asked(Supplier<String> source) {
        return new Secret(source);
    }

    /** @throws InputException when it holds a line break, which would end a password line early */
    synchronized String reveal() {
        String known = Optional.ofNullable(value).orElseGet(source);
        if (known.indexOf('\n') >= 0 || known.indexOf('\r') >= 0 || known.indexOf('\0') >= 0) {
            throw new InputException("a password must not contain a line break or a NUL");
        }
        value = known;
        return known;
    }

    byte[] bytes() {
        return reveal().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
