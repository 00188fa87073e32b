package org.aafleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.Cksum;
import org.aafleet.host.Facts;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedService;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.ProfileChange;
import org.junit.jupiter.api.Test;

class PolicyMeaningTest {

    private static final String MAIN = "/etc/apparmor.d/aa-fleet.web";
    private static final String TUNABLES = "/etc/apparmor.d/aa-fleet/web/tunables";
    private static final Map<String, String> INCLUDES = Map.of(
            "/etc/apparmor.d/tunables/global", "@{logs} = /var/log/\n",
            "/etc/apparmor.d/abstractions/base", "/etc/passwd r,\n");

    private static final String PROFILE = """
            include <tunables/global>
            include <aa-fleet/web/tunables>
            profile web /usr/sbin/web flags=(complain) {
              include <abstractions/base>
              include if exists <local/web>
              @{docroot}/** r,
              @{logs}web w,
            }
            """;

    private static RenderedService rendered(String profile, String docroot) {
        return new RenderedService(
                "web",
                ServiceMode.ENFORCE,
                Map.of(MAIN, profile, TUNABLES, "@{docroot} = " + docroot + "\n"),
                MAIN,
                Map.of("web", "enforce"),
                List.of("web"),
                List.of("/usr/sbin/web"),
                List.of());
    }

    private static ObservedPath file(String path, String text) {
        return new ObservedPath.RegularFile(path, Cksum.of(text), text);
    }

    private static ObservedHost host(Map<String, String> includes) {
        ObservedService web = new ObservedService(
                "web",
                OptionalInt.of(1),
                Map.of(MAIN, file(MAIN, PROFILE), TUNABLES, file(TUNABLES, "@{docroot} = /srv/a\n")),
                Set.of(),
                Map.of(),
                Map.of(),
                List.of());
        return new ObservedHost(
                new Facts(Map.of()),
                Map.of(),
                List.of(),
                Map.of("web", web),
                List.of(),
                Map.of(),
                List.of(),
                Map.of(),
                includes,
                Optional.empty());
    }

    private final PolicyMeaning meaning = new PolicyMeaning();

    @Test
    void looks_through_the_variables_and_the_includes_of_the_host() {
        String more = PROFILE.replace("  @{docroot}", "  /etc/passwd r,\n  /etc/shadow r,\n  @{docroot}");
        ProfileChange change = meaning.of(rendered(more, "/srv/b"), host(INCLUDES))
                .orElseThrow()
                .get(0);
        assertThat(change.accesses())
                .extracting(access ->
                        access.effect() + " " + access.example().object().get(0))
                .containsExactlyInAnyOrder("GAINED /etc/shadow", "GAINED /srv/b/a", "LOST /srv/a/a");
    }

    @Test
    void says_that_the_mode_is_all_that_changes() {
        String enforcing = PROFILE.replace(" flags=(complain)", "");
        assertThat(meaning.of(rendered(enforcing, "/srv/a"), host(INCLUDES)).orElseThrow())
                .containsExactly(new ProfileChange(
                        "web", List.of("flags: complain -> none"), List.<AccessChange>of(), Optional.empty()));
        assertThat(meaning.of(rendered(PROFILE + "# a comment\n", "/srv/a"), host(INCLUDES)))
                .hasValue(List.of());
    }

    @Test
    void is_silent_about_what_it_does_not_know() {
        assertThat(meaning.of(rendered(PROFILE, "/srv/b"), host(Map.of()))).isEmpty();
        RenderedService other = rendered(PROFILE, "/srv/b");
        assertThat(meaning.of(
                        new RenderedService(
                                "new", other.mode(), other.files(), MAIN, Map.of(), List.of(), List.of(), List.of()),
                        host(INCLUDES)))
                .isEmpty();
    }

    @Test
    void compares_what_many_hosts_have_alike_once() {
        List<ProfileChange> first =
                meaning.of(rendered(PROFILE, "/srv/b"), host(INCLUDES)).orElseThrow();
        assertThat(meaning.of(rendered(PROFILE, "/srv/b"), host(INCLUDES)).orElseThrow())
                .isSameAs(first);
    }
}
