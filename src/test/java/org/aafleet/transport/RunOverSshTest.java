package org.aafleet.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class RunOverSshTest {

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @TempDir
    Path directory;

    private Transport transport = endpoint -> {
        throw new AssertionError(endpoint);
    };

    private final Endpoint host = SshHome.endpoint(SshHome.at(SERVER.port()));

    @BeforeEach
    void home() {
        transport = new SshHome(directory).trusted(SERVER).transport();
    }

    @Test
    void returns_what_a_script_prints_on_each_stream_and_its_status() throws Exception {
        Output output = Runs.run(transport, host, "echo out; printf 'err\\n' >&2; exit 7\n");

        assertThat(output).isEqualTo(new Output(7, "out\n", "err\n"));
    }

    @Test
    void makes_one_connection_and_one_exec() throws Exception {
        Tally tally = SERVER.tally();

        Runs.run(transport, host, "echo once\n");

        assertThat(tally.connections()).isEqualTo(1);
        assertThat(tally.logins()).isEqualTo(1);
        assertThat(tally.execs()).isEqualTo(1);
    }

    @Test
    void runs_several_scripts_on_one_connection() throws Exception {
        Tally tally = SERVER.tally();

        try (Connection connection = transport.connect(host)) {
            for (int i = 0; i < 5; i++) {
                assertThat(connection
                                .run(new Script("echo " + i + "\n"), Runs.LIMITS)
                                .stdout())
                        .isEqualTo(i + "\n");
            }
        }

        assertThat(tally.connections()).isEqualTo(1);
        assertThat(tally.execs()).isEqualTo(5);
    }

    @Test
    void sends_and_receives_more_than_any_window() throws Exception {
        String line = "x".repeat(63);
        String script = "cat <<'END'\n" + (line + "\n").repeat(100_000) + "END\n";
        Limits limits = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(30), 8 << 20);

        try (Connection connection = transport.connect(host)) {
            Output output = connection.run(new Script(script), limits);
            assertThat(output.stdout()).hasSize(6_400_000).endsWith(line + "\n");
        }
    }

    @Test
    void closes_stdin_after_the_script() throws Exception {
        // Without an end of file, cat would wait for ever.
        assertThat(Runs.run(transport, host, "cat; echo end of stdin\n").stdout())
                .isEqualTo("end of stdin\n");
    }

    @Test
    void cuts_off_a_host_that_prints_without_end() {
        TransportException failure = Runs.failure(transport, host, "while :; do echo flood; done\n", Runs.LIMITS);

        assertThat(failure.kind()).isEqualTo(Kind.TOO_MUCH_OUTPUT);
        assertThat(failure).hasMessage("web1: printed more than 1048576 bytes; cut off");
    }

    @Test
    void gives_up_on_a_script_that_says_nothing_for_too_long() {
        Limits limits = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(5), 1 << 20);

        TransportException failure = Runs.failure(transport, host, "sleep 60\n", limits);

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessage("web1: silent for 5 s while the script ran");
    }

    @Test
    void gives_up_on_a_script_that_goes_on_for_too_long() {
        Limits limits = new Limits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1 << 20);

        TransportException failure =
                Runs.failure(transport, host, "while :; do echo still here; sleep 0.1; done\n", limits);

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure).hasMessage("web1: not finished after 5 s while the script ran");
    }

    @Test
    void says_so_when_the_shell_is_killed() {
        TransportException failure = Runs.failure(transport, host, "kill -KILL $$\n", Runs.LIMITS);

        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
        assertThat(failure.what()).isEqualTo("the shell was killed by SIGKILL while the script ran");
    }

    @Test
    void says_so_when_the_server_goes_away_while_a_script_runs() {
        TransportException failure = Runs.failure(transport, host, "kill -KILL $PPID; sleep 60\n", Runs.LIMITS);

        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
        // The shell's first words may be lost with it.
        assertThat(failure.what()).matches("the connection was lost (while the script ran|before the shell answered)");
    }

    @Test
    void reads_bytes_that_are_no_text() throws Exception {
        assertThat(Runs.run(transport, host, "printf 'a\\377b\\000c'\n").stdout())
                .isEqualTo("a\ufffdb\0c");
    }

    @Test
    void nothing_listens_there() {
        TransportException failure = Runs.failure(transport, SshHome.endpoint(SshHome.at(1)));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure).hasMessage("web1: 127.0.0.1 port 1: Connection refused");
    }

    @Test
    void no_such_name() {
        TransportException failure = Runs.failure(transport, SshHome.endpoint(Target.Ssh.to("no-such-host.invalid")));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.what()).isEqualTo("no address is known for the name 'no-such-host.invalid'");
    }

    @Test
    void forwards_to_what_listens_on_the_hosts_loopback() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connection connection = transport.connect(host);
                Socket near = connection.forward("127.0.0.1", service.getLocalPort(), Duration.ofSeconds(10));
                Socket far = service.accept()) {
            near.getOutputStream().write("question".getBytes(US_ASCII));
            near.getOutputStream().flush();
            assertThat(far.getInputStream().readNBytes(8)).isEqualTo("question".getBytes(US_ASCII));
            far.getOutputStream().write("answer".getBytes(US_ASCII));
            far.shutdownOutput();
            assertThat(near.getInputStream().readAllBytes()).isEqualTo("answer".getBytes(US_ASCII));
        }
    }

    @Test
    void a_forwarded_read_times_out_as_on_any_socket() throws Exception {
        try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Connection connection = transport.connect(host);
                Socket near = connection.forward("127.0.0.1", service.getLocalPort(), Duration.ofSeconds(10))) {
            near.setSoTimeout(50);
            assertThatThrownBy(() -> near.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void says_when_nothing_listens_on_the_forwarded_port() throws Exception {
        try (Connection connection = transport.connect(host)) {
            TransportException failure = catchThrowableOfType(
                    TransportException.class, () -> connection.forward("127.0.0.1", 1, Duration.ofSeconds(10)));
            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.what()).startsWith("cannot connect to 127.0.0.1 port 1 from ");
        }
    }

    @Test
    void a_forgotten_connection_leaves_no_thread_that_keeps_the_program_alive() throws Exception {
        try (Connection connection = transport.connect(host)) {
            connection.run(new Script("true\n"), Runs.LIMITS);
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().contains("session")
                            || thread.getName().startsWith("ssh"))
                    .allMatch(Thread::isDaemon);
        }
    }
}
