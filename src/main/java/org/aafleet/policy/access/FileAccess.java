package org.aafleet.policy.access;

/** What a process may want of a file, by the letters of file rules and of the kernel's records. */
public enum FileAccess {
    READ('r'),
    WRITE('w'),
    /** Part of write. */
    APPEND('a'),
    LINK('l'),
    LOCK('k'),
    /** Mapping it into memory to run it, which {@code ix} grants too. */
    MMAP('m'),
    EXECUTE('x');

    private final char letter;

    FileAccess(char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }
}
