package org.aafleet.audit;

import java.io.IOException;
import java.io.Reader;
import java.util.function.Consumer;

/** Reads logs of any size, line by line; a line that begins with a blank belongs to the one before it. */
public final class LogReader {

    /** A record of the kernel has 8 KiB at most; what a program writes may have no end. */
    private static final int LONGEST = 256 * 1024;

    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();
    private boolean begun;
    private long cut;

    /** @param lines is given each, without its line break */
    public LogReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** @return how many lines were longer than anything that AppArmor writes; of each only the beginning was read */
    public long read(Reader log) throws IOException {
        char[] buffer = new char[64 * 1024];
        boolean start = true;
        for (int length = log.read(buffer); length >= 0; length = log.read(buffer)) {
            for (int i = 0; i < length; i++) {
                start = take(buffer[i], start);
            }
        }
        end();
        return cut;
    }

    /** @return whether the next character is the first of its line */
    private boolean take(char c, boolean start) {
        if (start && c != ' ' && c != '\t') {
            end();
        }
        begun = true;
        if (c == '\n') {
            return true;
        }
        if (line.length() < LONGEST) {
            line.append(c);
        } else if (line.length() == LONGEST) {
            line.append('\u2026');
            cut++;
        }
        return false;
    }

    private void end() {
        if (begun && !line.isEmpty()) {
            int last = line.length() - 1;
            lines.accept(line.charAt(last) == '\r' ? line.substring(0, last) : line.toString());
        }
        line.setLength(0);
        begun = false;
    }
}
