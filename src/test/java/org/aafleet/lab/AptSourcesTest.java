package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptSourcesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deb http://deb.debian.org/debian bookworm main",
                "deb [signed-by=/k.gpg arch=amd64] http://deb.debian.org/debian/ bookworm main contrib # ours",
                "# a comment\n\ndeb\thttp://deb.debian.org/debian\ttrixie\tmain\n",
                "deb http://security.debian.org/debian-security bookworm-security main\n"
                        + "deb http://deb.debian.org/debian bookworm main"
            })
    void finds_the_mirror_in_one_line_format(String text) {
        assertThat(mirrorOfLines(text)).contains("http://deb.debian.org/debian");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "deb-src http://deb.debian.org/debian bookworm main",
                "# deb http://deb.debian.org/debian bookworm main",
                "deb http://deb.debian.org/debian bookworm non-free",
                "deb cdrom:[Debian 12]/ bookworm main",
                "deb http://archive.ubuntu.com/ubuntu noble main\ndeb http://archive.ubuntu.com/ubuntu noble-updates main",
                "deb https://pkgs.example.com/stable/debian bookworm main",
                "deb http://security.debian.org/debian-security bookworm-security main"
            })
    void takes_nothing_else_for_a_mirror(String text) {
        assertThat(mirrorOfLines(text)).isEmpty();
    }

    @Test
    void takes_a_private_mirror_that_has_the_updates_too() {
        String text = """
                deb https://pkgs.example.com/stable/debian bookworm main
                deb http://mirror.corp.example/debian bookworm main
                deb http://mirror.corp.example/debian bookworm-updates main
                """;
        assertThat(mirrorOfLines(text)).contains("http://mirror.corp.example/debian");
    }

    @Test
    void reads_deb822_stanzas() {
        String text = """
                # a disabled one
                Types: deb
                URIs: http://off.debian.org/debian
                Suites: bookworm
                Components: main
                Enabled: no

                types: deb-src deb
                uris:
                 http://mirror.corp.example/debian
                # in the middle
                Suites: bookworm bookworm-updates
                Components: main non-free
                Signed-By:
                 -----BEGIN PGP PUBLIC KEY BLOCK-----
                 .
                """;
        assertThat(AptSources.parse(List.of(), List.of(text)).debianMirror())
                .contains("http://mirror.corp.example/debian");
    }

    @Test
    void passes_over_stanzas_without_packages() {
        String text = "Types: deb-src\nURIs: http://deb.debian.org/debian\nSuites: sid\nComponents: main\n";
        assertThat(AptSources.parse(List.of(), List.of(text)).debianMirror()).isEmpty();
    }

    private static Optional<String> mirrorOfLines(String text) {
        return AptSources.parse(List.of(text), List.of()).debianMirror();
    }
}
