package org.aafleet.host;

import java.nio.charset.StandardCharsets;

/** POSIX {@code cksum}: the CRC that every host can compute. It finds accidents, not attacks. */
public final class Cksum {

    private static final int POLYNOMIAL = 0x04C11DB7;
    private static final int[] TABLE = table();

    private Cksum() {}

    /** What {@code cksum < FILE} prints: the CRC, a space, the size in bytes. */
    public static String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int crc = 0;
        for (byte value : bytes) {
            crc = step(crc, value);
        }
        for (int length = bytes.length; length != 0; length >>>= 8) {
            crc = step(crc, length);
        }
        return Integer.toUnsignedString(~crc) + " " + bytes.length;
    }

    private static int step(int crc, int value) {
        return (crc << 8) ^ TABLE[((crc >>> 24) ^ value) & 0xff];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 24;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc < 0 ? (crc << 1) ^ POLYNOMIAL : crc << 1;
            }
            table[i] = crc;
        }
        return table;
    }
}
