package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Globbing as apparmor.d(5) has it. */
class AttachmentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/bin/*      | /bin/ls      | true",
                "/bin/*      | /bin/        | false",
                "/bin/*      | /bin/a/b     | false",
                "/bin/l*     | /bin/l       | true",
                "/srv/**     | /srv/a/b     | true",
                "/srv/**     | /srv/        | false",
                "/srv/**     | /srv/a/      | true",
                "/srv/**/    | /srv/a/b/    | true",
                "/srv**      | /srv/        | true",
                "/a?c        | /abc         | true",
                "/a?c        | /a/c         | false",
                "/a[b-d]e    | /ace         | true",
                "/a[^b-d]e   | /ace         | false",
                "/a[^b-d]e   | /a/e         | true",
                "/{a,b{c,d}} | /bd          | true",
                "/{a,b{c,d}} | /b           | false",
                "/{,usr/}bin | /bin         | true",
                "/a\\*b      | /a*b         | true",
                "/a\\*b      | /axb         | false",
                "/\\101      | /A           | true",
                "/\\x41      | /A           | true",
                "/a//b       | /a/b         | true",
                "/ü*         | /üß          | true",
                "/a,b        | /a,b         | true",
                "/a.b        | /axb         | false",
            })
    void matches_like_the_kernel(String pattern, String path, boolean expected) throws GlobException {
        assertThat(Attachment.of(pattern, Variables.NONE).matches(path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a{b", "/a}", "/a[b", "/a]", "/a{b}", "/a\\", "/a[]b", "/@{NOPE}/x"})
    void refuses_what_is_no_pattern(String pattern) {
        assertThatThrownBy(() -> Attachment.of(pattern, Variables.NONE).matches("/a"))
                .isInstanceOf(GlobException.class);
    }
}
