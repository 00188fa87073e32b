package org.aafleet.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.catalog.Catalog;
import org.aafleet.catalog.RuleScope;
import org.aafleet.learn.ReviewDecision.Answer;
import org.aafleet.policy.SearchPath;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A review as a person types it. */
class DialogueTest {

    private static final SearchPath NOWHERE = new SearchPath(List.of(), Path.of(""));

    private final Evidence evidence = new Evidence();
    private final List<List<ReviewDecision>> saved = new ArrayList<>();
    private Map<String, List<String>> groups = Map.of("a", List.of("all"));
    private SearchPath places = NOWHERE;
    private int serial;

    private void seen(String host, String rest) {
        evidence.read(
                host,
                "type=AVC msg=audit(1763900000.123:%d): apparmor=\"ALLOWED\" %s pid=7 comm=\"web\" fsuid=33 ouid=0"
                        .formatted(++serial, rest));
    }

    private void file(String host, String path, String mask) {
        seen(
                host,
                "operation=\"open\" profile=\"web\" name=\"%s\" requested_mask=\"%s\" denied_mask=\"%s\""
                        .formatted(path, mask, mask));
    }

    private Dialogue dialogue() {
        CurrentPolicy policy = CurrentPolicy.of(List.of(ProfileText.empty("web")), NOWHERE);
        return new Dialogue(review(policy, List.of()), saved::add);
    }

    private Review review(CurrentPolicy policy, List<ReviewDecision> earlier) {
        Review.Fleet fleet = new Review.Fleet(
                groups,
                new Web(),
                new Coverings(Catalog.load(List.of(), new Problems()), places),
                Map.of("db", List.of("/var/lib/db")));
        Clock clock = Clock.fixed(Instant.parse("2026-11-28T06:00:00Z"), ZoneOffset.UTC);
        return new Review(new Proposer(evidence.findings(), new Web()), policy, earlier, fleet, "me@here", clock);
    }

    private static final class Web implements Proposer.Services {

        @Override
        public Optional<String> service(String profile) {
            return profile.startsWith("web") ? Optional.of("web") : Optional.empty();
        }

        @Override
        public Map<String, List<String>> variables(String profile, Set<String> hosts) {
            return Map.of();
        }
    }

    private static void type(Dialogue dialogue, String keys) {
        keys.chars().forEach(key -> dialogue.type(Character.toString(key)));
    }

    private List<String> rules() {
        return saved.get(saved.size() - 1).stream()
                .flatMap(decision -> decision.rules().stream())
                .toList();
    }

    @Test
    void allows_denies_and_ignores() {
        file("a", "/srv/one", "r");
        file("a", "/srv/two", "w");
        file("a", "/opt/zero", "k");
        Dialogue dialogue = dialogue();
        assertThat(dialogue.screen()).contains("Wanted:   k /opt/zero", " [1 - /opt/zero k,]");
        type(dialogue, "iad");
        assertThat(dialogue.screen()).contains("Nothing is left to decide.");
        type(dialogue, "q");
        assertThat(dialogue.isOver()).isTrue();
        assertThat(saved).hasSize(3);
        assertThat(saved.get(2))
                .extracting(ReviewDecision::answer)
                .containsExactly(Answer.IGNORE, Answer.ALLOW, Answer.DENY);
        assertThat(rules()).containsExactly("/opt/zero k,", "/srv/one r,", "deny /srv/two w,");
        assertThat(saved.get(2).get(1).seen()).isEqualTo("on 1 of 1 host, 1 time, 2025-11-23T12:13:20Z, by web");
    }

    @Test
    void widens_and_edits_the_rule_that_is_chosen() {
        file("a", "/srv/app/a.tpl", "r");
        Dialogue dialogue = dialogue();
        type(dialogue, "e");
        assertThat(dialogue.screen()).contains(" [2 - /srv/app/*.tpl r,]");
        type(dialogue, "1ggg");
        assertThat(dialogue.screen()).contains(" [5 - /srv/** r,]");
        type(dialogue, "1o");
        assertThat(dialogue.screen()).contains(" [6 - owner /srv/app/a.tpl r,]");
        type(dialogue, "n");
        assertThat(dialogue.line()).contains("owner /srv/app/a.tpl r,");
        dialogue.type("/srv/app/b.tpl r");
        assertThat(dialogue.screen()).anyMatch(line -> line.startsWith("This rule does not allow what was wanted"));
        type(dialogue, "n");
        dialogue.type("/srv/app/a.tpl rr w");
        assertThat(dialogue.screen()).anyMatch(line -> line.startsWith("Not a rule: "));
        type(dialogue, "n");
        dialogue.type("/srv/{app,web}/*.tpl r");
        type(dialogue, "ta");
        assertThat(rules()).containsExactly("audit /srv/{app,web}/*.tpl r,");
    }

    @Test
    void takes_back_one_step_at_a_time() {
        file("a", "/srv/one", "r");
        file("a", "/srv/two", "w");
        Dialogue dialogue = dialogue();
        type(dialogue, "asu");
        assertThat(dialogue.screen()).contains("Wanted:   w /srv/two");
        assertThat(rules()).containsExactly("/srv/one r,");
        type(dialogue, "uu");
        assertThat(dialogue.screen()).contains("Nothing was decided yet.", "Wanted:   r /srv/one");
        assertThat(rules()).isEmpty();
    }

    @Test
    void asks_about_a_program_before_what_it_wants() {
        seen(
                "a",
                "operation=\"exec\" profile=\"web\" name=\"/usr/bin/convert\" requested_mask=\"x\" denied_mask=\"x\" target=\"web//null-/usr/bin/convert\"");
        seen(
                "a",
                "operation=\"open\" profile=\"web//null-/usr/bin/convert\" name=\"/etc/magick/x\" requested_mask=\"r\" denied_mask=\"r\"");
        Dialogue dialogue = dialogue();
        type(dialogue, "h");
        assertThat(dialogue.screen()).contains("Wanted:   r /etc/magick/x", "Profile:  web//convert    (1 to decide)");
        type(dialogue, "a");
        assertThat(saved.get(1).get(1).profile()).isEqualTo("web//convert");
        assertThat(rules().get(1)).contains("profile convert {", "include if exists <aa-fleet/web/site/web.convert>");
    }

    @Test
    void lets_a_program_go_free_only_after_a_yes() {
        seen(
                "a",
                "operation=\"exec\" profile=\"web\" name=\"/usr/bin/convert\" requested_mask=\"x\" denied_mask=\"x\" target=\"web//null-/usr/bin/convert\"");
        Dialogue dialogue = dialogue();
        type(dialogue, "3");
        assertThat(dialogue.screen()).contains("Look out: nothing holds the program any more, nor what it starts");
        type(dialogue, "a");
        dialogue.type("no");
        assertThat(saved).isEmpty();
        type(dialogue, "a");
        dialogue.type("yes");
        assertThat(rules()).containsExactly("/usr/bin/convert Ux,");
    }

    @Test
    void answers_all_alike_at_once() {
        file("a", "/var/lib/one/a", "r");
        file("a", "/var/lib/two/b", "r");
        file("a", "/etc/three", "r");
        Dialogue dialogue = dialogue();
        type(dialogue, "sl");
        assertThat(dialogue.screen())
                .contains("  The answer is for all 2 alike; what something speaks against is not allowed with them.");
        type(dialogue, "d");
        assertThat(rules()).containsExactly("deny /var/lib/one/a r,", "deny /var/lib/two/b r,");
        assertThat(dialogue.screen()).contains("Nothing is left to decide.");
    }

    @Test
    void allows_of_all_alike_what_nothing_speaks_against() {
        file("a", "/srv/one/a", "r");
        file("a", "/srv/one/b", "r");
        file("a", "/srv/one/private/key.pem", "r");
        Dialogue dialogue = dialogue();
        type(dialogue, "la");
        assertThat(rules()).containsExactly("/srv/one/a r,", "/srv/one/b r,");
        assertThat(dialogue.screen()).contains("Wanted:   r /srv/one/private/key.pem");
        type(dialogue, "u");
        assertThat(rules()).isEmpty();
    }

    @Test
    void is_for_the_hosts_that_the_evidence_is_of() {
        groups = Map.of("a", List.of("all", "shop"), "b", List.of("all", "shop"), "c", List.of("all", "blog"));
        file("a", "/srv/a-shop", "r");
        file("b", "/srv/a-shop", "r");
        file("c", "/srv/blog", "r");
        Dialogue dialogue = dialogue();
        assertThat(dialogue.screen()).contains("For:      group:shop  (W changes it: group:shop, all)");
        type(dialogue, "a");
        type(dialogue, "wa");
        assertThat(saved.get(1))
                .extracting(ReviewDecision::hosts)
                .containsExactly(RuleScope.group("shop"), RuleScope.host("c"));
    }

    /** What one host has a rule for may still be wanted on another. */
    @Test
    void asks_again_where_a_rule_of_others_does_not_hold() {
        groups = Map.of("a", List.of("all", "shop"), "b", List.of("all", "blog"));
        file("a", "/srv/x", "r");
        Dialogue dialogue = dialogue();
        type(dialogue, "a");
        assertThat(saved.get(0).get(0).hosts()).isEqualTo(RuleScope.group("shop"));
        file("b", "/srv/x", "r");
        Review again = review(
                CurrentPolicy.of(List.of(ProfileText.empty("web")), NOWHERE)
                        .with("web", List.of("/srv/x r,"), "a"::equals),
                List.of());
        assertThat(again.current().orElseThrow().hosts()).containsExactly("b");
    }

    @Test
    void does_not_ask_again_what_was_ignored() {
        file("a", "/srv/one", "r");
        seen(
                "a",
                "operation=\"open\" profile=\"web\" name=\"srv/x\" info=\"Failed name lookup - disconnected path\" error=-13");
        Dialogue dialogue = dialogue();
        type(dialogue, "ii");
        Review again = review(CurrentPolicy.of(List.of(ProfileText.empty("web")), NOWHERE), saved.get(1));
        assertThat(again.left()).isZero();
    }

    @Test
    void warns_of_what_deserves_a_second_look() {
        file("a", "/etc/shadow", "r");
        Dialogue dialogue = dialogue();
        assertThat(dialogue.screen())
                .contains(
                        "Look out: takes password hashes away (r /etc/shadow)",
                        "Look out: looks like a secret: /etc/shadow");
        type(dialogue, "d");
        file("a", "/var/lib/db/table", "r");
        evidence.read(
                "a",
                "Nov 23 12:13:20 a web[77]: apparmor=\"DENIED\" operation=\"open\" profile=\"web\" name=\"/x\" requested_mask=\"r\" denied_mask=\"r\"");
        Review review = review(CurrentPolicy.of(List.of(ProfileText.empty("web")), NOWHERE), List.of());
        assertThat(review.open().stream().flatMap(open -> review.cautions(open).stream()))
                .contains("belongs to db: /var/lib/db/table")
                .anyMatch(line -> line.startsWith("no record of the kernel itself says so (only a program)"));
    }

    @Test
    void offers_an_abstraction_first_where_it_settles_more(@TempDir Path base) throws IOException {
        Path abstractions = Files.createDirectories(base.resolve("abstractions"));
        Files.writeString(abstractions.resolve("certs"), "/etc/certs/** r,\n");
        Files.writeString(abstractions.resolve("wide"), "/etc/** r,\n/usr/** r,\n/srv/** r,\n");
        places = new SearchPath(List.of(base), Path.of(""));
        file("a", "/etc/certs/one", "r");
        file("a", "/etc/certs/two/x", "r");
        file("a", "/usr/y", "r");
        Dialogue dialogue = new Dialogue(
                review(CurrentPolicy.of(List.of(ProfileText.empty("web")), places), List.of()), saved::add);
        assertThat(dialogue.screen())
                .containsSubsequence(
                        " [1 - include <abstractions/certs>]",
                        "  2 - include <abstractions/wide>",
                        "  3 - /etc/certs/one r,");
        type(dialogue, "d");
        assertThat(rules()).as("there is no contrary of an include").containsExactly("deny /etc/certs/one r,");
        type(dialogue, "ua");
        assertThat(dialogue.screen())
                .containsSubsequence("Wanted:   r /usr/y", " [1 - /usr/y r,]", "  2 - include <abstractions/wide>");
        assertThat(rules()).containsExactly("include <abstractions/certs>");
    }

    @Test
    void says_what_else_a_rule_would_open() {
        file("a", "/srv/app/a.tpl", "r");
        Dialogue dialogue = dialogue();
        type(dialogue, "gc");
        assertThat(dialogue.screen())
                .contains("With /srv/app/* r,")
                .anyMatch(line -> line.startsWith("  + r /srv/app/") && line.endsWith("(not seen)"));
    }
}
