package org.aafleet.inventory;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.inventory.PythonLiteral.NotALiteral;

/** A quoted piece of Python text: prefixes, single and triple quotes, escapes. */
final class PythonString {

    private static final Pattern START = Pattern.compile("([bB]?[rR]?|[rR][bB]|[uU])('''|\"\"\"|'|\")");
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,3}");
    private static final String SINGLE = "abfnrtv\\'\"";
    private static final String MEANING = "\u0007\b\f\n\r\t\u000b\\'\"";

    private final String source;
    private final boolean raw;
    private final boolean bytes;
    private final StringBuilder text = new StringBuilder();
    private int next;

    private PythonString(String source, int next, String prefix) {
        this.source = source;
        this.next = next;
        this.raw = prefix.contains("r");
        this.bytes = prefix.contains("b");
    }

    /** @param end the index after the closing quote */
    record Part(String text, boolean bytes, int end) {}

    static boolean startsAt(String source, int index) {
        return START.matcher(source).region(index, source.length()).lookingAt();
    }

    static Part read(String source, int index) {
        Matcher start = START.matcher(source).region(index, source.length());
        if (!start.lookingAt()) {
            throw new NotALiteral();
        }
        PythonString string =
                new PythonString(source, start.end(), start.group(1).toLowerCase(Locale.ROOT));
        string.readTo(start.group(2));
        return new Part(string.text.toString(), string.bytes, string.next);
    }

    private void readTo(String quote) {
        while (!source.startsWith(quote, next)) {
            char c = take();
            if (bytes && c > 127) {
                throw new NotALiteral();
            }
            if (c != '\\') {
                text.append(c);
            } else if (raw) {
                text.append(c).append(take());
            } else {
                escape();
            }
        }
        next += quote.length();
    }

    private char take() {
        if (next >= source.length()) {
            throw new NotALiteral();
        }
        return source.charAt(next++);
    }

    private void escape() {
        Matcher octal = OCTAL.matcher(source).region(next, source.length());
        if (octal.lookingAt()) {
            next = octal.end();
            text.appendCodePoint(Integer.parseInt(octal.group(), 8));
            return;
        }
        char c = take();
        int single = SINGLE.indexOf(c);
        if (single >= 0) {
            text.append(MEANING.charAt(single));
        } else if (c == 'x') {
            hex(2);
        } else if (c == 'u' && !bytes) {
            hex(4);
        } else if (c == 'U' && !bytes) {
            hex(8);
        } else if (c == 'N' && !bytes) {
            named();
        } else {
            text.append('\\').append(c);
        }
    }

    private void hex(int digits) {
        if (next + digits > source.length()
                || !source.substring(next, next + digits).matches("[0-9a-fA-F]+")) {
            throw new NotALiteral();
        }
        long code = Long.parseLong(source.substring(next, next + digits), 16);
        if (code > Character.MAX_CODE_POINT) {
            throw new NotALiteral();
        }
        text.appendCodePoint((int) code);
        next += digits;
    }

    private void named() {
        int end = source.indexOf('}', next);
        if (take() != '{' || end < 0) {
            throw new NotALiteral();
        }
        try {
            text.appendCodePoint(Character.codePointOf(source.substring(next, end)));
        } catch (IllegalArgumentException e) {
            throw new NotALiteral();
        }
        next = end + 1;
    }
}
