package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Decision;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rules count in a profile, where they stand, and what they mean for files where a parser says nothing of why. */
class EffectiveProfileTest {

    @TempDir
    private Path directory;

    private List<EffectiveProfile> profiles(String text) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source("policy", text), problems);
        SearchPath path = new SearchPath(List.of(directory), directory);
        ProfileFile loaded = new PolicyLoader(path).load(file, problems);
        List<EffectiveProfile> profiles = EffectiveProfile.of(loaded, path, problems);
        assertThat(problems.all()).isEmpty();
        return profiles;
    }

    private Decision decide(String text, char access, String name, boolean owner) {
        Problems problems = new Problems();
        AccessRules rules = AccessRules.of(profiles(text).get(0), problems);
        assertThat(problems.all()).isEmpty();
        return rules.decide(Access.file(access, name, owner));
    }

    @Test
    void takes_includes_blocks_and_the_branch_of_a_condition_and_says_where_each_rule_stands() throws IOException {
        Files.createDirectories(directory.resolve("abstractions"));
        Files.writeString(directory.resolve("abstractions/base"), "/etc/passwd r,\ninclude <abstractions/more>\n");
        Files.writeString(directory.resolve("abstractions/more"), "/etc/group r,\n");
        EffectiveProfile profile = profiles("""
                        ${tight} = true
                        profile web {
                          include <abstractions/base>
                          audit deny { owner /secret r, capability chown, }
                          if ${tight} { /a r, } else { /b r, }
                          ^hat { /hat r, }
                        }
                        """).get(0);
        assertThat(profile.rules())
                .extracting(rule -> rule.qualifiers() + rule.rule().text())
                .containsExactly(
                        "file /etc/passwd r,",
                        "file /etc/group r,",
                        "audit deny owner owner file /secret r,",
                        "file /a r,",
                        "owner owner file /proc/*/attr/apparmor/ r,",
                        "owner owner file /sys/module/apparmor/parameters/enabled r,",
                        "owner owner file /proc/[0-9]*/attr/{apparmor/,}current w,");
        Location include = new Location("policy", 3, 3);
        assertThat(profile.rules().get(0).through()).containsExactly(include);
        assertThat(profile.rules().get(1).through()).hasSize(2).first().isEqualTo(include);
        assertThat(profile.rules().get(3).through()).isEmpty();
    }

    @Test
    void names_children_and_hats_like_the_kernel() {
        assertThat(profiles("@{N}=web\nprofile @{N} { profile child { /@{profile_name} r, } ^hat { } }"))
                .extracting(EffectiveProfile::name)
                .containsExactly("web", "web//child", "web//hat");
    }

    @Test
    void denies_what_no_rule_speaks_of() {
        Decision decision = decide("profile p { /a r, }", 'w', "/a", true);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.isDeniedOnPurpose()).isFalse();
        assertThat(decision.because()).isEmpty();
    }

    @Test
    void names_the_rule_that_denies_on_purpose() {
        Decision decision = decide("profile p { /** rw, deny /a/** w, }", 'a', "/a/b", true);
        assertThat(decision.isDeniedOnPurpose()).isTrue();
        assertThat(decision.audited()).isFalse();
        assertThat(decision.because().orElseThrow().at()).isEqualTo(new Location("policy", 1, 21));
    }

    /** Parser 4.1 and newer. */
    @Test
    void goes_by_the_highest_priority_that_speaks_of_the_access() {
        String text = "profile p { priority=1 /a/** r, deny /a/** rw, priority=-1 /a/b w, }";
        assertThat(decide(text, 'r', "/a/b", true).allowed()).isTrue();
        assertThat(decide(text, 'w', "/a/b", true).allowed()).isFalse();
    }

    @Test
    void lets_a_rule_without_wildcards_say_how_a_program_runs() {
        Decision decision = decide("profile p { /bin/* ix, /bin/sh Px, }", 'x', "/bin/sh", true);
        assertThat(decision.because().orElseThrow().rule().text()).isEqualTo("file /bin/sh Px,");
        assertThat(decision.equal()).hasSize(1);
    }

    @Test
    void tells_owners_from_others() {
        String text = "profile p { owner /a r, }";
        assertThat(decide(text, 'r', "/a", true).allowed()).isTrue();
        assertThat(decide(text, 'r', "/a", false).allowed()).isFalse();
    }
}
