package org.aafleet.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryTest {

    @TempDir
    private Path directory;

    private Inventory inventory(String name, String text) throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return Inventory.load(List.of(file.toString()), Optional.empty());
    }

    private static List<String> names(Selection selection) {
        return selection.hosts().stream().map(Host::name).toList();
    }

    @Test
    void a_pattern_that_matches_nothing_is_a_warning_with_a_guess() throws IOException {
        Inventory inventory = inventory("hosts", "[webservers]\nw1\n[dbservers]\nd1\n");
        Selection selected = inventory.select(List.of("webserver:dbservers:w9"), List.of());
        assertThat(names(selected)).containsExactly("d1");
        assertThat(selected.warnings())
                .map(Problem::toString)
                .containsExactly(
                        "warning: no group or host matches 'webserver' (did you mean 'webservers'?)",
                        "warning: no group or host matches 'w9' (did you mean 'w1'?)");
    }

    @Test
    void a_limit_that_leaves_nothing_is_an_error() throws IOException {
        Inventory inventory = inventory("hosts", "[web]\nw1\n[db]\nd1\n");
        assertThatThrownBy(() -> inventory.select(List.of("web"), List.of("d2")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no group or host matches 'd2' (did you mean 'd1'?)")
                .hasMessageContaining("limit d2 leaves no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "@EMPTY"})
    void a_limit_without_a_name_does_not_mean_the_whole_fleet(String limit) throws IOException {
        Inventory inventory = inventory("hosts", "w1\nw2\n");
        Path empty = Files.writeString(directory.resolve("limit"), "\n \n");
        assertThatThrownBy(() -> inventory.select(List.of("all"), List.of(limit.replace("EMPTY", empty.toString()))))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("names no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~web(", "web[9]", "web[-9]", "!", "&", "@nowhere"})
    void a_pattern_that_is_none_is_an_error(String pattern) throws IOException {
        Inventory inventory = inventory("hosts", "[web]\nw1\n");
        List<String> limits = pattern.startsWith("@") ? List.of(pattern) : List.of();
        assertThatThrownBy(() -> inventory.select(List.of("all", pattern), limits))
                .isInstanceOf(InputException.class);
    }

    @Test
    void several_limits_count_as_one_list() throws IOException {
        Inventory inventory = inventory("hosts", "w1\nw2\nw3\n");
        assertThat(names(inventory.select(List.of("all"), List.of("w3", "w1")))).containsExactly("w1", "w3");
    }

    @Test
    void reports_the_problems_of_all_sources_at_once() throws IOException {
        Path a = Files.writeString(directory.resolve("a.yml"), "web: {hosts: [x]}");
        Path b = Files.writeString(directory.resolve("b.ini"), "[web]\nx y\n");
        assertThatThrownBy(() -> Inventory.load(List.of(a.toString(), b.toString(), "/nowhere"), Optional.empty()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("a.yml:1:14")
                .hasMessageContaining("b.ini:2:3")
                .hasMessageContaining("/nowhere: cannot be read: no such file");
    }

    @Test
    void warns_of_a_key_that_is_skipped() throws IOException {
        Inventory inventory = inventory("hosts.yml", "web:\n  host: {w1: }\n");
        assertThat(inventory.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .hasToString(
                                directory + "/hosts.yml:2:3: warning: key 'host' is not one of hosts, children, vars"
                                        + " (did you mean 'hosts'?)\n    host: {w1: }\n    ^"));
    }

    @Test
    void refuses_a_file_of_50_megabytes() throws IOException {
        Path file = directory.resolve("huge");
        try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
            huge.setLength(50_000_000);
        }
        assertThatThrownBy(() -> Inventory.load(List.of(file.toString()), Optional.empty()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("file has 50000000 bytes");
    }

    @Test
    void a_file_that_ansible_vault_encrypted_is_left_out_with_a_warning() throws IOException {
        Files.createDirectories(directory.resolve("group_vars/all"));
        Files.writeString(directory.resolve("group_vars/all/vault.yml"), "$ANSIBLE_VAULT;1.1;AES256\n3132\n");
        Files.writeString(directory.resolve("group_vars/all/plain.yml"), "a: 1\n");
        Inventory inventory = inventory("hosts", "w1\n");
        assertThat(inventory.warnings()).singleElement().asString().contains("encrypted with ansible-vault");
        assertThat(inventory.variables(Host.named("w1"), List.of()).text("a")).contains("1");
    }

    @Test
    void an_executable_yaml_file_is_not_run() throws IOException {
        Path marker = directory.resolve("ran");
        Path file =
                Files.writeString(directory.resolve("hosts.yml"), "web: {hosts: {w1: }}\n# $(touch " + marker + ")\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        Inventory inventory = Inventory.load(List.of(file.toString()), Optional.empty());
        assertThat(inventory.hosts()).containsExactly(Host.named("w1"));
        assertThat(marker).doesNotExist();
    }

    @Test
    void a_host_name_cannot_leave_host_vars() throws IOException {
        Files.createDirectories(directory.resolve("host_vars"));
        Files.writeString(directory.resolve("secret.yml"), "stolen: 1\n");
        Inventory inventory = inventory("hosts.yml", "web: {hosts: {../secret: , /etc/hostname: , \"a\\0b\": }}\n");
        assertThat(inventory.variables(Host.named("../secret"), List.of()).text("stolen"))
                .isEmpty();
    }

    @Test
    void knows_where_a_host_comes_from() throws IOException {
        Variables variables = inventory("hosts", "w1\n").variables(Host.named("w1"), List.of());
        assertThat(variables.text("inventory_file"))
                .contains(directory.resolve("hosts").toString());
        assertThat(variables.text("inventory_dir")).contains(directory.toString());
    }

    @Test
    void implicit_localhost_is_local_and_sees_the_variables_of_all() throws IOException {
        Inventory inventory = inventory("hosts", "w1\n[all:vars]\nx=1\n");
        Selection selected = inventory.select(List.of("localhost"), List.of());
        assertThat(selected.hosts()).containsExactly(new Host("localhost", true));
        Variables variables = inventory.variables(selected.hosts().get(0), List.of());
        assertThat(variables.text("ansible_connection")).contains("local");
        assertThat(variables.integer("x")).hasValue(1);
    }

    @Test
    void reads_ten_thousand_hosts() throws IOException {
        String ini = IntStream.range(0, 10_000)
                .mapToObj(i -> (i % 100 == 0 ? "[g" + i / 100 + "]\n" : "") + "h" + i + " ansible_port=" + (1000 + i))
                .collect(Collectors.joining("\n"));
        Inventory inventory = inventory("hosts", ini);
        assertThat(inventory.hosts()).hasSize(10_000);
        assertThat(names(inventory.select(List.of("g7:&*5"), List.of())))
                .hasSize(10)
                .startsWith("h705");
        assertThat(new InventoryDump(inventory, Map.of(), Optional.empty()).list())
                .contains("\"ansible_port\": 10999");
    }
}
