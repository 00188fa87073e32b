package org.aafleet.audit;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Reads logs of any size, line by line; a line that begins with a blank and is no record belongs to the one before it. */
public final class LogReader {

    /** A record of the kernel has 8 KiB at most; what a program writes may have no end. */
    private static final int LONGEST = 256 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder pending = new StringBuilder();
    private long cut;

    /** @param lines is given each, without its line break */
    public LogReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** @return how many lines were longer than anything that AppArmor writes; of each only the beginning was read */
    public long read(Reader log) throws IOException {
        char[] buffer = new char[64 * 1024];
        for (int length = log.read(buffer); length >= 0; length = log.read(buffer)) {
            for (int i = 0; i < length; i++) {
                take(buffer[i]);
            }
        }
        end();
        flush();
        return cut;
    }

    private void take(char c) {
        if (c == '\n') {
            end();
        } else if (line.length() < LONGEST) {
            line.append(c);
        } else if (line.length() == LONGEST) {
            line.append('\u2026');
            cut++;
        }
    }

    private void end() {
        if (!continues()) {
            flush();
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        if (pending.length() <= LONGEST) {
            pending.append(line);
        }
        line.setLength(0);
    }

    /** A record is a line of its own, even in a log that somebody has indented. */
    private boolean continues() {
        boolean indented = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
        return indented && line.indexOf("apparmor=") < 0 && line.indexOf("audit(") < 0;
    }

    private void flush() {
        if (!pending.isEmpty()) {
            lines.accept(pending.toString());
        }
        pending.setLength(0);
    }
}
