package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @TempDir
    Path directory;

    private SshHome home = new SshHome(Path.of("target"));
    private final Endpoint host = SshHome.endpoint(SshHome.at(SERVER.port()));

    @BeforeEach
    void home() {
        home = new SshHome(directory).knownHosts(SERVER.knownHostsLine("ed25519"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    void tries_the_default_keys(String type) throws Exception {
        SERVER.authorize(home.key("id_" + type, type, ""));

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void reads_keys_in_the_old_pem_format() throws Exception {
        Programs.run(
                "ssh-keygen",
                "-q",
                "-t",
                "rsa",
                "-m",
                "PEM",
                "-N",
                "open sesame",
                "-f",
                home.ssh("id_rsa").toString());
        SERVER.authorize(Files.readString(home.ssh("id_rsa.pub")));
        Files.delete(home.ssh("id_rsa.pub"));
        home.passphrases(key -> Optional.of(Secret.of("open sesame")));

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void asks_once_for_a_passphrase_however_many_hosts_need_it() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        SERVER.authorize(home.key("id_ed25519", "ed25519", "open sesame"));
        home.passphrases(key -> {
            asked.incrementAndGet();
            return Optional.of(Secret.of("open sesame"));
        });
        Transport transport = home.transport();

        Runs.run(transport, host, "true\n");
        Runs.run(transport, host, "true\n");

        assertThat(asked).hasValue(1);
    }

    @Test
    void does_not_ask_for_the_passphrase_of_a_key_that_the_host_does_not_take() throws Exception {
        home.key("id_rsa", "rsa", "unused");
        SERVER.authorize(home.key("id_ed25519", "ed25519", ""));
        home.passphrases(key -> {
            throw new AssertionError("asked for " + key);
        });

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void names_the_key_whose_passphrase_is_missing() {
        SERVER.authorize(home.key("id_ed25519", "ed25519", "open sesame"));

        TransportException failure = Runs.failure(home.transport(), host);

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.hint().orElse(""))
                .isEqualTo("tried " + home.ssh("id_ed25519") + ", no password; " + home.ssh("id_ed25519")
                        + " needs its passphrase");
    }

    @Test
    void names_what_was_tried_when_nothing_was_taken() {
        home.key("id_ed25519", "ed25519", "");

        TransportException failure = Runs.failure(home.transport(), host);

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure.what()).startsWith("no key and no password was accepted for ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519"})
    void uses_the_agent(String type) throws Exception {
        SERVER.authorize(home.key("elsewhere", type, ""));
        try (Agent agent = new Agent(directory).add(home.ssh("elsewhere"))) {
            home.environment("SSH_AUTH_SOCK", agent.socket().toString());

            assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void identities_only_leaves_out_the_agents_other_keys() throws Exception {
        SERVER.authorize(home.key("elsewhere", "ed25519", ""));
        home.config("IdentitiesOnly yes\n");
        try (Agent agent = new Agent(directory).add(home.ssh("elsewhere"))) {
            home.environment("SSH_AUTH_SOCK", agent.socket().toString());
            assertThat(Runs.failure(home.transport(), host).kind()).isEqualTo(Kind.AUTHENTICATION);

            Files.delete(home.ssh("elsewhere"));
            home.config("IdentityFile ~/.ssh/elsewhere\n");
            assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void an_agent_that_is_not_there_is_no_reason_to_fail() throws Exception {
        SERVER.authorize(home.key("id_ed25519", "ed25519", ""));
        home.environment("SSH_AUTH_SOCK", directory.resolve("gone").toString());

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void takes_the_identity_file_and_user_of_the_endpoint() throws Exception {
        SERVER.authorize(home.key("fleet key", "ed25519", ""));
        home.config("User nobody-at-all\n");
        Target.Ssh target = new Target.Ssh(
                "127.0.0.1",
                OptionalInt.of(SERVER.port()),
                Optional.of(System.getProperty("user.name")),
                List.of(home.ssh("fleet key")),
                List.of(),
                Optional.empty(),
                List.of());

        assertThat(Runs.run(home.transport(), SshHome.endpoint(target), "id -un\n")
                        .stdout())
                .isEqualTo(System.getProperty("user.name") + "\n");
    }

    @Test
    void logs_in_with_a_password() throws Exception {
        try (TestUser user = new TestUser("fleet-pass")) {
            Endpoint asUser = SshHome.endpoint(SshHome.at(SERVER.port(), user.name(), user.password()));

            assertThat(Runs.run(home.transport(), asUser, "id -un\n").stdout()).isEqualTo(user.name() + "\n");
        }
    }

    @Test
    void a_wrong_password_is_tried_once_and_shown_nowhere() {
        try (TestUser user = new TestUser("fleet-pass")) {
            Endpoint asUser = SshHome.endpoint(SshHome.at(SERVER.port(), user.name(), "wrong-secret"));
            Tally tally = SERVER.tally();

            TransportException failure = Runs.failure(home.transport(), asUser);

            assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
            assertThat(failure.what()).startsWith("the password was not accepted for " + user.name());
            assertThat(failure.getMessage()).doesNotContain("wrong-secret");
            assertThat(asUser.toString()).doesNotContain("wrong-secret");
            assertThat(tally.failedPasswords()).isEqualTo(1);
        }
    }
}
