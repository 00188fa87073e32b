package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabInventoryTest {

    @Test
    void has_a_group_for_each_release() {
        List<LabHost> hosts =
                List.of(host("bookworm1", Release.BOOKWORM, 20_001), host("trixie1", Release.TRIXIE, 20_004));
        assertThat(LabInventory.text(hosts, Path.of("/cache/id_ed25519"), Path.of("/state/known_hosts")))
                .isEqualTo("""
                        # The hosts of a lab, written by aa-fleet whenever they change.
                        lab:
                          vars:
                            ansible_user: admin
                            ansible_become: true
                            ansible_ssh_private_key_file: "/cache/id_ed25519"
                            ansible_ssh_common_args: "-o UserKnownHostsFile=/state/known_hosts"
                          children:
                            bookworm:
                              hosts:
                                bookworm1:
                                  ansible_host: 127.0.0.1
                                  ansible_port: 20001
                            trixie:
                              hosts:
                                trixie1:
                                  ansible_host: 127.0.0.1
                                  ansible_port: 20004
                        """);
    }

    @Test
    void quotes_paths_for_yaml_and_the_shell_and_ssh() {
        Path knownHosts = Path.of("/home/o'neil %/known_hosts");
        assertThat(LabInventory.text(List.of(), Path.of("/a \"b\"/key"), knownHosts))
                .contains("ansible_ssh_private_key_file: \"/a \\\"b\\\"/key\"\n")
                .contains(
                        "ansible_ssh_common_args: \"-o 'UserKnownHostsFile=\\\"/home/o'\\\\''neil %%/known_hosts\\\"'\"");
    }

    @Test
    void is_valid_without_hosts() {
        assertThat(LabInventory.text(List.of(), Path.of("/key"), Path.of("/known")))
                .endsWith("  children: {}\n");
    }

    private static LabHost host(String name, Release release, int port) {
        SshClient ssh = new SshClient(Path.of("/key"), Path.of("/known"));
        Ports ports = new Ports(port, port + 1, port + 2);
        Machine machine = new Machine(name, new Vm(Path.of("/nowhere", name)), ports, ssh, what -> {});
        return new LabHost(machine, release, true, Clock.systemUTC());
    }
}
