package org.aafleet.transport;

/** Searching in bytes. */
final class Bytes {

    private Bytes() {}

    /** @return -1 if {@code wanted} is not in {@code text} at or after {@code from} */
    static int indexOf(byte[] text, byte[] wanted, int from) {
        for (int at = from; at <= text.length - wanted.length; at++) {
            if (startsAt(text, wanted, at)) {
                return at;
            }
        }
        return -1;
    }

    static int count(byte[] text, byte[] wanted) {
        int found = 0;
        for (int at = indexOf(text, wanted, 0); at >= 0; at = indexOf(text, wanted, at + wanted.length)) {
            found++;
        }
        return found;
    }

    private static boolean startsAt(byte[] text, byte[] wanted, int at) {
        for (int i = 0; i < wanted.length; i++) {
            if (text[at + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
