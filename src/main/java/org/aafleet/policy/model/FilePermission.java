package org.aafleet.policy.model;

/** What a file rule grants beside execution. Write includes append. */
public enum FilePermission {
    READ('r'),
    WRITE('w'),
    APPEND('a'),
    LINK('l'),
    LOCK('k'),
    MMAP('m');

    private final char letter;

    FilePermission(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }
}
