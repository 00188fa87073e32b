package org.aafleet.policy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The file rules of a binary policy, read as the kernel reads them: a table of states, with the permissions of each. */
final class CompiledFileRules {

    private static final int MAGIC = 0x1B5E783D;
    private static final int OTHER_SHIFT = 14;

    /** Of the attachment, and of rules other than those of files. */
    private static final int TABLES_BEFORE = 2;

    private final ByteBuffer tables;
    private int[] accept = {};
    private int[] base = {};
    private int[] check = {};
    private int[] fallback = {};
    private int[] next = {};

    private CompiledFileRules(ByteBuffer tables) {
        this.tables = tables;
    }

    /** @param policy of a profile with an attachment, one character for each byte; compiled without equivalence classes and differential encoding */
    static CompiledFileRules of(String policy) {
        int start = 0;
        for (int table = 0; table < TABLES_BEFORE + 1; table++) {
            start = policy.indexOf("aadfa\0", start + 1);
        }
        start = policy.indexOf("\u001B^x=", start);
        ByteBuffer tables = ByteBuffer.wrap(
                        policy.getBytes(StandardCharsets.ISO_8859_1), start, policy.length() - start)
                .slice();
        CompiledFileRules rules = new CompiledFileRules(tables);
        rules.read();
        return rules;
    }

    private void read() {
        if (tables.getInt() != MAGIC) {
            throw new IllegalArgumentException("no table");
        }
        int headerSize = tables.getInt();
        int size = tables.getInt();
        tables.position(headerSize);
        while (tables.position() < size) {
            int id = tables.getShort();
            int width = tables.getShort();
            tables.getInt();
            int length = tables.getInt();
            int[] values = new int[length];
            for (int i = 0; i < length; i++) {
                values[i] =
                        width == 4 ? tables.getInt() : width == 2 ? tables.getShort() & 0xFFFF : tables.get() & 0xFF;
            }
            tables.position((tables.position() + 7) / 8 * 8);
            keep(id, values);
        }
    }

    private void keep(int id, int[] values) {
        switch (id) {
            case 1 -> accept = values;
            case 2 -> base = values;
            case 3 -> check = values;
            case 4 -> fallback = values;
            case 5 -> throw new IllegalArgumentException("equivalence classes");
            case 8 -> next = values;
            default -> {
                // What is audited.
            }
        }
    }

    /** Whether the letter's access is granted. */
    boolean grants(char letter, String name, boolean owner) {
        int state = 1;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            int at = (base[state] & 0xFFFFFF) + (b & 0xFF);
            state = at < check.length && check[at] == state ? next[at] : fallback[state];
        }
        int bit = "xwra.km".indexOf(letter);
        return (accept[state] >>> (owner ? 0 : OTHER_SHIFT) >>> bit & 1) == 1;
    }
}
