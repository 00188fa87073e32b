package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a host says of a program. */
class DraftScriptTest {

    @TempDir
    private Path directory;

    private static ProgramFacts ask(ShellKind shell, Path program) {
        return ProgramFacts.parse(Sh.run(shell.command(), HostScripts.draft(program.toString())));
    }

    @ParameterizedTest
    @EnumSource
    void follows_links_and_finds_the_interpreter(ShellKind shell) throws IOException {
        Path sh = Files.createSymbolicLink(
                directory.resolve("sh"), Path.of("/bin/sh").toRealPath());
        Path script = Files.writeString(directory.resolve("it's a script"), "#! " + sh + " -e\necho libfake.so.1\n");
        Path link = Files.createSymbolicLink(directory.resolve("link"), script);
        ProgramFacts facts = ask(shell, link);
        assertThat(facts.program()).contains(script.toRealPath().toString());
        assertThat(facts.interpreter()).contains(Path.of("/bin/sh").toRealPath().toString());
        assertThat(facts.libraries()).containsExactly("libfake.so.1");
    }

    @ParameterizedTest
    @EnumSource
    void names_the_libraries_and_the_package_of_a_binary(ShellKind shell) {
        ProgramFacts facts = ask(shell, Path.of("/usr/sbin/sshd"));
        assertThat(facts.interpreter()).isEmpty();
        assertThat(facts.libraries()).anyMatch(name -> name.startsWith("libcrypto.so"));
        assertThat(facts.files()).contains("/etc/ssh").noneMatch(file -> file.startsWith("/usr/sbin"));
    }

    @ParameterizedTest
    @EnumSource
    void says_that_there_is_none(ShellKind shell) {
        assertThat(ask(shell, directory.resolve("none")).program()).isEmpty();
    }
}
