package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QemuCommandTest {

    private static final Ports PORTS = new Ports(20_001, 20_002, 20_003);

    @Test
    void forwards_only_loopback_ports() {
        assertThat(words(QemuCommand.Start.BOOT))
                .contains("user,id=n0,restrict=on,hostfwd=tcp:127.0.0.1:20001-:22"
                        + ",hostfwd=tcp:127.0.0.1:20002-:80,hostfwd=tcp:127.0.0.1:20003-:8080");
    }

    @Test
    void boots_the_kernel_of_the_image_from_the_layer_of_the_host() {
        assertThat(words(QemuCommand.Start.BOOT))
                .startsWith("qemu-system-x86_64")
                .containsSubsequence("-accel", "tcg,thread=multi,tb-size=256")
                .containsSubsequence("-cpu", "max,-cx16")
                .containsSubsequence("-kernel", "base/vmlinuz", "-initrd", "base/initrd.img")
                .contains("file=disk.qcow2,if=virtio,cache=unsafe")
                .doesNotContain("-incoming");
    }

    @Test
    void wakes_up_from_the_state_of_the_image() {
        assertThat(words(QemuCommand.Start.WAKE)).containsSubsequence("-incoming", "exec:cat base/state");
    }

    @Test
    void is_the_same_machine_whether_it_boots_or_wakes_up() {
        assertThat(words(QemuCommand.Start.WAKE)).startsWith(words(QemuCommand.Start.BOOT));
    }

    private static String[] words(QemuCommand.Start start) {
        return new QemuCommand(PORTS, start).words().toArray(String[]::new);
    }
}
