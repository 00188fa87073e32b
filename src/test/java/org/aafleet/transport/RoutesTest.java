package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.aafleet.transport.TransportException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of ssh_config files. */
class RoutesTest {

    @TempDir
    Path directory;

    private SshHome home = new SshHome(Path.of("target"));

    @BeforeEach
    void home() {
        home = new SshHome(directory);
    }

    private Hop hop(String address, SshOption... options) throws TransportException {
        return hops(address, options).get(0);
    }

    private List<Hop> hops(String address, SshOption... options) throws TransportException {
        Target.Ssh target = new Target.Ssh(
                address,
                OptionalInt.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(options));
        return new Routes(home.settings()).to(address, target);
    }

    private TransportException refusal(String address) {
        return catchThrowableOfType(TransportException.class, () -> hop(address));
    }

    @Test
    void has_the_defaults_of_openssh_where_nothing_is_configured() throws Exception {
        Hop hop = hop("web1");

        assertThat(hop.shown()).isEqualTo(System.getProperty("user.name") + "@web1");
        assertThat(hop.hostKeys().names()).containsExactly("web1");
        assertThat(hop.hostKeys().userFiles()).containsExactly(home.ssh("known_hosts"), home.ssh("known_hosts2"));
        assertThat(hop.identityFiles())
                .containsExactly(home.ssh("id_rsa"), home.ssh("id_ecdsa"), home.ssh("id_ed25519"));
        assertThat(hop.methods()).containsExactly("publickey", "keyboard-interactive", "password");
    }

    @Test
    void the_first_value_wins_and_identity_files_add_up() throws Exception {
        home.config("""
                # comment
                Host web* !web9
                  User=deploy
                  Port 2222
                  IdentityFile "~/.ssh/web key"
                Host *
                  User other
                  Port 22
                  IdentityFile ~/.ssh/%r@%h   # the user's key for that host
                """);
        home.systemConfig("Host *\n  User third\n  SendEnv LANG LC_*\n  GSSAPIAuthentication yes\n");

        Hop web1 = hop("web1");
        assertThat(web1.shown()).isEqualTo("deploy@web1:2222");
        assertThat(web1.hostKeys().names()).containsExactly("[web1]:2222", "web1");
        assertThat(web1.identityFiles()).containsExactly(home.ssh("web key"), home.ssh("deploy@web1"));
        assertThat(hop("web9").shown()).isEqualTo("other@web9");
    }

    @Test
    void options_of_the_endpoint_win_over_the_files() throws Exception {
        home.config("User other\nPort 1\n");

        assertThat(hop("web1", new SshOption("port", "2022", "inventory.yml:3:1"))
                        .shown())
                .isEqualTo("other@web1:2022");
    }

    @Test
    void expands_tokens_and_variables() throws Exception {
        home.environment("KEYS", "/keys").config("""
                        HostName %h.example.org
                        User u
                        IdentityFile ${KEYS}/%n-%h-%p-%r-100%%
                        UserKnownHostsFile %d/kh ~/kh2
                        """);

        Hop hop = hop("web1");

        assertThat(hop.hostName()).isEqualTo("web1.example.org");
        assertThat(hop.identityFiles()).containsExactly(Path.of("/keys/web1-web1.example.org-22-u-100%"));
        assertThat(hop.hostKeys().userFiles())
                .containsExactly(directory.resolve("home/kh"), directory.resolve("home/kh2"));
    }

    @Test
    void follows_include_in_its_place_and_only_where_the_host_matches() throws Exception {
        home.append("conf.d-10.conf", "Host web1\n  User from-include\nHost *\n  Port 10\n")
                .append("conf.d-20.conf", "Port 20\n")
                .append("never.conf", "ProxyCommand nc %h %p\n")
                .config("Host elsewhere\n  Include never.conf\nHost *\n  Include conf.d-*.conf\n  User late\n");

        assertThat(hop("web1").shown()).isEqualTo("from-include@web1:10");
        assertThat(hop("web2").shown()).isEqualTo("late@web2:10");
    }

    @Test
    void an_include_that_includes_itself_is_refused() {
        home.config("Include config\n");

        assertThat(catchThrowableOfType(org.aafleet.problem.InputException.class, () -> new Routes(home.settings())))
                .hasMessageContaining("Include goes more than 16 files deep");
    }

    @Test
    void understands_match_as_far_as_it_can_be_told_without_running_anything() throws Exception {
        home.config("""
                Host web1
                  HostName web1.example.org
                Match host *.example.org user root,admin
                  Port 1
                Match originalhost web1
                  Port 2
                Match all
                  Port 3
                """);

        assertThat(hop("web1", new SshOption("User", "admin", "i")).port()).isEqualTo(1);
        assertThat(hop("web1", new SshOption("User", "guest", "i")).port()).isEqualTo(2);
        assertThat(hop("web2").port()).isEqualTo(3);
    }

    @Test
    void refuses_a_match_that_runs_a_program_for_the_hosts_that_it_may_concern() throws Exception {
        home.config("Match originalhost web1 exec \"test -f /x\"\n  Port 1\n");

        assertThat(refusal("web1").what())
                .isEqualTo(home.ssh("config") + ":1: 'Match originalhost web1 exec test -f /x' is not supported");
        assertThat(hop("web2").port()).isEqualTo(22);
    }

    @Test
    void refuses_a_proxy_command_for_the_hosts_that_it_concerns() throws Exception {
        home.config("Host inner\n  ProxyCommand ssh -W %h:%p bastion\nHost *\n  User u\n");

        TransportException refusal = refusal("inner");
        assertThat(refusal.kind()).isEqualTo(Kind.UNSUPPORTED_OPTION);
        assertThat(refusal.what())
                .isEqualTo(home.ssh("config") + ":2: 'ProxyCommand ssh -W %h:%p bastion' is not supported");
        assertThat(refusal.hint()).contains("use ProxyJump, which aa-fleet does itself");
        assertThat(hop("outer").user()).isEqualTo("u");
    }

    @Test
    void of_proxy_jump_and_proxy_command_the_first_wins() throws Exception {
        home.config("Host a\n  ProxyJump none\nHost b\n  ProxyCommand none\nHost *\n  ProxyCommand nc %h %p\n");

        assertThat(hops("a")).hasSize(1);
        assertThat(hops("b")).hasSize(1);
        assertThat(refusal("c").what()).endsWith(":6: 'ProxyCommand nc %h %p' is not supported");
    }

    @Test
    void a_jump_is_a_login_of_its_own_with_its_own_settings() throws Exception {
        home.config("""
                Host web1
                  ProxyJump ops@bastion:2200,[fe80::1]:23
                Host bastion
                  User ignored
                  HostName bastion.example.org
                Host *
                  User app
                """);

        assertThat(hops("web1"))
                .extracting(Hop::shown)
                .containsExactly("ops@bastion.example.org:2200", "app@fe80::1:23", "app@web1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RevokedHostKeys /etc/ssh/revoked",
                "KnownHostsCommand /bin/true",
                "PKCS11Provider /usr/lib/opensc-pkcs11.so",
                "RemoteCommand uptime",
                "CanonicalizeHostname yes",
                "BindInterface eth0",
                "NoSuchKeyword yes",
                "IdentitiesOnly perhaps",
                "Port ssh",
                "Port 65536",
                "IdentityFile ~/.ssh/%Q",
                "IdentityFile ${NOT_SET}/key",
                "ProxyJump user@",
                "StrictHostKeyChecking off"
            })
    void refuses_what_it_cannot_honour(String line) {
        home.config("Host web1\n  " + line + "\n");

        assertThat(refusal("web1").kind()).isEqualTo(Kind.UNSUPPORTED_OPTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ControlMaster auto",
                "ControlPath ~/.ssh/%C",
                "ForwardX11 yes",
                "LogLevel DEBUG3",
                "Compression yes",
                "SendEnv LANG",
                "LocalForward 8080 localhost:80",
                "CanonicalizeHostname no",
                "IgnoreUnknown Use*\nUseKeychain yes",
                "AddKeysToAgent yes",
                "RequestTTY force"
            })
    void passes_over_what_has_no_bearing(String line) throws Exception {
        home.config("Host web1\n  " + line + "\n");

        assertThat(hop("web1").port()).isEqualTo(22);
    }

    @Test
    void reads_the_rest() throws Exception {
        home.config("""
                IdentitiesOnly yes
                IdentityAgent ~/agent.sock
                CertificateFile ~/.ssh/c.pub
                ConnectTimeout 3
                ServerAliveInterval 5
                ServerAliveCountMax 2
                PasswordAuthentication no
                PreferredAuthentications keyboard-interactive,publickey
                Ciphers -aes128-*
                KexAlgorithms curve25519-sha256,sntrup761x25519-sha512@openssh.com
                HostKeyAlgorithms ^rsa-sha2-512
                PubkeyAcceptedAlgorithms +ssh-rsa
                """);

        Hop hop = hop("web1");

        assertThat(hop.identitiesOnly()).isTrue();
        assertThat(hop.agent()).contains(directory.resolve("home/agent.sock"));
        assertThat(hop.certificateFiles()).containsExactly(home.ssh("c.pub"));
        assertThat(hop.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(hop.keepAlive()).isEqualTo(new Hop.KeepAlive(Duration.ofSeconds(5), 2));
        assertThat(hop.methods()).containsExactly("keyboard-interactive", "publickey");
        assertThat(hop.algorithms())
                .containsEntry("kex", "curve25519-sha256")
                .containsEntry("cipher.c2s", "aes192-ctr,aes256-ctr,aes256-gcm@openssh.com");
        assertThat(hop.algorithms().get("server_host_key")).startsWith("rsa-sha2-512,ssh-ed25519-cert-v01");
        assertThat(hop.algorithms().get("PubkeyAcceptedAlgorithms")).endsWith(",ssh-rsa");
    }

    @Test
    void no_keyword_is_both_honoured_and_ignored() {
        assertThat(Stream.concat(SshKeywords.HONOURED.stream(), SshKeywords.ONLY_OFF.stream()))
                .doesNotContainAnyElementsOf(SshKeywords.IGNORED);
    }
}
