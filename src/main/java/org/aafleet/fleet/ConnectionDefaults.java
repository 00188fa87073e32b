package org.aafleet.fleet;

import java.nio.file.Path;
import java.util.Optional;
import org.aafleet.transport.Secret;

/** How hosts are reached where their variables do not say: the options of the command line. */
public record ConnectionDefaults(
        Optional<String> user,
        Optional<Path> privateKey,
        Optional<Secret> password,
        boolean become,
        Optional<Secret> becomePassword) {}
