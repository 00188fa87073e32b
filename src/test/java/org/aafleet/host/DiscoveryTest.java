package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aafleet.host.Discovery.Feature;
import org.aafleet.host.Discovery.Origin;
import org.aafleet.host.Discovery.Section;
import org.aafleet.host.Discovery.SiteValue;
import org.aafleet.host.Discovery.Value;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

    private static final Origin ORIGIN = new Origin("server.root", "/etc/web.conf:3");

    @Test
    void reads_what_was_found() {
        Discovery discovery = Discovery.parse(List.of(
                "value\troot\t/srv/a b\tserver.root\t/etc/web.conf:3",
                "pattern\tlog\t/var/log/web\t/**\tserver.root\t/etc/web.conf:3",
                "word\tuser\twww-data\tserver.root\t/etc/web.conf:3",
                "feature\ttls\tserver.root\t/etc/web.conf:3",
                "site\tshop\troot\t/srv/shop\tserver.root\t/etc/web.conf:3",
                "section\tshop\tthe shop\t/etc/web.d/shop.conf\t/usr/sbin/web\t/etc/web.conf",
                "unread\tline 7 is not understood",
                "failed\tweb -t: syntax error",
                "end"));
        assertThat(discovery.failed()).containsExactly("web -t: syntax error");
        assertThat(discovery.values())
                .containsExactly(
                        new Value("root", "/srv/a b", "", ORIGIN),
                        new Value("log", "/var/log/web", "/**", ORIGIN),
                        new Value("user", "www-data", "", ORIGIN));
        assertThat(discovery.features()).containsExactly(new Feature("tls", ORIGIN));
        assertThat(discovery.sites())
                .containsExactly(new SiteValue("shop", new Value("root", "/srv/shop", "", ORIGIN)));
        assertThat(discovery.sections())
                .containsExactly(
                        new Section("shop", "the shop", "/etc/web.d/shop.conf", "/usr/sbin/web", "/etc/web.conf"));
        assertThat(discovery.unread()).containsExactly("line 7 is not understood");
    }

    @Test
    void finds_nothing_where_the_service_is_not() {
        assertThat(Discovery.parse(List.of("end"))).isEqualTo(Discovery.NOTHING);
    }

    @Test
    void passes_over_what_tools_print_besides() {
        assertThat(Discovery.parse(
                        List.of("", "value", "value\troot", "feature\ta\tb\tc\td", "web: Syntax OK\t", "end")))
                .isEqualTo(Discovery.NOTHING);
    }

    @Test
    void says_when_it_was_cut_off() {
        assertThat(Discovery.parse(List.of()).failed()).containsExactly("reading the configuration was cut off");
        assertThat(Discovery.parse(List.of("feature\ttls\ta\tb")).failed()).hasSize(1);
    }
}
