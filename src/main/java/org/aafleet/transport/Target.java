package org.aafleet.transport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the shell is that runs our scripts. */
public sealed interface Target {

    /** This machine; no network. */
    record Local() implements Target {}

    /**
     * A host behind ssh. What is absent here is taken from {@code ~/.ssh/config}, then {@code /etc/ssh/ssh_config}, then
     * OpenSSH's defaults.
     *
     * @param address a name or an address; {@code Host} patterns are matched against it, as with {@code ssh ADDRESS}
     * @param identityFiles private keys, tried before those of the configuration
     * @param jumps hosts to go through, nearest first; empty leaves it to {@code ProxyJump}
     * @param password for the password and keyboard-interactive methods
     * @param options as {@code ssh -o} takes them; they win over the configuration files
     */
    record Ssh(
            String address,
            OptionalInt port,
            Optional<String> user,
            List<Path> identityFiles,
            List<Ssh> jumps,
            Optional<Secret> password,
            List<SshOption> options)
            implements Target {

        public Ssh {
            identityFiles = List.copyOf(identityFiles);
            jumps = List.copyOf(jumps);
            options = List.copyOf(options);
        }

        /** Everything from the configuration. */
        public static Ssh to(String address) {
            return new Ssh(
                    address, OptionalInt.empty(), Optional.empty(), List.of(), List.of(), Optional.empty(), List.of());
        }
    }
}
