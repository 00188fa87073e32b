package org.aafleet.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.audit.RecordReader;
import org.aafleet.audit.Replay;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.Cksum;
import org.aafleet.host.Facts;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedService;
import org.aafleet.host.Recorded;
import org.aafleet.host.SeenEvent;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.problem.Problem;
import org.junit.jupiter.api.Test;

class PolicyReviewerTest {

    private static final String MAIN = "/etc/apparmor.d/aa-fleet.web";
    private static final String TUNABLES = "/etc/apparmor.d/aa-fleet/web/tunables";
    private static final String SITE = "/etc/apparmor.d/aa-fleet/web/site/web";
    private static final Map<String, String> INCLUDES = Map.of(
            "/etc/apparmor.d/tunables/global", "@{logs} = /var/log/\n",
            "/etc/apparmor.d/abstractions/base", "/etc/passwd r,\n");

    private static final String PROFILE = """
            abi <abi/3.0>,
            include <tunables/global>
            include <aa-fleet/web/tunables>
            profile web /usr/sbin/web flags=(complain) {
              include <abstractions/base>
              include if exists <aa-fleet/web/site>
              @{docroot}/** r,
              @{logs}web w,
            }
            """;

    private static RenderedService rendered(String profile, String docroot) {
        return rendered(Map.of(MAIN, profile, TUNABLES, "@{docroot} = " + docroot + "\n"));
    }

    private static RenderedService withRules(String rules) {
        return rendered(Map.of(MAIN, PROFILE, TUNABLES, "@{docroot} = /srv/a\n", SITE, rules));
    }

    private static RenderedService rendered(Map<String, String> files) {
        return new RenderedService(
                "web",
                ServiceMode.ENFORCE,
                files,
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
        return host(includes, Map.of("parser", "3.0.8", "abi", "2.13 3.0"));
    }

    private static ObservedHost host(Map<String, String> includes, Map<String, String> facts) {
        return host(includes, facts, PROFILE);
    }

    private static ObservedHost host(Map<String, String> includes, Map<String, String> facts, String profile) {
        ObservedService web = new ObservedService(
                "web",
                OptionalInt.of(1),
                Map.of(MAIN, file(MAIN, profile), TUNABLES, file(TUNABLES, "@{docroot} = /srv/a\n")),
                Set.of(),
                Map.of(),
                Map.of(),
                List.of());
        return new ObservedHost(
                new Facts(facts),
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

    private final PolicyReviewer reviewer = new PolicyReviewer();

    private Optional<PolicyReview> of(RenderedService rendered, ObservedHost host) {
        return reviewer.of(rendered, Set.of("abstractions/base", "tunables/global"), host);
    }

    private List<ProfileChange> meaning(String profile, String docroot) {
        return of(rendered(profile, docroot), host(INCLUDES))
                .flatMap(PolicyReview::meaning)
                .orElseThrow();
    }

    @Test
    void looks_through_the_variables_and_the_includes_of_the_host() {
        String more = PROFILE.replace("  @{docroot}", "  /etc/passwd r,\n  /etc/shadow r,\n  @{docroot}");
        assertThat(meaning(more, "/srv/b").get(0).accesses())
                .extracting(access ->
                        access.effect() + " " + access.example().object().get(0))
                .containsExactlyInAnyOrder("GAINED /etc/shadow", "GAINED /srv/b/a", "LOST /srv/a/a");
    }

    @Test
    void says_that_the_mode_is_all_that_changes() {
        String enforcing = PROFILE.replace(" flags=(complain)", "");
        assertThat(meaning(enforcing, "/srv/a"))
                .containsExactly(new ProfileChange(
                        "web", List.of("flags: -complain"), List.<AccessChange>of(), Optional.empty()));
        assertThat(meaning(PROFILE + "# a comment\n", "/srv/a")).isEmpty();
    }

    @Test
    void is_silent_about_what_it_does_not_know() {
        assertThat(of(rendered(PROFILE, "/srv/b"), host(Map.of()))).isEmpty();
        RenderedService known = rendered(PROFILE, "/srv/b");
        RenderedService other = new RenderedService(
                "new", known.mode(), known.files(), MAIN, Map.of(), List.of(), List.of(), List.of());
        assertThat(of(other, host(INCLUDES)).orElseThrow().meaning()).isEmpty();
    }

    @Test
    void does_not_call_it_unchanged_when_it_cannot_be_read() {
        PolicyReview review =
                of(rendered("profile web {", "/srv/a"), host(INCLUDES)).orElseThrow();
        assertThat(review.meaning()).isEmpty();
        assertThat(review.errors()).isNotEmpty();
        assertThat(review.strength()).isEmpty();
    }

    @Test
    void does_not_compare_with_what_a_host_has_broken() {
        ObservedHost broken = host(
                Map.of(
                        "/etc/apparmor.d/tunables/global", "@{logs} = /var/log/\n",
                        "/etc/apparmor.d/abstractions/base", "/etc/passwd r,\n",
                        "/etc/apparmor.d/abstractions/more", "network inet port=0.1,\n"),
                Map.of("parser", "5.0.2", "abi", "3.0"),
                PROFILE.replace("abstractions/base", "abstractions/more"));
        assertThat(of(rendered(PROFILE, "/srv/a"), broken).orElseThrow().meaning())
                .isEmpty();
    }

    @Test
    void says_what_the_parser_of_this_host_will_not_take() {
        RenderedService rules = withRules("userns create,\n");
        assertThat(of(rules, host(INCLUDES)).orElseThrow().warnings())
                .containsExactly("the host's parser will not take it: " + SITE
                        + ":1:1: error: userns rule: needs apparmor_parser 4.0 (here: 3.0)");
        assertThat(of(rules, host(INCLUDES, Map.of("parser", "4.1.0", "abi", "3.0 4.0")))
                        .orElseThrow()
                        .errors())
                .isEmpty();
        assertThat(of(rendered(PROFILE, "/srv/a"), host(INCLUDES, Map.of("parser", "3.0.8", "abi", "2.13")))
                        .orElseThrow()
                        .errors())
                .extracting(Problem::message)
                .containsExactly("abi rule: <abi/3.0> does not exist");
    }

    @Test
    void warns_of_rules_that_the_site_adds_and_of_no_others() {
        String twice = PROFILE.replace("  @{docroot}", "  /srv/b r,\n  /srv/b r,\n  @{docroot}");
        assertThat(of(rendered(twice, "/srv/a"), host(INCLUDES)).orElseThrow().warnings())
                .isEmpty();
        assertThat(of(withRules("/srv/a/x r,\n/bin/sh ux,\n"), host(INCLUDES))
                        .orElseThrow()
                        .warnings())
                .satisfiesExactlyInAnyOrder(
                        useless -> assertThat(useless)
                                .startsWith(SITE + ":1:1: warning: ")
                                .contains("says nothing that"),
                        danger -> assertThat(danger)
                                .startsWith(SITE + ":2:1: warning: ")
                                .contains("confinement"));
    }

    @Test
    void grades_what_complains_as_it_will_be_enforced() {
        assertThat(of(rendered(PROFILE, "/srv/a"), host(INCLUDES)).orElseThrow().strength())
                .extracting(strength -> strength.name() + " " + strength.grade())
                .containsExactly("web A");
        assertThat(of(withRules("/bin/** ux,\n"), host(INCLUDES)).orElseThrow().strength())
                .extracting(strength -> strength.name() + " " + strength.grade())
                .containsExactly("web E");
    }

    @Test
    void replays_what_the_host_recorded() {
        SeenEvent inside = event("web", "/srv/a/index.html", "r", 14_000);
        SeenEvent outside = event("web", "/srv/b/index.html", "r", 3);
        SeenEvent other = event("db", "/srv/b/index.html", "r", 5);
        ObservedHost seen = recording(host(INCLUDES), List.of(inside, outside, other));
        Replay.Result result = of(rendered(PROFILE, "/srv/a"), seen)
                .flatMap(PolicyReview::replayed)
                .orElseThrow()
                .result();
        assertThat(result.judged()).isEqualTo(14_003);
        assertThat(result.denied()).isEqualTo(3);
        assertThat(result.others()).isEmpty();
        assertThat(of(rendered(PROFILE, "/srv/a"), host(INCLUDES)).flatMap(PolicyReview::replayed))
                .isEmpty();
        assertThat(of(rendered("profile web {", "/srv/a"), seen).flatMap(PolicyReview::replayed))
                .isEmpty();
    }

    private static SeenEvent event(String profile, String name, String mask, long count) {
        String line = "type=AVC msg=audit(2000.1:9): apparmor=\"ALLOWED\" operation=\"open\" profile=\"" + profile
                + "\" name=\"" + name + "\" pid=1 comm=\"web\" requested_mask=\"" + mask + "\" denied_mask=\"" + mask
                + "\" fsuid=33 ouid=0";
        return new SeenEvent(
                count,
                Optional.empty(),
                Optional.empty(),
                RecordReader.read(line).orElseThrow(),
                line);
    }

    private static ObservedHost recording(ObservedHost host, List<SeenEvent> events) {
        return new ObservedHost(
                host.facts(),
                host.profiles(),
                host.processes(),
                host.services(),
                host.rivals(),
                host.units(),
                host.checks(),
                host.discoveries(),
                host.includes(),
                new Recorded(Optional.empty(), events, List.of()),
                host.evidence());
    }

    @Test
    void reads_what_many_hosts_have_alike_once() {
        PolicyReview first = of(rendered(PROFILE, "/srv/b"), host(INCLUDES)).orElseThrow();
        assertThat(of(rendered(PROFILE, "/srv/b"), host(INCLUDES)).orElseThrow())
                .isSameAs(first);
    }
}
