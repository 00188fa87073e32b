package org.aafleet.host;

import java.util.ArrayList;
import java.util.List;

/** What a host-side script printed, entry by entry: a control line and the content lines below it. */
record Transcript(List<Entry> entries) {

    private static final String END = "aa-fleet-end";
    private static final int QUOTED = 120;

    /**
     * @param word the control line's first word
     * @param rest what follows it
     * @param content the text below it, byte for byte, empty when there is none
     */
    record Entry(String word, String rest, String content) {

        List<String> contentLines() {
            // Not String.lines(): a carriage return ends no line here.
            return content.isEmpty() ? List.of() : List.of(content.split("\n", 0));
        }
    }

    /**
     * @param greeting the first line that the script prints
     * @throws GarbledAnswerException when the greeting or the end is missing
     */
    static Transcript parse(String output, String greeting) {
        String[] lines = output.split("\n", -1);
        int line = 0;
        while (line < lines.length && !lines[line].equals(greeting)) {
            line++; // a banner that the host's shell start-up files print
        }
        if (line == lines.length) {
            throw new GarbledAnswerException("expected '" + greeting + "', found " + quoted(output));
        }
        List<Entry> entries = new ArrayList<>();
        for (line++; line < lines.length; ) {
            if (lines[line].equals(END)) {
                return new Transcript(entries);
            }
            int content = line + 1;
            int next = content;
            while (next < lines.length && lines[next].startsWith("|")) {
                next++;
            }
            if (!lines[line].isEmpty()) {
                boolean newline = next < lines.length && lines[next].isEmpty();
                entries.add(entry(lines[line], text(lines, content, next, newline)));
            }
            line = next;
        }
        throw new GarbledAnswerException("the answer stops after " + quoted(lines[lines.length - 1]));
    }

    private static Entry entry(String control, String content) {
        int space = control.indexOf(' ');
        return space < 0
                ? new Entry(control, "", content)
                : new Entry(control.substring(0, space), control.substring(space + 1), content);
    }

    private static String text(String[] lines, int from, int to, boolean endsInNewline) {
        StringBuilder text = new StringBuilder();
        for (int line = from; line < to; line++) {
            text.append(lines[line], 1, lines[line].length()).append('\n');
        }
        if (!endsInNewline && !text.isEmpty()) {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static String quoted(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? "nothing" : "'" + stripped.substring(0, Math.min(QUOTED, stripped.length())) + "'";
    }
}
