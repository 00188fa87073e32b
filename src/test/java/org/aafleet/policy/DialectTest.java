package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.aafleet.policy.Dialect.Translation;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

    private static final String TEXT = """
            # about
            abi <abi/3.0>,
            profile web /usr/sbin/web {
              userns create,
              io_uring, # fast
              mqueue r type=posix /q,
              deny userns,
              /srv/** r,
            }
            """;

    @Test
    void leaves_out_what_an_old_parser_lacks_and_does_not_mediate() {
        Translation translation = dialect("2.13.6").translate(parsed(TEXT));
        assertThat(translation.text()).isEqualTo("""
                # about
                profile web /usr/sbin/web {
                  deny userns,
                  /srv/** r,
                }
                """);
        assertThat(translation.notes())
                .containsExactly(
                        "apparmor_parser 2.13 does not mediate what 'io_uring,' allows, so the rule is left out",
                        "apparmor_parser 2.13 does not mediate what 'mqueue (read) type=posix /q,' allows, so the rule is left out",
                        "apparmor_parser 2.13 does not mediate what 'userns create,' allows, so the rule is left out",
                        "apparmor_parser 2.13 has no <abi/3.0> and takes its own default abi");
    }

    @Test
    void spells_optional_includes_so_that_the_tools_of_an_old_parser_can_read_them() {
        String text = """
                include <tunables/global>
                profile web /usr/sbin/web {
                  include if exists <web/rules>
                  #include if exists <web/more>
                  profile child {
                    include if exists <local/web.child> # theirs
                  }
                }
                """;
        assertThat(dialect("2.13.6").translate(parsed(text)).text())
                .isEqualTo(text.replace("  include if", "  #include if"));
        assertThat(dialect("3.0.8").translate(parsed(text)).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4.0.1", "4.1.0", "5.0.2", "5.0.0~beta1"})
    void changes_nothing_for_a_parser_that_knows_it_all(String version) {
        Translation translation = dialect(version, "3.0", "4.0").translate(parsed(TEXT));
        assertThat(translation.text()).isEqualTo(TEXT);
        assertThat(translation.notes()).isEmpty();
    }

    @Test
    void never_takes_a_newer_abi_for_one_that_is_missing() {
        assertThat(dialect("4.1.0", "4.0", "5.0")
                        .translate(parsed("abi <abi/3.0>,\n"))
                        .text())
                .isEmpty();
    }

    @Test
    void leaves_an_abi_alone_that_is_no_file_of_the_distribution() {
        assertThat(dialect("3.0.8").translate(parsed("abi \"/opt/abi\",\n")).text())
                .isEqualTo("abi \"/opt/abi\",\n");
    }

    @Test
    void changes_nothing_when_the_parser_is_not_known() {
        assertThat(Dialect.NEWEST.translate(parsed(TEXT)).text()).isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource({"3.0.8, 3.0", "4.1.0~beta1, 4.1", "2.13.6, 2.13"})
    void reads_versions(String written, String version) {
        assertThat(ParserVersion.parse(written)).map(ParserVersion::toString).contains(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4", "four.one", "99999.1.1"})
    void reads_no_version_out_of_nonsense(String written) {
        assertThat(ParserVersion.parse(written)).isEmpty();
    }

    private static Dialect dialect(String version, String... abis) {
        return new Dialect(ParserVersion.parse(version), Set.of(abis));
    }

    private static ProfileFile parsed(String text) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source("web", text), problems);
        assertThat(problems.all()).isEmpty();
        return file;
    }
}
