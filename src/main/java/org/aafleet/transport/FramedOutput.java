package org.aafleet.transport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One output stream of a shell: the preamble up to the start mark, then the script's own output. Not thread-safe. */
final class FramedOutput {

    private final byte[] mark;
    private byte[] preamble = new byte[0];
    private boolean started;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    /** @param mark in ASCII */
    FramedOutput(String mark) {
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
    }

    void append(byte[] bytes, int from, int length) {
        if (started) {
            body.write(bytes, from, length);
            return;
        }
        byte[] joined = new byte[preamble.length + length];
        System.arraycopy(preamble, 0, joined, 0, preamble.length);
        System.arraycopy(bytes, from, joined, preamble.length, length);
        int at = Bytes.indexOf(joined, mark, Math.max(0, preamble.length - mark.length));
        if (at < 0) {
            preamble = joined;
            return;
        }
        started = true;
        preamble = Arrays.copyOf(joined, at);
        body.write(joined, at + mark.length, joined.length - at - mark.length);
    }

    boolean started() {
        return started;
    }

    /** How often that text, in ASCII, is in the preamble. */
    int countInPreamble(String text) {
        return Bytes.count(preamble, text.getBytes(StandardCharsets.US_ASCII));
    }

    int preambleLength() {
        return preamble.length;
    }

    String preambleText() {
        return new String(preamble, StandardCharsets.UTF_8);
    }

    String text() {
        return body.toString(StandardCharsets.UTF_8);
    }
}
