package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshClientTest {

    private static final SshClient SSH = new SshClient(Path.of("/cache/id"), Path.of("/state/known_hosts"));

    @Test
    void uses_nothing_of_the_users_own_configuration() {
        assertThat(SSH.words("admin", 20_001, List.of("ls", "-l")))
                .startsWith("ssh", "-F", "none", "-i", "/cache/id", "-p", "20001")
                .contains("UserKnownHostsFile=/state/known_hosts", "StrictHostKeyChecking=yes")
                .endsWith("admin@127.0.0.1", "--", "ls", "-l");
    }

    @Test
    void quotes_what_ssh_would_split_or_expand() {
        assertThat(SshClient.quotedFile(Path.of("/a b/%h"))).isEqualTo("\"/a b/%%h\"");
    }

    @Test
    void names_a_host_by_its_port_in_known_hosts() {
        assertThat(KnownHosts.of(20_001, List.of("ssh-ed25519 AAAA root@lab", "ssh-rsa BBBB root@lab")))
                .isEqualTo("[127.0.0.1]:20001 ssh-ed25519 AAAA\n[127.0.0.1]:20001 ssh-rsa BBBB\n");
    }
}
