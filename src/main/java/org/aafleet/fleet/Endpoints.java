package org.aafleet.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aafleet.inventory.Variables;
import org.aafleet.transport.Become;
import org.aafleet.transport.Endpoint;
import org.aafleet.transport.Secret;
import org.aafleet.transport.SshOption;
import org.aafleet.transport.Target;

/** From a host's variables to the way to it. */
public final class Endpoints {

    private final ConnectionDefaults defaults;

    public Endpoints(ConnectionDefaults defaults) {
        this.defaults = defaults;
    }

    /** @param become what the play says */
    public Endpoint of(String host, Variables variables, Optional<Boolean> become) {
        return new Endpoint(host, target(host, variables), become(variables, become));
    }

    private Target target(String host, Variables variables) {
        if (variables.text("ansible_connection").equals(Optional.of("local"))) {
            return new Target.Local();
        }
        return new Target.Ssh(
                variables.text("ansible_host").orElse(host),
                variables.integer("ansible_port"),
                variables.text("ansible_user").or(defaults::user),
                variables.text("ansible_ssh_private_key_file").map(Path::of).or(defaults::privateKey).stream()
                        .toList(),
                List.of(),
                variables.text("ansible_password").map(Secret::of).or(defaults::password),
                options(variables.text("ansible_ssh_common_args").orElse("")));
    }

    private static List<SshOption> options(String args) {
        return java.util.Arrays.stream(args.split("\\s+"))
                .filter(word -> word.contains("="))
                .map(word -> new SshOption(
                        word.substring(0, word.indexOf('=')),
                        word.substring(word.indexOf('=') + 1),
                        "ansible_ssh_common_args"))
                .toList();
    }

    private Become become(Variables variables, Optional<Boolean> play) {
        boolean wanted = variables.bool("ansible_become").or(() -> play).orElse(defaults.become());
        if (!wanted) {
            return new Become.Nobody();
        }
        return new Become.Sudo(
                variables.text("ansible_become_user").orElse("root"),
                variables.text("ansible_become_password").map(Secret::of).or(defaults::becomePassword));
    }
}
