package org.aafleet.report;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Plain values as JSON. */
public final class Json {

    private Json() {}

    /** Indented. */
    public static String of(Object value) {
        return written(JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT), value);
    }

    /** On one line. */
    public static String line(Object value) {
        return written(JSON.std, value);
    }

    private static String written(JSON json, Object value) {
        try {
            return json.asString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
