package org.aafleet.learn;

import java.util.Arrays;

/**
 * Which records were read before, of the last two million; of those before them at least the younger half. Memory is bounded: 64
 * MiB. Two records are taken for one where 64 bits of hash are the same.
 */
final class RecentRecords {

    private static final int GENERATION = 1 << 21;
    private static final int FIRST = 1 << 10;

    private long[] young = new long[FIRST];
    private long[] old = new long[FIRST];
    private int size;

    /** @return whether it was not there */
    boolean add(long hash) {
        long key = hash == 0 ? 1 : hash;
        if (contains(young, key) || contains(old, key)) {
            return false;
        }
        if (size >= GENERATION) {
            old = young;
            young = new long[FIRST];
            size = 0;
        } else if (size * 2 >= young.length) {
            grow();
        }
        young[place(young, key)] = key;
        size++;
        return true;
    }

    private void grow() {
        long[] larger = new long[young.length * 2];
        Arrays.stream(young).filter(key -> key != 0).forEach(key -> larger[place(larger, key)] = key);
        young = larger;
    }

    private static boolean contains(long[] table, long key) {
        return table[place(table, key)] == key;
    }

    /** Where it is, or where it would be. */
    private static int place(long[] table, long key) {
        int at = (int) (key ^ (key >>> 32)) & (table.length - 1);
        while (table[at] != 0 && table[at] != key) {
            at = (at + 1) & (table.length - 1);
        }
        return at;
    }
}
