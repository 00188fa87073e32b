package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostFileTest {

    @Test
    void is_read_as_it_was_written() {
        HostFile file = new HostFile(Release.TRIXIE, new Ports(20_001, 20_002, 20_003));
        assertThat(HostFile.parse(file.text())).contains(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "release=bookworm\nssh=1\nhttp=2\n",
                "release=bookworm\nssh=1\nhttp=2\nalternate-http=many\n",
                "release=potato\nssh=1\nhttp=2\nalternate-http=3\n",
                "release=\\u00"
            })
    void is_absent_when_it_is_damaged(String text) {
        assertThat(HostFile.parse(text)).isEmpty();
    }
}
