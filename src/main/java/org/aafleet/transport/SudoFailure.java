package org.aafleet.transport;

import java.util.Locale;
import java.util.Optional;
import org.aafleet.transport.TransportException.Kind;

/**
 * Why sudo did not start a shell, read from its English messages (plugins/sudoers and src of sudo 1.8 to 1.9; sudo-rs
 * where it differs).
 */
record SudoFailure(String host, Become.Sudo sudo, boolean passwordSent) {

    TransportException explain(String printed, int status) {
        String said = printed.toLowerCase(Locale.ROOT);
        if (said.contains("must have a tty")) {
            return refused(
                    "sudo insists on a terminal (requiretty)",
                    "add `Defaults:USER !requiretty` with visudo for the login user");
        }
        if (passwordSent && (said.contains("incorrect password") || said.contains("sorry, try again"))) {
            return wrongPassword(host, sudo);
        }
        if (said.contains("password is required") || said.contains("password required")) {
            return new TransportException(
                    Kind.BECOME_PASSWORD_NEEDED,
                    host,
                    "sudo wants a password to become " + sudo.user(),
                    "give one (--ask-become-pass or ansible_become_password), or a NOPASSWD rule");
        }
        if (said.contains("not in the sudoers file") || said.contains("may not run sudo")) {
            return refused("the login user may not use sudo", "give it a rule in /etc/sudoers.d with visudo");
        }
        if (said.contains("is not allowed to") || said.contains("i'm sorry")) {
            return refused(
                    "sudo does not let the login user run a shell as " + sudo.user(),
                    "the rule must allow `sh` or ALL as " + sudo.user());
        }
        if (said.contains("unknown user")) {
            return refused("there is no user " + sudo.user() + " to become", "look at become_user");
        }
        if (status == 127 || said.contains("not found")) {
            return refused(
                    "sudo is not installed", "install sudo, or log in as " + sudo.user() + " and leave out become");
        }
        return new TransportException(
                Kind.BECOME_REFUSED,
                host,
                "sudo failed with status " + status + ": " + Printed.lastLine(printed),
                Optional.empty(),
                null);
    }

    static TransportException wrongPassword(String host, Become.Sudo sudo) {
        return new TransportException(
                Kind.BECOME_PASSWORD_WRONG, host, "sudo did not take the password for becoming " + sudo.user());
    }

    private TransportException refused(String what, String hint) {
        return new TransportException(Kind.BECOME_REFUSED, host, what, hint);
    }
}
