package org.aafleet.lab;

import java.util.ArrayList;
import java.util.List;

/**
 * QEMU command lines. They hold no path but names below the directory that QEMU is started in, so that no character in
 * a user's home directory can be taken for QEMU's own syntax.
 */
record QemuCommand(Ports ports, Start start) {

    static final String PROGRAM = "qemu-system-x86_64";

    /** Whether the kernel boots, or the machine goes on from the saved state of its image. */
    enum Start {
        BOOT,
        WAKE
    }

    /**
     * What a saved state depends on. Without {@code -cx16}, kernels from 6.12 on double-fault under the emulation of
     * QEMU 7.2 (measured).
     */
    static final List<String> MACHINE = List.of(
            "-machine q35", "-accel tcg,thread=multi,tb-size=256", "-cpu max,-cx16", "-smp 1", "-m 768", "-nodefaults");

    /**
     * Not {@code quiet}: a console that falls silent is how a stalled boot shows. {@code tsc=reliable}: where the
     * emulation has to wait for a processor, the kernel would mistrust the clock and take one that is far slower to read.
     * {@code nokaslr norandmaps}: the emulation translates a program anew for each address that it is loaded at; a boot
     * takes a third less where they are always the same (measured).
     */
    static final String KERNEL_ARGUMENTS = "root=/dev/vda rw console=ttyS0 apparmor=1 security=apparmor net.ifnames=0"
            + " mitigations=off tsc=reliable nokaslr norandmaps systemd.show_status=1";

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(PROGRAM, "-nographic"));
        MACHINE.forEach(option -> words.addAll(List.of(option.split(" "))));
        words.addAll(List.of("-kernel", VmFiles.BASE + "/vmlinuz", "-initrd", VmFiles.BASE + "/initrd.img"));
        words.addAll(List.of("-append", KERNEL_ARGUMENTS));
        // "unsafe" passes on to the file what the guest flushes, but does not wait for this machine's own disk: killing
        // QEMU loses what a power cut would, and nothing is slowed down by flushes.
        words.addAll(List.of("-drive", "file=" + VmFiles.DISK + ",if=virtio,cache=unsafe"));
        words.addAll(List.of("-netdev", "user,id=" + VmFiles.NETWORK + ",restrict=on" + forwards()));
        words.addAll(List.of("-device", "virtio-net-pci,netdev=" + VmFiles.NETWORK + ",romfile="));
        words.addAll(List.of("-serial", "file:" + VmFiles.CONSOLE));
        words.addAll(List.of("-qmp", "unix:" + VmFiles.MONITOR + ",server=on,wait=off"));
        words.addAll(List.of("-pidfile", VmFiles.PID));
        if (start == Start.WAKE) {
            words.addAll(List.of("-incoming", "exec:cat " + VmFiles.BASE + "/" + Image.STATE));
        }
        return List.copyOf(words);
    }

    private String forwards() {
        return forward(ports.ssh(), 22) + forward(ports.http(), 80) + forward(ports.alternateHttp(), 8080);
    }

    private static String forward(int outside, int inside) {
        return ",hostfwd=tcp:127.0.0.1:" + outside + "-:" + inside;
    }
}
