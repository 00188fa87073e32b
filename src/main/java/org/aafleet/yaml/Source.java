package org.aafleet.yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;

/**
 * A text with the name under which its problems are reported.
 *
 * @param name usually a path, as the user gave it
 */
public record Source(String name, String text) {

    /** More than any playbook, and an inventory of more than 100,000 hosts. */
    private static final long MAX_BYTES = 16L << 20;

    private static final int EXCERPT_COLUMNS = 100;

    public static Source read(Path file) {
        try {
            long size = Files.size(file);
            if (size > MAX_BYTES) {
                throw new InputException(file + ": file has " + size + " bytes; at most " + MAX_BYTES + " are read");
            }
            return new Source(file.toString(), decode(file, Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + reason(e));
        }
    }

    /** A text in no known encoding, such as AppArmor policy: where it is not UTF-8, each byte becomes one character. */
    public static Source readBytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return readBytes(file.toString(), in);
        } catch (IOException e) {
            throw new InputException(file + ": cannot be read: " + reason(e));
        }
    }

    /** The same from a stream, which may never end. */
    public static Source readBytes(String name, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes((int) MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InputException(name + ": more than " + MAX_BYTES + " bytes; at most that many are read");
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean exact = text.indexOf('\ufffd') < 0 || Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
        return new Source(name, exact ? text : new String(bytes, StandardCharsets.ISO_8859_1));
    }

    private static String decode(Path file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(in, text, true).isError()) {
            String before = text.flip().toString();
            int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
            Location at = new Location(file.toString(), line, before.length() - before.lastIndexOf('\n'));
            throw new InputException(Problem.error(at, "not UTF-8 text"));
        }
        return text.flip().toString();
    }

    public Location at(int line, int column) {
        return new Location(name, line, column);
    }

    /** The line with a caret under the column; long lines are cut around it. */
    public Optional<String> excerpt(Location at) {
        return text.lines().skip(at.line() - 1L).findFirst().map(line -> {
            int start = Math.max(0, Math.min(at.column() - 1, line.length()) - EXCERPT_COLUMNS / 2);
            String cut = line.substring(start, Math.min(line.length(), start + EXCERPT_COLUMNS));
            return "  " + printable(cut) + "\n  " + " ".repeat(Math.max(0, at.column() - 1 - start)) + "^";
        });
    }

    /** Without tabs, which would move the caret, and escapes, which would talk to the terminal. */
    private static String printable(String line) {
        return line.replaceAll("[\\p{Cntrl}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]", " ");
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "no such file";
        }
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
