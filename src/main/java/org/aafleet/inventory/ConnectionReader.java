package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.aafleet.inventory.ConnectionSettings.Become;
import org.aafleet.inventory.ConnectionSettings.Kind;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.YamlNode;

/**
 * Reads one host's connection variables. Where an old and a new name are both set, the one that ansible-core 2.14 lists last
 * counts, which is the old one.
 */
final class ConnectionReader {

    private static final Set<String> SSH = Set.of("ssh", "smart", "ansible.builtin.ssh");
    private static final Set<String> LOCAL = Set.of("local", "ansible.builtin.local");
    private static final Set<String> SUDO = Set.of("sudo", "ansible.builtin.sudo");

    private final Host host;
    private final Variables variables;
    private final ConnectionKeywords keywords;
    private final Problems problems = new Problems();

    ConnectionReader(Host host, Variables variables, ConnectionKeywords keywords) {
        this.host = host;
        this.variables = variables;
        this.keywords = keywords;
    }

    ConnectionSettings read() {
        SshArguments arguments = new SshArguments();
        for (String name : List.of("ansible_ssh_args", "ansible_ssh_common_args", "ansible_ssh_extra_args")) {
            text(name).ifPresent(value -> checked(name, () -> arguments.add(value)));
        }
        Optional<Integer> port = last(this::port, "ansible_port", "ansible_ssh_port");
        List<String> keys = new ArrayList<>();
        last(this::text, "ansible_private_key_file", "ansible_ssh_private_key_file")
                .ifPresent(keys::add);
        keys.addAll(arguments.identityFiles());
        ConnectionSettings settings = new ConnectionSettings(
                kind(),
                last(this::text, "ansible_host", "ansible_ssh_host").orElse(host.name()),
                port.isPresent() ? OptionalInt.of(port.get()) : or(arguments.port(), keywords.port()),
                last(this::text, "ansible_user", "ansible_ssh_user")
                        .or(arguments::user)
                        .or(keywords::remoteUser),
                last(this::text, "ansible_password", "ansible_ssh_pass", "ansible_ssh_password")
                        .map(Secret::new),
                keys,
                arguments.jumps(),
                arguments.options(),
                become());
        problems.throwIfErrors();
        return settings;
    }

    private Kind kind() {
        String connection = text("ansible_connection").orElse("ssh");
        if (!SSH.contains(connection) && !LOCAL.contains(connection)) {
            refuse("ansible_connection", "'" + connection + "' is not supported; ssh and local are");
        }
        return LOCAL.contains(connection) ? Kind.LOCAL : Kind.SSH;
    }

    private Optional<Become> become() {
        boolean wanted =
                read("ansible_become", variables::bool).or(keywords::become).orElse(false);
        if (!wanted) {
            return Optional.empty();
        }
        text("ansible_become_method")
                .filter(method -> !SUDO.contains(method))
                .ifPresent(method -> refuse("ansible_become_method", "'" + method + "' is not supported; sudo is"));
        String user = last(this::text, "ansible_become_user", "ansible_sudo_user")
                .or(keywords::becomeUser)
                .orElse("root");
        Optional<Secret> password = last(
                        this::text, "ansible_become_password", "ansible_become_pass", "ansible_sudo_pass")
                .map(Secret::new);
        return Optional.of(new Become(user, password));
    }

    private Optional<Integer> port(String name) {
        Optional<String> written = text(name);
        List<Integer> port = new ArrayList<>();
        written.ifPresent(text -> checked(name, () -> port.add(SshArguments.port(text))));
        return port.stream().findFirst();
    }

    private static OptionalInt or(OptionalInt first, OptionalInt second) {
        return first.isPresent() ? first : second;
    }

    private static <T> Optional<T> last(Function<String, Optional<T>> read, String... names) {
        Optional<T> found = Optional.empty();
        for (String name : names) {
            Optional<T> value = read.apply(name);
            found = value.isPresent() ? value : found;
        }
        return found;
    }

    private Optional<String> text(String name) {
        return read(name, variables::text);
    }

    private <T> Optional<T> read(String name, Function<String, Optional<T>> read) {
        try {
            return read.apply(name);
        } catch (InputException e) {
            e.problems().forEach(problem -> problems.add(named(name, problem)));
            return Optional.empty();
        }
    }

    private void checked(String name, Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            refuse(name, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(String name, String message) {
        YamlNode value = Optional.ofNullable(variables.asWritten().get(name)).orElseThrow();
        problems.add(named(name, variables.problem(value.at(), message)));
    }

    private Problem named(String variable, Problem problem) {
        String message = "host '" + PythonText.printable(host.name()) + "': " + variable + ": " + problem.message();
        return new Problem(problem.severity(), problem.where(), message, problem.hint(), problem.excerpt());
    }
}
