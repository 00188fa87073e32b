package org.aafleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.aafleet.audit.RecordReader;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedDenialsTest {

    private static final RenderedService WEB = new RenderedService(
            "web",
            ServiceMode.ENFORCE,
            Map.of(
                    "/etc/apparmor.d/aa-fleet.web",
                    """
                    abi <abi/3.0>,
                    include <tunables/global>
                    include <aa-fleet/web/tunables>
                    profile web /usr/sbin/web {
                      include <abstractions/base>
                      deny @{HOME}/.{bashrc,zshenv} r,
                      deny @{web_backend} rw,
                      deny capability net_admin,
                      include if exists <aa-fleet/web/features/php>
                      /srv/** r,
                      profile child {
                        deny /etc/shadow r,
                      }
                    }
                    """,
                    "/etc/apparmor.d/aa-fleet/web/tunables",
                    "@{web_backend}=/run/mysqld/*.sock\n",
                    "/etc/apparmor.d/aa-fleet/web/features/php",
                    "deny /**/.rnd rw,\n"),
            "/etc/apparmor.d/aa-fleet.web",
            Map.of(),
            List.of("web", "web//child"),
            List.of(),
            List.of());

    private final ExpectedDenials expected = new ExpectedDenials(WEB);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "web        | name=\"/root/.bashrc\" denied_mask=\"r\"             | true",
                "web        | name=\"/home/me/.zshenv\" denied_mask=\"r\"          | true",
                "web        | name=\"/home/me/.profile\" denied_mask=\"r\"         | false",
                "web        | name=\"/root/.bashrc\" denied_mask=\"w\"             | false",
                "web        | name=\"/run/mysqld/a.sock\" denied_mask=\"wr\"       | true",
                "web        | name=\"/run/mysqld/b/a.sock\" denied_mask=\"wr\"     | false",
                "web        | name=\"/srv/x/.rnd\" denied_mask=\"c\"               | true",
                "web        | name=\"/srv/x/.rnd\" denied_mask=\"x\"               | false",
                "web        | capability=12  capname=\"net_admin\"                 | true",
                "web        | capability=21  capname=\"sys_admin\"                 | false",
                "web        | name=\"/etc/shadow\" denied_mask=\"r\"               | false",
                "web//child | name=\"/etc/shadow\" denied_mask=\"r\"               | true",
                "web//null-/bin/sh | name=\"/root/.bashrc\" denied_mask=\"r\"      | false",
                "web        | family=\"inet\" sock_type=\"raw\" denied_mask=\"create\" | false",
            })
    void covers_what_a_deny_rule_of_the_same_profile_covers(String profile, String fields, boolean covered) {
        String line = "apparmor=\"ALLOWED\" operation=\"open\" profile=\"" + profile + "\" " + fields;
        assertThat(expected.cover(RecordReader.read(line).orElseThrow())).isEqualTo(covered);
    }
}
