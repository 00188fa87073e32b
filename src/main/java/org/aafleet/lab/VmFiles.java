package org.aafleet.lab;

/** The names in the directory of a virtual machine. */
final class VmFiles {

    /** The writable layer over the image's disk. */
    static final String DISK = "disk.qcow2";

    /** A link to the directory of the image. */
    static final String BASE = "base";

    static final String CONSOLE = "console.log";
    static final String MONITOR = "monitor.sock";
    static final String PID = "qemu.pid";
    static final String MESSAGES = "qemu.log";

    /** What QEMU calls the network card. */
    static final String NETWORK = "n0";

    private VmFiles() {}
}
