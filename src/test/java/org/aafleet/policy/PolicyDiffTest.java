package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessChange;
import org.aafleet.policy.access.AccessChange.Effect;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {

    private static final Path DEBIAN = Path.of("/etc/apparmor.d");
    private static final List<String> NAMES =
            List.of("a", "b", "ab", ".a", "aa", "ba", "a.b", "*", "c", "A", "é", "bb");

    private static List<EffectiveProfile> profiles(String text) {
        Problems problems = new Problems();
        SearchPath nowhere = new SearchPath(List.of(), Path.of("/"));
        ProfileFile file =
                new PolicyLoader(nowhere).load(ProfileFile.parse(new Source("policy", text), problems), problems);
        List<EffectiveProfile> profiles = EffectiveProfile.of(file, nowhere, problems);
        assertThat(problems.all()).isEmpty();
        return profiles;
    }

    private static List<ProfileChange> diff(String before, String after) {
        Problems problems = new Problems();
        List<ProfileChange> changes = PolicyDiff.between(profiles(before), profiles(after), problems);
        assertThat(problems.all()).isEmpty();
        return changes;
    }

    private static List<String> accesses(String before, String after) {
        return diff(before, after).stream()
                .flatMap(change -> change.accesses().stream())
                .map(change -> change.effect() + " " + change.kind().keyword() + " " + change.permissions() + " "
                        + change.example().object())
                .toList();
    }

    @Test
    void finds_nothing_where_only_the_words_differ() {
        assertThat(diff("profile p { /a rw, /b r, /b w, }", "profile p {\n # b\n /b rw,\n /a w, /a r, }"))
                .isEmpty();
        assertThat(diff("profile p { /srv/{a,b}/** r, /srv/** r, }", "profile p { /srv/** r, }"))
                .isEmpty();
        assertThat(diff("profile p { /a r, deny /a r, }", "profile p { deny /a r, }"))
                .isEmpty();
    }

    @Test
    void says_what_is_gained_and_lost_with_the_shortest_example() {
        assertThat(accesses("profile p { /srv/** r, }", "profile p { /srv/** r, /srv/shop/uploads/** w, }"))
                .containsExactly("GAINED file [w, a] [/srv/shop/uploads/a, other]");
        assertThat(accesses("profile p { /srv/** rw, }", "profile p { /srv/** rw, deny /srv/x w, }"))
                .containsExactly("LOST file [w, a] [/srv/x, other]");
        assertThat(accesses("profile p { capability, }", "profile p { capability chown, }"))
                .containsExactly("LOST capability [use] [bpf]");
        assertThat(accesses("profile p { /a r, }", "profile p { owner /a r, }"))
                .containsExactly("LOST file [r] [/a, other]");
        assertThat(accesses("profile p { network inet, }", "profile p { network inet stream, }"))
                .singleElement()
                .asString()
                .startsWith("LOST network [create, ")
                .endsWith("[inet, raw, , , , ]");
    }

    @Test
    void names_another_way_of_execution_and_what_is_written_down() {
        AccessChange way = diff("profile p { /bin/a mix, }", "profile p { /bin/a mux, }")
                .get(0)
                .accesses()
                .get(0);
        assertThat(way.effect()).isEqualTo(Effect.EXECUTED_OTHERWISE);
        assertThat(way.before().exec()).contains("ix");
        assertThat(way.after().exec()).contains("ux");
        assertThat(accesses("profile p { /a r, }", "profile p { audit /a r, }"))
                .containsExactly("LOGGED_OTHERWISE file [r] [/a, other]");
    }

    @Test
    void takes_a_link_for_what_it_may_lead_to() {
        assertThat(accesses("profile p { /a r, }", "profile p { /a rl, }"))
                .containsExactly("GAINED link [l] [/a, /a, other]");
        assertThat(accesses("profile p { link /a -> /b, }", "profile p { link subset /a -> /b, }"))
                .containsExactly("LINKED_OTHERWISE link [subset] [/a, /b, other]");
    }

    @Test
    void compares_headers_and_limits() {
        ProfileChange change = diff(
                        "profile p /bin/p flags=(complain) { set rlimit nofile <= 10, }",
                        "profile p /bin/{p,q} { set rlimit nofile <= 20, }")
                .get(0);
        assertThat(change.terms())
                .containsExactly(
                        "flags: -complain",
                        "attachment: /bin/p -> /bin/{p,q}",
                        "rlimits: nofile <= 10 -> nofile <= 20");
        assertThat(diff("profile p { }", "profile p { } profile q { }"))
                .singleElement()
                .extracting(ProfileChange::terms)
                .isEqualTo(List.of("new profile"));
    }

    @Test
    void counts_a_deny_rule_once_however_many_rules_grant_what_it_denies() {
        String granting = "profile p {\n/a/** r,\n/b/** r,\n/c/** r,\n";
        String denying = granting + "deny /**/.rnd r,\n";
        assertThat(deciders(granting + "}", denying + "}")).containsExactly("LOST /a/.rnd 5");
        assertThat(deciders(denying + "}", granting + "}")).containsExactly("GAINED /a/.rnd 2");
    }

    /** Effect, example and the line of the rule that decides; what is only logged in another way is left out. */
    private static List<String> deciders(String before, String after) {
        return PolicyDiff.between(profiles(before), profiles(after), new Problems()).stream()
                .flatMap(change -> change.accesses().stream())
                .filter(change -> change.effect() != Effect.LOGGED_OTHERWISE)
                .map(change -> change.effect() + " " + change.example().object().get(0) + " "
                        + change.decider().orElseThrow().at().line())
                .toList();
    }

    /** Every example is true, and nothing that is asked at random is left out. A deny rule that comes or goes is one entry. */
    @Test
    void tells_the_truth_about_random_rules() {
        LongStream.range(0, 200).parallel().forEach(seed -> {
            RandomFileRules random = new RandomFileRules(new Random(seed), "");
            String exec = random.pick(List.of("ix", "Px", "Cx -> c"));
            List<String> rules = new ArrayList<>(random.rules(9, exec));
            EffectiveProfile before = profile(rules);
            rules.remove(random.random().nextInt(rules.size()));
            rules.addAll(random.rules(2, exec));
            check("seed " + seed, before, profile(rules), random);
        });
    }

    private static EffectiveProfile profile(List<String> rules) {
        return profiles("profile p {\n" + String.join("\n", rules) + "\nprofile c { }\n}")
                .get(0);
    }

    private static void check(String seed, EffectiveProfile before, EffectiveProfile after, RandomFileRules random) {
        Problems problems = new Problems();
        AccessRules old = AccessRules.of(before, problems);
        AccessRules now = AccessRules.of(after, problems);
        List<AccessChange> changes = PolicyDiff.between(List.of(before), List.of(after), problems).stream()
                .flatMap(change -> change.accesses().stream())
                .toList();
        changes.forEach(change -> assertTrue(seed, change, old, now));
        for (int i = 0; i < 200; i++) {
            String letter = random.pick(Kind.FILE.permissions());
            Access access = Access.file(
                    letter.charAt(0), random.path(NAMES), random.random().nextBoolean());
            Decision was = old.decide(access);
            Decision is = now.decide(access);
            if (was.allowed() != is.allowed()) {
                Effect effect = is.allowed() ? Effect.GAINED : Effect.LOST;
                assertThat(changes)
                        .as(seed + ": " + access)
                        .anyMatch(change -> change.effect() == effect
                                && change.permissions().contains(letter)
                                && (is.isDeniedOnPurpose() || sameRule(change.before(), was))
                                && (was.isDeniedOnPurpose() || sameRule(change.after(), is)));
            }
        }
    }

    private static boolean sameRule(Decision one, Decision other) {
        return one.because().equals(other.because());
    }

    private static void assertTrue(String where, AccessChange change, AccessRules old, AccessRules now) {
        if (change.effect() == Effect.LINKED_OTHERWISE) {
            return;
        }
        for (String permission : change.permissions()) {
            Access example =
                    new Access(change.kind(), permission, change.example().object());
            Decision was = old.decide(example);
            Decision is = now.decide(example);
            assertThat(was.allowed())
                    .as(where + ": " + change)
                    .isEqualTo(change.before().allowed());
            assertThat(is.allowed())
                    .as(where + ": " + change)
                    .isEqualTo(change.after().allowed());
            assertThat(was.hasSameEffect(is)).as(where + ": " + change).isFalse();
        }
    }

    /** A rule less, or one without what it denies; in profiles that people wrote. */
    @Test
    void tells_the_truth_about_edits_of_real_profiles() {
        List<EffectiveProfile> profiles = debian();
        LongStream.range(0, 50).parallel().forEach(seed -> {
            Random random = new Random(seed);
            EffectiveProfile before = profiles.get(random.nextInt(profiles.size()));
            List<ActiveRule> rules = new ArrayList<>(before.rules());
            if (rules.isEmpty()) {
                return;
            }
            ActiveRule gone = rules.remove(random.nextInt(rules.size()));
            EffectiveProfile after = new EffectiveProfile(before.name(), before.declared(), before.variables(), rules);
            Problems problems = new Problems();
            AccessRules old = AccessRules.of(before, problems);
            AccessRules now = AccessRules.of(after, problems);
            PolicyDiff.between(List.of(before), List.of(after), problems).stream()
                    .peek(change -> assertThat(change.unknown())
                            .as(before.name() + " without " + gone.rule().text())
                            .isEmpty())
                    .flatMap(change -> change.accesses().stream())
                    .forEach(change -> assertTrue("seed " + seed, change, old, now));
        });
    }

    private static List<EffectiveProfile> debian() {
        SearchPath path = new SearchPath(List.of(DEBIAN), DEBIAN);
        List<EffectiveProfile> profiles = new ArrayList<>();
        try (Stream<Path> files = Files.list(DEBIAN)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> profiles.addAll(EffectiveProfile.read(file, path, new Problems())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(profiles).hasSizeGreaterThan(10);
        return profiles;
    }
}
