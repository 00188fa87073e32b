package org.aafleet.transport;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The command that starts the shell. The shell prints a mark on both streams before it reads our script, so that what a
 * login shell or sudo printed before is told from the script's output, and so that nothing but a password is ever sent
 * into sudo's prompt.
 *
 * @param command one line that means the same to sh, csh and fish, whatever the user's login shell is
 * @param startMark what the shell prints when it is ready
 * @param prompt what sudo prints when it wants the password
 */
record Launch(String command, String startMark, String prompt, Optional<Become.Sudo> sudo) {

    private static final int MARK_BYTES = 12;

    static Launch of(Become become, String loginUser, SecureRandom random) {
        byte[] bytes = new byte[MARK_BYTES];
        random.nextBytes(bytes);
        String mark = "aa-fleet-" + HexFormat.of().formatHex(bytes);
        String shell = "sh -c 'echo " + mark + "; echo " + mark + " >&2; exec sh -s'";
        String prompt = mark + "-password:";
        if (become instanceof Become.Sudo sudo && !sudo.user().equals(loginUser)) {
            return new Launch(sudo(sudo, prompt) + shell, mark + "\n", prompt, Optional.of(sudo));
        }
        return new Launch(shell, mark + "\n", prompt, Optional.empty());
    }

    /** LC_ALL because sudo's complaints are read; set through env because csh and fish have no assignment prefix. */
    private static String sudo(Become.Sudo sudo, String prompt) {
        String asking = sudo.password().isPresent() ? "-S -p " + prompt : "-n";
        return "env LC_ALL=C sudo " + asking + " -u " + Quoted.shell(sudo.user()) + " -- ";
    }

    boolean gated() {
        return sudo.isPresent();
    }

    Optional<Secret> password() {
        return sudo.flatMap(Become.Sudo::password);
    }
}
