package org.aafleet.transport;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What jsch is told when the server asks. The password is given once: a server that asks again did not take it, and
 * every further try counts towards a locked account.
 */
final class Answers implements UserInfo, UIKeyboardInteractive {

    /** jsch passes it on as it is, which ends the login. */
    static final class AskedAgain extends RuntimeException {
        AskedAgain() {
            super("the password was not accepted");
        }
    }

    private final Optional<Secret> password;
    private boolean given;

    Answers(Optional<Secret> password) {
        this.password = password;
    }

    @Override
    public boolean promptPassword(String message) {
        return give();
    }

    @Override
    public String getPassword() {
        return password.orElseThrow().reveal();
    }

    /** One hidden question is the password's, whatever it is called in the server's language; others we cannot answer. */
    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompt, boolean[] echo) {
        if (prompt.length == 0) {
            return new String[0];
        }
        return prompt.length == 1 && !echo[0] && give() ? new String[] {getPassword()} : null;
    }

    private boolean give() {
        if (given) {
            throw new AskedAgain();
        }
        given = password.isPresent();
        return given;
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void showMessage(String message) {}
}
