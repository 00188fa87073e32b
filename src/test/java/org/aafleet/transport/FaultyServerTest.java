package org.aafleet.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.aafleet.transport.TransportException.Kind;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyServerTest {

    private static final Limits SHORT = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(2), 1 << 20);

    @TempDir
    Path directory;

    private Transport transport = endpoint -> {
        throw new AssertionError(endpoint);
    };

    @BeforeEach
    void home() {
        transport = transport(60);
    }

    private Transport transport(int connectTimeoutSeconds) {
        String name = "timeout-" + connectTimeoutSeconds;
        return new SshHome(directory.resolve(name))
                .config("StrictHostKeyChecking accept-new\nConnectTimeout " + connectTimeoutSeconds + "\n")
                .transport();
    }

    /** What a fake shell does with its output. */
    private interface Behaviour {
        void run(OutputStream out, OutputStream err, ExitCallback exit, String mark) throws IOException;
    }

    private FakeSsh fake(Behaviour behaviour) throws IOException {
        return new FakeSsh(directory)
                .runs((channel, command) -> new FakeShell(behaviour, command))
                .start();
    }

    private static final class FakeShell implements Command {
        private final Behaviour behaviour;
        private final String mark;
        private OutputStream out = OutputStream.nullOutputStream();
        private OutputStream err = OutputStream.nullOutputStream();
        private ExitCallback exit = (status, message, close) -> {};

        FakeShell(Behaviour behaviour, String command) {
            this.behaviour = behaviour;
            this.mark = command.replaceFirst(".*echo (aa-fleet-[0-9a-f]+);.*", "$1");
        }

        @Override
        public void setInputStream(InputStream in) {}

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }

        @Override
        public void start(ChannelSession channel, Environment environment) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            behaviour.run(out, err, exit, mark + "\n");
                        } catch (IOException e) {
                            // The client went away, which is what it should do with most of these.
                        }
                    },
                    "fake shell");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void destroy(ChannelSession channel) {}
    }

    private static void say(OutputStream stream, String text) throws IOException {
        stream.write(text.getBytes(US_ASCII));
        stream.flush();
    }

    @Test
    void answers_a_hidden_question_with_the_password() throws Exception {
        try (FakeSsh fake = new FakeSsh(directory)) {
            asksInteractively(fake, "Kennwort: ", new AtomicInteger());
            fake.runs((channel, command) -> new FakeShell(
                    (out, err, exit, mark) -> {
                        say(out, mark + "in\n");
                        exit.onExit(0);
                    },
                    command));
            fake.start();

            assertThat(Runs.run(transport, fake.endpoint("right"), "").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void answers_a_hidden_question_with_a_wrong_password_only_once() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        try (FakeSsh fake = new FakeSsh(directory)) {
            asksInteractively(fake, "Password: ", answers);
            fake.start();

            TransportException failure = Runs.failure(transport, fake.endpoint("wrong"));

            assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
            assertThat(answers).hasValue(1);
        }
    }

    private static void asksInteractively(FakeSsh fake, String prompt, AtomicInteger answers) {
        fake.server()
                .setUserAuthFactories(
                        List.of(UserAuthKeyboardInteractiveFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        fake.server().setKeyboardInteractiveAuthenticator(new KeyboardInteractiveAuthenticator() {
            @Override
            public InteractiveChallenge generateChallenge(
                    ServerSession session, String user, String language, String methods) {
                InteractiveChallenge challenge = new InteractiveChallenge();
                challenge.setInteractionName("");
                challenge.setInteractionInstruction("");
                challenge.setLanguageTag("");
                challenge.setPrompts(List.of(new PromptEntry(prompt, false)));
                return challenge;
            }

            @Override
            public boolean authenticate(ServerSession session, String user, List<String> responses) {
                answers.incrementAndGet();
                return responses.equals(List.of("right"));
            }
        });
    }

    @Test
    void noise_before_the_shell_is_not_output() throws Exception {
        try (FakeSsh fake = fake((out, err, exit, mark) -> {
            say(out, "Welcome to \033[31mACME\033[0m\n" + mark + "real\n");
            say(err, "bash: warning: setlocale\n" + mark + "error\n");
            exit.onExit(0);
        })) {
            assertThat(Runs.run(transport, fake.endpoint("right"), "true\n"))
                    .isEqualTo(new Output(0, "real\n", "error\n"));
        }
    }

    @Test
    void a_shell_that_does_not_start_is_told_from_a_script_that_fails() throws Exception {
        try (FakeSsh fake = fake((out, err, exit, mark) -> {
            say(out, "\033]0;owned\007This account is currently not available.\n");
            exit.onExit(1);
        })) {
            TransportException failure = Runs.failure(transport, fake.endpoint("right"));

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
            assertThat(failure.what())
                    .isEqualTo("no shell was started, exit status 1; it said: "
                            + "\ufffd]0;owned\ufffdThis account is currently not available.");
        }
    }

    @Test
    void a_gigabyte_costs_a_megabyte() throws Exception {
        try (FakeSsh fake = fake((out, err, exit, mark) -> {
            say(out, mark);
            byte[] block = new byte[64 * 1024];
            for (int i = 0; i < 16 * 1024; i++) {
                out.write(block);
            }
            exit.onExit(0);
        })) {
            assertThat(Runs.failure(transport, fake.endpoint("right"), "true\n", Runs.LIMITS)
                            .kind())
                    .isEqualTo(Kind.TOO_MUCH_OUTPUT);
        }
    }

    @Test
    void noise_without_end_before_the_shell_is_cut_off_too() throws Exception {
        try (FakeSsh fake = fake((out, err, exit, mark) -> {
            while (true) {
                say(err, "noise noise noise\n");
            }
        })) {
            assertThat(Runs.failure(transport, fake.endpoint("right"), "true\n", Runs.LIMITS)
                            .kind())
                    .isEqualTo(Kind.TOO_MUCH_OUTPUT);
        }
    }

    @Test
    void a_shell_that_never_says_anything_times_out() throws Exception {
        try (FakeSsh fake = fake((out, err, exit, mark) -> {})) {
            TransportException failure = Runs.failure(transport, fake.endpoint("right"), "true\n", SHORT);

            assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
            assertThat(failure.what()).isEqualTo("silent for 2 s starting a shell");
        }
    }

    @Test
    void a_server_that_closes_while_the_script_runs_is_a_lost_connection() throws Exception {
        try (FakeSsh fake = new FakeSsh(directory)) {
            fake.runs((channel, command) -> new FakeShell(
                    (out, err, exit, mark) -> {
                        say(out, mark + "half of");
                        channel.getSession().close(true);
                    },
                    command));
            fake.start();

            TransportException failure = Runs.failure(transport, fake.endpoint("right"), "true\n", Runs.LIMITS);

            assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
            assertThat(failure.what()).isEqualTo("the connection was lost while the script ran");
        }
    }

    @Test
    void a_server_without_a_shell_for_us_refuses() throws Exception {
        try (FakeSsh fake = new FakeSsh(directory)) {
            fake.runs((channel, command) -> {
                throw new IOException("no commands here");
            });
            fake.start();

            TransportException failure = Runs.failure(transport, fake.endpoint("right"), "true\n", Runs.LIMITS);

            assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
        }
    }

    /** A plain TCP server for one connection. */
    private interface Talk {
        void to(Socket client) throws IOException;
    }

    private static ServerSocket answering(Talk talk) throws IOException {
        ServerSocket listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(
                () -> {
                    while (!listener.isClosed()) {
                        try (Socket client = listener.accept()) {
                            talk.to(client);
                        } catch (IOException e) {
                            // One of the two ended the connection.
                        }
                    }
                },
                "plain server");
        thread.setDaemon(true);
        thread.start();
        return listener;
    }

    private TransportException failureAt(Talk talk) throws IOException {
        try (ServerSocket listener = answering(talk)) {
            return Runs.failure(transport(2), SshHome.endpoint(SshHome.at(listener.getLocalPort())));
        }
    }

    @Test
    void a_server_that_never_greets_times_out() throws Exception {
        TransportException failure = failureAt(client -> client.getInputStream().readAllBytes());

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
        assertThat(failure.what()).matches("no login on .* within 2 s");
    }

    @Test
    void a_server_that_drips_its_greeting_times_out_all_the_same() throws Exception {
        TransportException failure = failureAt(client -> {
            while (true) {
                say(client.getOutputStream(), "not yet\n");
                pause(50);
            }
        });

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void a_server_that_hangs_in_the_key_exchange_times_out() throws Exception {
        TransportException failure = failureAt(client -> {
            say(client.getOutputStream(), "SSH-2.0-Hang\r\n");
            client.getInputStream().readAllBytes();
        });

        assertThat(failure.kind()).isEqualTo(Kind.TIMED_OUT);
    }

    @Test
    void a_server_that_resets_the_connection_is_a_lost_connection() throws Exception {
        TransportException failure = failureAt(client -> {
            client.setSoLinger(true, 0);
            client.getInputStream().read();
        });

        assertThat(failure.kind()).isEqualTo(Kind.CONNECTION_LOST);
    }

    @Test
    void a_server_that_is_no_ssh_server_is_told_so() throws Exception {
        TransportException failure = failureAt(client -> {
            say(client.getOutputStream(), "SSH-1.5-Ancient\r\n");
            client.getInputStream().readAllBytes();
        });

        assertThat(failure.kind()).isEqualTo(Kind.PROTOCOL);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
