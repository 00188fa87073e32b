package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class JumpTest {

    @RegisterExtension
    static final OpenSshServer BASTION = new OpenSshServer();

    @RegisterExtension
    static final OpenSshServer INNER = new OpenSshServer();

    @RegisterExtension
    static final OpenSshServer CLOSED_BASTION = new OpenSshServer().with("AllowTcpForwarding no");

    @TempDir
    Path directory;

    private SshHome home = new SshHome(Path.of("target"));

    @BeforeEach
    void home() {
        home = new SshHome(directory).trusted(BASTION).trusted(INNER).trusted(CLOSED_BASTION);
        home.config("Host web*\n  HostName 127.0.0.1\n  Port " + INNER.port() + "\n"
                + "Host bastion\n  HostName 127.0.0.1\n  Port " + BASTION.port() + "\n"
                + "Host closed\n  HostName 127.0.0.1\n  Port " + CLOSED_BASTION.port() + "\n");
    }

    private static Endpoint through(String name, Target.Ssh... jumps) {
        return SshHome.endpoint(new Target.Ssh(
                name, OptionalInt.empty(), Optional.empty(), List.of(), List.of(jumps), Optional.empty(), List.of()));
    }

    @Test
    void goes_through_a_jump_host_of_the_endpoint() throws Exception {
        Tally bastion = BASTION.tally();
        Tally inner = INNER.tally();

        Output output = Runs.run(home.transport(), through("web1", Target.Ssh.to("bastion")), "echo inside\n");

        assertThat(output.stdout()).isEqualTo("inside\n");
        assertThat(bastion.logins()).isEqualTo(1);
        assertThat(bastion.execs()).isZero();
        assertThat(inner.logins()).isEqualTo(1);
    }

    @Test
    void goes_through_the_jump_hosts_of_the_configuration_one_behind_the_other() throws Exception {
        home.config("Host web*\n  ProxyJump bastion,127.0.0.1:" + INNER.port() + "\n");
        Tally bastion = BASTION.tally();
        Tally inner = INNER.tally();

        assertThat(Runs.run(home.transport(), through("web1"), "echo inside\n").stdout())
                .isEqualTo("inside\n");

        assertThat(bastion.logins()).isEqualTo(1);
        assertThat(inner.logins()).isEqualTo(2);
    }

    @Test
    void a_jump_host_may_have_jump_hosts_of_its_own() throws Exception {
        home.config("Host web1\n  ProxyJump web2\nHost web2\n  ProxyJump bastion\n");
        Tally bastion = BASTION.tally();

        assertThat(Runs.run(home.transport(), through("web1"), "echo inside\n").stdout())
                .isEqualTo("inside\n");

        assertThat(bastion.logins()).isEqualTo(1);
    }

    @Test
    void jumps_in_a_circle_are_refused() {
        home.config("Host web1\n  ProxyJump web2\nHost web2\n  ProxyJump web1\n");

        assertThat(Runs.failure(home.transport(), through("web1")).kind()).isEqualTo(Kind.UNSUPPORTED_OPTION);
    }

    @Test
    void carries_much_in_both_directions() throws Exception {
        String script = "cat <<'END'\n" + ("y".repeat(63) + "\n").repeat(50_000) + "END\n";
        Limits limits = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 8 << 20);

        try (Connection connection = home.transport().connect(through("web1", Target.Ssh.to("bastion")))) {
            assertThat(connection.run(new Script(script), limits).stdout()).hasSize(3_200_000);
        }
    }

    @Test
    void many_hosts_share_one_login_on_the_jump_host() throws Exception {
        Transport transport = home.transport();
        Tally bastion = BASTION.tally();
        Tally inner = INNER.tally();
        List<Future<String>> outputs = new ArrayList<>();

        // One connection is held, as otherwise the shared login could be over before the last host begins.
        try (Connection held = transport.connect(through("web0", Target.Ssh.to("bastion")))) {
            ExecutorService workers = Executors.newFixedThreadPool(8);
            for (int i = 1; i <= 20; i++) {
                String name = "web" + i;
                outputs.add(workers.submit(
                        () -> Runs.run(transport, through(name, Target.Ssh.to("bastion")), "echo " + name + "\n")
                                .stdout()));
            }
            for (int i = 1; i <= 20; i++) {
                assertThat(outputs.get(i - 1).get()).isEqualTo("web" + i + "\n");
            }
            workers.shutdown();
            assertThat(held.run(new Script("echo held\n"), Runs.LIMITS).stdout())
                    .isEqualTo("held\n");
        }

        assertThat(bastion.logins()).isEqualTo(1);
        assertThat(inner.logins()).isEqualTo(21);
    }

    @Test
    void a_jump_host_that_was_given_back_is_logged_in_to_anew() throws Exception {
        Transport transport = home.transport();
        Tally bastion = BASTION.tally();

        Runs.run(transport, through("web1", Target.Ssh.to("bastion")), "true\n");
        Runs.run(transport, through("web1", Target.Ssh.to("bastion")), "true\n");

        assertThat(bastion.logins()).isEqualTo(2);
    }

    @Test
    void checks_the_jump_hosts_own_key() {
        SshHome ignorant = new SshHome(directory.resolve("ignorant"));
        ignorant.trusted(INNER);

        TransportException failure =
                Runs.failure(ignorant.transport(), SshHome.endpoint(withJump(INNER.port(), BASTION.port())));

        assertThat(failure.kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
        assertThat(failure.what()).contains(":" + BASTION.port() + " is not known");
    }

    @Test
    void checks_the_key_of_the_host_behind_and_says_where_to_ask_for_it() {
        SshHome ignorant = new SshHome(directory.resolve("ignorant"));
        ignorant.trusted(BASTION);

        TransportException failure =
                Runs.failure(ignorant.transport(), SshHome.endpoint(withJump(INNER.port(), BASTION.port())));

        assertThat(failure.kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
        assertThat(failure.what()).contains(":" + INNER.port() + " is not known");
        assertThat(failure.hint().orElse("")).contains("(on the jump host) ssh-keyscan -p " + INNER.port());
    }

    private static Target.Ssh withJump(int port, int jumpPort) {
        return new Target.Ssh(
                "127.0.0.1",
                OptionalInt.of(port),
                Optional.empty(),
                List.of(),
                List.of(SshHome.at(jumpPort)),
                Optional.empty(),
                List.of());
    }

    @Test
    void says_when_the_host_behind_cannot_be_reached() {
        TransportException failure = Runs.failure(home.transport(), SshHome.endpoint(withJump(1, BASTION.port())));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.what()).startsWith("cannot connect to 127.0.0.1 port 1 from ");
    }

    @Test
    void says_when_the_jump_host_does_not_forward() {
        TransportException failure = Runs.failure(home.transport(), through("web1", Target.Ssh.to("closed")));

        assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        assertThat(failure.what()).endsWith(" is not allowed");
    }
}
