package org.aafleet.playbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.yaml.Binder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectedProgramTest {

    @ParameterizedTest
    @CsvSource({
        "/usr/sbin/sshd, sshd",
        "/usr/lib/openssh/sshd-session, sshd",
        "/usr/libexec/openssh/sshd-auth, sshd",
        "/usr/local/sbin/sshd, sshd",
        "/usr/bin/sudo, sudo",
        "/bin/login, login",
        "/usr/bin/su, su",
        "/usr/bin/bash, shell",
        "/bin/sh, shell",
        "/bin/busybox, shell",
        "/usr/bin/rbash, shell",
        "/usr/bin/ssh, ''",
        "/usr/sbin/lighttpd, ''",
        "/usr/bin/visudo, ''",
        "/usr/bin/sum, ''",
    })
    void is_known_by_its_path(String path, String word) {
        assertThat(words(path)).isEqualTo(word.isEmpty() ? List.of() : List.of(word));
    }

    private static List<String> words(String path) {
        return Arrays.stream(ProtectedProgram.values())
                .filter(program -> matches(program.paths(), path))
                .map(Binder::word)
                .toList();
    }

    private static boolean matches(String glob, String path) {
        try {
            return Attachment.of(glob, Variables.NONE).matches(path);
        } catch (GlobException e) {
            throw new AssertionError(e);
        }
    }
}
