package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The real sudo, for users made for the test. */
class SudoTest {

    private static final Limits LIMITS = new Limits(Duration.ofSeconds(60), Duration.ofSeconds(20), 1 << 20);

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @TempDir
    Path directory;

    private TestUser user = TestUser.NONE;
    private Transport transport = endpoint -> {
        throw new AssertionError(endpoint);
    };

    @BeforeEach
    void user() {
        user = new TestUser("pass word'%s");
        transport = new SshHome(directory)
                .knownHosts(SERVER.knownHostsLine("ed25519"))
                .transport();
    }

    @AfterEach
    void removeUser() {
        user.close();
    }

    private Endpoint become(String whom, Optional<String> password) {
        return new Endpoint(
                "web1",
                SshHome.at(SERVER.port(), user.name(), user.password()),
                new Become.Sudo(whom, password.map(Secret::of)));
    }

    private Output run(Endpoint endpoint, String script) throws TransportException {
        try (Connection connection = transport.connect(endpoint)) {
            return connection.run(new Script(script), LIMITS);
        }
    }

    private TransportException failure(Endpoint endpoint) {
        return Runs.failure(transport, endpoint, "echo never\n", LIMITS);
    }

    @Test
    void becomes_root_with_the_password_and_keeps_it_out_of_the_output() throws Exception {
        user.sudoers("USER ALL=(ALL) ALL");

        Output output = run(become("root", Optional.of(user.password())), "id -un; echo err >&2; exit 3\n");

        assertThat(output).isEqualTo(new Output(3, "root\n", "err\n"));
    }

    @Test
    void swallows_no_line_of_the_script_when_no_password_is_asked_for() throws Exception {
        user.sudoers("USER ALL=(ALL) NOPASSWD: ALL");

        Output output = run(become("root", Optional.of(user.password())), "echo first\nid -un\n");

        assertThat(output).isEqualTo(new Output(0, "first\nroot\n", ""));
    }

    @Test
    void needs_no_password_where_sudo_does_not() throws Exception {
        user.sudoers("USER ALL=(ALL) NOPASSWD: ALL");

        assertThat(run(become("root", Optional.empty()), "id -un\n").stdout()).isEqualTo("root\n");
    }

    @Test
    void becomes_somebody_other_than_root() throws Exception {
        user.sudoers("USER ALL=(nobody) NOPASSWD: ALL");

        assertThat(run(become("nobody", Optional.empty()), "id -un\n").stdout()).isEqualTo("nobody\n");
    }

    @Test
    void works_where_sudo_runs_commands_in_a_terminal_of_its_own() throws Exception {
        user.sudoers("Defaults:USER use_pty\nUSER ALL=(ALL) ALL");

        Output output = run(become("root", Optional.of(user.password())), "id -un; echo err >&2\n");

        assertThat(output).isEqualTo(new Output(0, "root\n", "err\n"));
    }

    @Test
    void leaves_sudo_out_for_the_login_user_itself() throws Exception {
        assertThat(run(become(user.name(), Optional.empty()), "id -un\n").stdout())
                .isEqualTo(user.name() + "\n");
    }

    @Test
    void the_lecture_and_other_words_before_the_prompt_are_not_output() throws Exception {
        user.sudoers("Defaults:USER lecture=always\nUSER ALL=(ALL) ALL");

        assertThat(run(become("root", Optional.of(user.password())), "id -un\n"))
                .isEqualTo(new Output(0, "root\n", ""));
    }

    @Test
    void a_wrong_password_is_given_once_and_shown_nowhere() {
        user.sudoers("USER ALL=(ALL) ALL");

        TransportException failure = failure(become("root", Optional.of("wrong-secret")));

        assertThat(failure.kind()).isEqualTo(Kind.BECOME_PASSWORD_WRONG);
        assertThat(failure).hasMessage("web1: sudo did not take the password for becoming root");
    }

    @Test
    void a_wrong_password_is_noticed_where_sudo_gives_only_one_try() {
        user.sudoers("Defaults:USER passwd_tries=1\nUSER ALL=(ALL) ALL");

        assertThat(failure(become("root", Optional.of("wrong-secret"))).kind()).isEqualTo(Kind.BECOME_PASSWORD_WRONG);
    }

    @Test
    void says_that_a_password_is_needed() {
        user.sudoers("USER ALL=(ALL) ALL");

        TransportException failure = failure(become("root", Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.BECOME_PASSWORD_NEEDED);
        assertThat(failure.what()).isEqualTo("sudo wants a password to become root");
    }

    @Test
    void says_that_the_user_is_not_in_sudoers() {
        TransportException failure = failure(become("root", Optional.of(user.password())));

        assertThat(failure.kind()).isEqualTo(Kind.BECOME_REFUSED);
        assertThat(failure.what()).isEqualTo("the login user may not use sudo");
    }

    @Test
    void says_that_the_rules_do_not_allow_a_shell() {
        user.sudoers("USER ALL=(ALL) NOPASSWD: /usr/bin/id");

        TransportException failure = failure(become("root", Optional.of(user.password())));

        assertThat(failure.kind()).isEqualTo(Kind.BECOME_REFUSED);
        assertThat(failure.what()).isEqualTo("sudo does not let the login user run a shell as root");
    }

    @Test
    void says_that_sudo_wants_a_terminal() {
        user.sudoers("Defaults:USER requiretty\nUSER ALL=(ALL) NOPASSWD: ALL");

        TransportException failure = failure(become("root", Optional.empty()));

        assertThat(failure.kind()).isEqualTo(Kind.BECOME_REFUSED);
        assertThat(failure.what()).isEqualTo("sudo insists on a terminal (requiretty)");
    }

    @Test
    void says_that_there_is_no_such_user() {
        user.sudoers("USER ALL=(ALL) NOPASSWD: ALL");

        assertThat(failure(become("no-such-user", Optional.empty())).what())
                .isEqualTo("there is no user no-such-user to become");
    }

    @Test
    void says_that_sudo_is_not_installed() throws IOException {
        Path programs = Files.createDirectories(directory.resolve("bin"));
        for (String each : new String[] {"env", "sh", "echo"}) {
            Files.createSymbolicLink(programs.resolve(each), Programs.require(each, "coreutils"));
        }
        Programs.run("chmod", "755", directory.toString());
        try (OpenSshServer poor =
                new OpenSshServer().with("SetEnv PATH=" + programs).start()) {
            Transport toPoor = new SshHome(directory)
                    .knownHosts(poor.knownHostsLine("ed25519"))
                    .transport();
            Endpoint endpoint = new Endpoint(
                    "web1", SshHome.at(poor.port(), user.name(), user.password()), Become.root(Optional.empty()));

            TransportException failure = Runs.failure(toPoor, endpoint, "echo never\n", LIMITS);

            assertThat(failure.kind()).isEqualTo(Kind.BECOME_REFUSED);
            assertThat(failure.what()).isEqualTo("sudo is not installed");
        }
    }

    @Test
    void a_user_name_cannot_smuggle_a_command_in() {
        user.sudoers("USER ALL=(ALL) NOPASSWD: ALL");

        TransportException failure = failure(become("root'; touch /tmp/smuggled; '", Optional.empty()));

        assertThat(failure.what()).startsWith("there is no user ");
        assertThat(Path.of("/tmp/smuggled")).doesNotExist();
    }
}
