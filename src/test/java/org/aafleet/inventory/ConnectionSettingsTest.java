package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.inventory.ConnectionSettings.Become;
import org.aafleet.inventory.ConnectionSettings.Kind;
import org.aafleet.problem.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionSettingsTest {

    private static ConnectionSettings settings(String variables) {
        return settings(variables, ConnectionKeywords.NONE);
    }

    private static ConnectionSettings settings(String variables, ConnectionKeywords keywords) {
        Inventory inventory = Inventory.load(List.of("w1,"), Optional.empty());
        Variables values =
                inventory.variables(Host.named("w1"), List.of(ExtraVariables.parse(List.of("{" + variables + "}"))));
        return ConnectionSettings.of(Host.named("w1"), values, keywords);
    }

    @Test
    void reaches_a_host_by_its_name_when_nothing_is_said() {
        assertThat(settings(""))
                .isEqualTo(new ConnectionSettings(
                        Kind.SSH,
                        "w1",
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        Optional.empty()));
    }

    @Test
    void reads_every_variable() {
        ConnectionSettings settings =
                settings("ansible_host: 10.0.0.1, ansible_port: '2222', ansible_user: root, ansible_password: pw,"
                        + " ansible_ssh_private_key_file: ~/k1, ansible_ssh_common_args: -i k2 -C,"
                        + " ansible_connection: ssh, ansible_become: 'yes', ansible_become_user: admin,"
                        + " ansible_become_method: sudo, ansible_become_password: '{{ inventory_hostname }}!'");
        assertThat(settings.address()).isEqualTo("10.0.0.1");
        assertThat(settings.port()).hasValue(2222);
        assertThat(settings.user()).contains("root");
        assertThat(settings.password()).contains(new Secret("pw"));
        assertThat(settings.identityFiles()).containsExactly("~/k1", "k2");
        assertThat(settings.options()).isEqualTo(Map.of("compression", "yes"));
        assertThat(settings.become()).contains(new Become("admin", Optional.of(new Secret("w1!"))));
    }

    @Test
    void an_old_name_wins_over_the_new_one() {
        ConnectionSettings settings = settings("ansible_host: new, ansible_ssh_host: old, ansible_user: new,"
                + " ansible_ssh_user: old, ansible_port: 1, ansible_ssh_port: 2, ansible_password: new,"
                + " ansible_ssh_pass: old, ansible_become: true, ansible_become_password: new, ansible_sudo_pass: old");
        assertThat(settings.address()).isEqualTo("old");
        assertThat(settings.user()).contains("old");
        assertThat(settings.port()).hasValue(2);
        assertThat(settings.password()).contains(new Secret("old"));
        assertThat(settings.become()).contains(new Become("root", Optional.of(new Secret("old"))));
    }

    @Test
    void does_not_print_passwords() {
        assertThat(settings("ansible_password: hunter2, ansible_become: 1, ansible_become_pass: hunter2"))
                .asString()
                .doesNotContain("hunter2");
    }

    @Test
    void variables_win_over_the_plays_keywords() {
        ConnectionKeywords keywords = new ConnectionKeywords(
                Optional.of("deploy"), OptionalInt.of(2200), Optional.of(true), Optional.of("ops"));
        assertThat(settings("", keywords).user()).contains("deploy");
        assertThat(settings("", keywords).port()).hasValue(2200);
        assertThat(settings("", keywords).become()).contains(new Become("ops", Optional.empty()));
        assertThat(settings("ansible_become: false, ansible_user: me, ansible_port: 22", keywords))
                .returns(Optional.empty(), ConnectionSettings::become)
                .returns(Optional.of("me"), ConnectionSettings::user)
                .returns(OptionalInt.of(22), ConnectionSettings::port);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-J gw                                            | gw",
                "-Jops@gw:2222,b                                  | ops@gw:2222 b",
                "-o ProxyJump=gw                                  | gw",
                "-oProxyJump=ssh://ops@gw:22                      | ops@gw:22",
                "-o 'ProxyJump gw'                                | gw",
                "-J '[2001:db8::1]:22'                            | 2001:db8::1:22",
                "-o ProxyJump=none                                | ''",
                "-o ProxyCommand=\"ssh -W %h:%p -q ops@gw\"       | ops@gw",
                "-o 'ProxyCommand=ssh -p 2222 -l ops -W %h:%p gw' | ops@gw:2222",
                "-o ProxyCommand='/usr/bin/ssh gw -W %h:%p'       | gw",
                "-J first -J second                               | first",
            })
    void understands_jumps(String arguments, String expected) {
        String jumps = String.join(
                " ",
                settings("ansible_ssh_common_args: \"" + arguments.replace("\"", "\\\"") + "\"").jumps().stream()
                        .map(jump -> jump.user().map(user -> user + "@").orElse("")
                                + jump.host()
                                + (jump.port().isPresent() ? ":" + jump.port().getAsInt() : ""))
                        .toList());
        assertThat(jumps).isEqualTo(expected);
    }

    @Test
    void keeps_the_first_value_of_an_option() {
        ConnectionSettings settings = settings("ansible_ssh_common_args: '-o ConnectTimeout=5 -p 2222 -l ops',"
                + " ansible_ssh_extra_args: '-qC4 -o connecttimeout=9 -o \"User me\" -o IdentityFile=~/k'");
        assertThat(settings.options())
                .isEqualTo(Map.of(
                        "connecttimeout", "5", "loglevel", "QUIET", "compression", "yes", "addressfamily", "inet"));
        assertThat(settings.port()).hasValue(2222);
        assertThat(settings.user()).contains("ops");
        assertThat(settings.identityFiles()).containsExactly("~/k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ansible_connection: docker",
                "ansible_become: true, ansible_become_method: su",
                "ansible_become: maybe",
                "ansible_port: http",
                "ansible_port: 70000",
                "ansible_host: [a]",
                "ansible_user: !vault x",
                "ansible_ssh_common_args: -F /etc/x",
                "ansible_ssh_common_args: -L 80:localhost:80",
                "ansible_ssh_common_args: -o",
                "ansible_ssh_common_args: -o Name",
                "ansible_ssh_common_args: host",
                "ansible_ssh_common_args: -J -oProxyCommand=x",
                "ansible_ssh_extra_args: \"-o 'unclosed\"",
                "ansible_ssh_common_args: -o ProxyCommand='nc %h %p'",
                "ansible_ssh_common_args: -o ProxyCommand='ssh -o X=y -W %h:%p gw'",
            })
    void refuses_what_it_cannot_honour(String variables) {
        String name = variables.substring(
                variables.lastIndexOf("ansible_"), variables.indexOf(':', variables.lastIndexOf("ansible_")));
        assertThatThrownBy(() -> settings(variables))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("-e:1:")
                .hasMessageContaining("host 'w1': " + name + ": ");
    }

    @Test
    void reports_all_problems_of_a_host_at_once() {
        assertThatThrownBy(() -> settings("ansible_port: x, ansible_connection: winrm, ansible_ssh_args: -X"))
                .isInstanceOfSatisfying(
                        InputException.class, e -> assertThat(e.problems()).hasSize(3));
    }
}
