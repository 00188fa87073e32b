package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.aafleet.catalog.ServiceFile.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureTest {

    @ParameterizedTest
    @CsvSource({
        "/, /etc/shadow",
        "/etc/, /etc/shadow",
        "/home, /home/somebody/.ssh/id_ed25519",
        "/root, /root/.ssh/id_ed25519",
        "/var, /var/lib/dpkg/status",
        "/var/lib, /var/lib/dpkg/status",
        "/var/log, /var/log/auth.log",
        "/usr/bin, /usr/bin/sh",
        "/proc, /proc/1/mem",
        "/run, /run/systemd/private"
    })
    void a_directory_above_other_services_files_is_too_wide(String directory, String file) {
        assertThat(Exposure.of(directory, Kind.DIRECTORY)).contains(file);
        assertThat(Exposure.ofPattern(directory.replaceAll("/+$", "") + "/**")).contains(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv",
                "/srv/www",
                "/var/www",
                "/opt/app",
                "/home/anna/public_html",
                "/tmp",
                "/var/lib/mysql",
                "/etcetera",
                "/var/log/apache2",
                "/var/spool/postfix",
                "/data"
            })
    void a_directory_of_a_service_is_not(String directory) {
        assertThat(Exposure.of(directory, Kind.DIRECTORY)).isEmpty();
        assertThat(Exposure.ofPattern(directory + "/**")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/log/mysql*", "/etc/ssl/private/*.pem", "/usr/bin/php*", "/run/php/*.sock"})
    void a_pattern_counts_for_what_it_matches(String pattern) {
        assertThat(Exposure.ofPattern(pattern)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usr/bin/*", "/etc/*", "/{etc,srv}/**", "/[a-z]*/**", "/etc/shadow"})
    void a_pattern_that_matches_one_of_others_is_too_wide(String pattern) {
        assertThat(Exposure.ofPattern(pattern)).isPresent();
    }
}
