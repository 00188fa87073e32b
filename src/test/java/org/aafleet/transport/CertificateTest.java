package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateTest {

    @TempDir
    Path directory;

    private SshHome home = new SshHome(Path.of("target"));
    private final OpenSshServer server = new OpenSshServer();

    @BeforeEach
    void authorities() {
        home = new SshHome(directory);
        key("user_ca");
        key("host_ca");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Path key(String name) {
        Path file = directory.resolve(name);
        Programs.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString());
        return file;
    }

    private Endpoint host() {
        return SshHome.endpoint(SshHome.at(server.port()));
    }

    private void startTrustingTheUserAuthority() {
        server.with("TrustedUserCAKeys " + directory.resolve("user_ca.pub")).start();
        home.knownHosts(server.knownHostsLine("ed25519"));
    }

    private void certifyUser(Path publicKey) {
        Programs.run(
                "ssh-keygen",
                "-q",
                "-s",
                directory.resolve("user_ca").toString(),
                "-I",
                "me",
                "-n",
                System.getProperty("user.name"),
                publicKey.toString());
    }

    @Test
    void logs_in_with_a_certificate_beside_the_key() throws Exception {
        startTrustingTheUserAuthority();
        for (String type : new String[] {"ed25519", "rsa", "ecdsa"}) {
            SshHome one = new SshHome(directory.resolve(type)).knownHosts(server.knownHostsLine("ed25519"));
            one.key("id_" + type, type, "");
            certifyUser(one.ssh("id_" + type + ".pub"));

            assertThat(Runs.run(one.transport(), host(), "echo in\n").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void logs_in_with_a_certificate_file_for_a_key_that_only_the_agent_holds() throws Exception {
        startTrustingTheUserAuthority();
        Path key = key("elsewhere");
        certifyUser(directory.resolve("elsewhere.pub"));
        home.config("CertificateFile " + directory.resolve("elsewhere-cert.pub") + "\n");
        try (Agent agent = new Agent(directory).add(key)) {
            home.environment("SSH_AUTH_SOCK", agent.socket().toString());

            assertThat(Runs.run(home.transport(), host(), "echo in\n").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void a_key_without_the_certificate_is_not_let_in() {
        startTrustingTheUserAuthority();
        home.key("id_ed25519", "ed25519", "");

        assertThat(Runs.failure(home.transport(), host()).kind()).isEqualTo(Kind.AUTHENTICATION);
    }

    private void startWithHostCertificate(String principal) throws IOException {
        Path key = key("host_key");
        Programs.run(
                "ssh-keygen",
                "-q",
                "-s",
                directory.resolve("host_ca").toString(),
                "-h",
                "-I",
                "host",
                "-n",
                principal,
                key + ".pub");
        server.with("HostKey " + key)
                .with("HostCertificate " + key + "-cert.pub")
                .start();
        server.authorize(home.key("id_ed25519", "ed25519", ""));
    }

    private String authority(String names) throws IOException {
        return "@cert-authority " + names + " " + Files.readString(directory.resolve("host_ca.pub"));
    }

    @Test
    void trusts_a_host_whose_certificate_an_authority_signed() throws Exception {
        startWithHostCertificate("127.0.0.1");
        home.knownHosts(authority("127.0.0.*"));

        assertThat(Runs.run(home.transport(), host(), "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void does_not_trust_an_authority_for_a_host_that_its_line_excludes() throws Exception {
        startWithHostCertificate("127.0.0.1");
        home.knownHosts(authority("!127.0.0.1,127.0.0.*"));

        assertThat(Runs.failure(home.transport(), host()).kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
    }

    @Test
    void does_not_trust_a_certificate_for_another_name() throws Exception {
        startWithHostCertificate("other.example");
        home.knownHosts(authority("*"));

        assertThat(Runs.failure(home.transport(), host()).kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
    }

    @Test
    void does_not_trust_a_revoked_authority() throws Exception {
        startWithHostCertificate("127.0.0.1");
        home.knownHosts(authority("*")).knownHosts("@revoked * " + Files.readString(directory.resolve("host_ca.pub")));

        assertThat(Runs.failure(home.transport(), host()).kind()).isEqualTo(Kind.HOST_KEY_REVOKED);
    }
}
