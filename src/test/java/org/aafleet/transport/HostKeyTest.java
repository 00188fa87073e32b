package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HostKeyTest {

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    @RegisterExtension
    static final OpenSshServer OTHER = new OpenSshServer();

    @TempDir
    Path directory;

    private SshHome home = new SshHome(Path.of("target"));
    private final Endpoint host = SshHome.endpoint(SshHome.at(SERVER.port()));

    @BeforeEach
    void home() {
        home = new SshHome(directory);
        SERVER.authorize(home.key("id_ed25519", "ed25519", ""));
    }

    private String line(String names, OpenSshServer server, String type) {
        return names + " " + server.publicKey(type) + "\n";
    }

    private String name() {
        return "[127.0.0.1]:" + SERVER.port();
    }

    @Test
    void refuses_an_unknown_key_with_its_fingerprint_and_the_command_that_would_accept_it() {
        TransportException failure = Runs.failure(home.transport(), host);

        String fingerprint = Programs.run("ssh-keygen", "-lf", SERVER.hostKey("ed25519") + ".pub")
                .split(" ", -1)[1];
        assertThat(failure.kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
        assertThat(failure.what()).endsWith(" is not known: ssh-ed25519 " + fingerprint);
        assertThat(failure.hint().orElse(""))
                .endsWith("ssh-keyscan -p " + SERVER.port() + " -t ed25519 127.0.0.1 >> " + home.ssh("known_hosts"));
    }

    @Test
    void the_commands_that_it_names_do_accept_the_key() throws Exception {
        home.knownHosts(line(name(), OTHER, "ed25519"));
        String hint = Runs.failure(home.transport(), host).hint().orElse("");

        Programs.run("sh", "-c", hint.substring(hint.indexOf("ssh-keygen")));

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void refuses_a_changed_key_and_says_where_the_old_one_is() {
        home.knownHosts("# a comment\n" + line(name(), OTHER, "ed25519"));

        TransportException failure = Runs.failure(home.transport(), host);

        assertThat(failure.kind()).isEqualTo(Kind.HOST_KEY_CHANGED);
        assertThat(failure.what()).endsWith("which is not what is in " + home.ssh("known_hosts") + ":2");
        assertThat(failure.hint().orElse(""))
                .contains("ssh-keygen -f " + home.ssh("known_hosts") + " -R '" + name() + "' && ssh-keyscan ");
    }

    @Test
    void asks_for_the_type_of_key_that_it_knows() throws Exception {
        for (String type : new String[] {"rsa", "ecdsa", "ed25519"}) {
            SshHome only = new SshHome(directory.resolve(type));
            SERVER.authorize(only.key("id_ed25519", "ed25519", ""));
            only.knownHosts(line(name(), SERVER, type));

            assertThat(Runs.run(only.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
        }
    }

    @Test
    void takes_hashed_names() throws Exception {
        home.knownHosts(line(name(), SERVER, "ed25519"));
        Programs.run("ssh-keygen", "-q", "-H", "-f", home.ssh("known_hosts").toString());
        assertThat(home.knownHosts()).startsWith("|1|");

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void takes_wildcards_but_not_where_a_name_is_excluded() throws Exception {
        home.knownHosts(line("[127.0.0.*]:*", SERVER, "ed25519"));
        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");

        SshHome excluding = new SshHome(directory.resolve("excluding"));
        excluding.knownHosts(line("!" + name() + ",[127.0.0.*]:*", SERVER, "ed25519"));
        assertThat(Runs.failure(excluding.transport(), host).kind()).isEqualTo(Kind.HOST_KEY_UNKNOWN);
    }

    @Test
    void takes_the_name_without_the_port_where_the_port_is_not_listed() throws Exception {
        home.knownHosts(line("127.0.0.1", SERVER, "ed25519"));

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void takes_the_alias() throws Exception {
        home.knownHosts(line("fleet-web1", SERVER, "rsa")).config("HostKeyAlias fleet-web1\n");

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void takes_the_global_file() throws Exception {
        home.append("everybodys", line(name(), SERVER, "ed25519"))
                .config("GlobalKnownHostsFile /nonexistent ~/.ssh/everybodys\n");

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");
    }

    @Test
    void refuses_a_revoked_key_that_is_also_known() {
        home.knownHosts(line(name(), SERVER, "ed25519")).knownHosts("@revoked * " + SERVER.publicKey("ed25519") + "\n");

        assertThat(Runs.failure(home.transport(), host).kind()).isEqualTo(Kind.HOST_KEY_REVOKED);
    }

    @Test
    void accept_new_remembers_the_key_and_still_refuses_a_changed_one() throws Exception {
        home.config("StrictHostKeyChecking accept-new\nHashKnownHosts yes\n").knownHosts("no newline at the end");

        assertThat(Runs.run(home.transport(), host, "echo in\n").stdout()).isEqualTo("in\n");

        assertThat(home.knownHosts().lines().skip(1)).singleElement().asString().startsWith("|1|");
        assertThat(Programs.run(
                        "ssh-keygen",
                        "-F",
                        name(),
                        "-f",
                        home.ssh("known_hosts").toString()))
                .contains(SERVER.publicKey("ed25519"));
        SshHome changed = new SshHome(directory.resolve("changed"));
        changed.config("StrictHostKeyChecking accept-new\n").knownHosts(line(name(), OTHER, "ed25519"));
        assertThat(Runs.failure(changed.transport(), host).kind()).isEqualTo(Kind.HOST_KEY_CHANGED);
    }

    @Test
    void accept_new_does_not_take_a_key_of_another_type_for_a_known_host() {
        home.config("StrictHostKeyChecking accept-new\nHostKeyAlgorithms ssh-ed25519\n")
                .knownHosts(line(name(), SERVER, "rsa"));

        assertThat(Runs.failure(home.transport(), host).kind()).isEqualTo(Kind.HOST_KEY_CHANGED);
    }

    @Test
    void switching_the_check_off_is_refused() {
        home.config("Host *\n  StrictHostKeyChecking no\n");

        TransportException failure = Runs.failure(home.transport(), host);

        assertThat(failure.kind()).isEqualTo(Kind.UNSUPPORTED_OPTION);
        assertThat(failure.what()).isEqualTo(home.ssh("config") + ":2: 'StrictHostKeyChecking no' is not supported");
    }
}
