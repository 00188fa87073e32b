package org.aafleet.inventory;

import java.util.Optional;
import java.util.OptionalInt;

/** A play's own words on connections. A host's variables override them, as in Ansible. */
public record ConnectionKeywords(
        Optional<String> remoteUser, OptionalInt port, Optional<Boolean> become, Optional<String> becomeUser) {

    public static final ConnectionKeywords NONE =
            new ConnectionKeywords(Optional.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
}
