package org.aafleet.transport;

import java.util.Optional;
import org.aafleet.problem.InputException;

/** As whom a script runs. */
public sealed interface Become {

    /** As the user who logged in. */
    record Nobody() implements Become {}

    /**
     * Through sudo; skipped where the login user is that user already, as Ansible does.
     *
     * @param password absent: sudo must not ask for one
     */
    record Sudo(String user, Optional<Secret> password) implements Become {

        public Sudo {
            if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
                throw new InputException("'" + Printed.line(user) + "' is not a user name");
            }
        }
    }

    static Become root(Optional<Secret> password) {
        return new Sudo("root", password);
    }
}
