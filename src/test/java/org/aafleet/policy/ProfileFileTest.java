package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.policy.model.Rule;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;

class ProfileFileTest {

    @Test
    void names_children_and_hats_as_the_kernel_lists_them() {
        ProfileFile file = Policies.parse("""
                abi <abi/3.0>,
                include <tunables/global>
                profile php-fpm /usr/sbin/php-fpm{,8.[0-9]} flags=(attach_disconnected) {
                  ^site { /srv/** r, }
                  hat "other site" { /srv/** r,
                    profile deep { }
                  }
                  profile child /bin/dash { }
                }
                :ns:inner { }
                profile :ns://outer { }
                /usr/bin/old { }
                """);
        assertThat(file.profiles())
                .extracting(NamedProfile::kernelName)
                .containsExactly(
                        "php-fpm",
                        "php-fpm//site",
                        "php-fpm//other site",
                        "php-fpm//other site//deep",
                        "php-fpm//child",
                        ":ns://inner",
                        ":ns://outer",
                        "/usr/bin/old");
        assertThat(file.profiles())
                .extracting(profile -> profile.attachment().orElse("-"))
                .containsExactly("/usr/sbin/php-fpm{,8.[0-9]}", "-", "-", "-", "/bin/dash", "-", "-", "/usr/bin/old");
        assertThat(file.profiles().get(0).flags()).containsExactly("attach_disconnected");
    }

    @Test
    void reports_every_error_at_its_place_and_goes_on_behind_it() {
        assertThat(Policies.problems("""
                        profile a /bin/a flags=(complian) {
                          /srv/** rwq,
                          capability chwon,
                          signal (sned) peer=x,
                          deny /x px,
                          /ok r,
                          netwrok inet,
                          /a pxix,
                        }
                        profile b { /x r }
                        """))
                .containsExactly(
                        "test:1:25: flags: unknown flag 'complian'",
                        "test:2:11: file rule: expected permissions such as 'rw', not 'rwq'",
                        "test:3:14: capability rule: unknown capability 'chwon'",
                        "test:4:11: signal rule: unknown access 'sned'",
                        "test:5:3: file rule: a deny rule has 'x' without a mode before it",
                        "test:7:3: 'netwrok' starts no rule",
                        "test:8:6: file rule: exec mode 'ix' conflicts with 'px'",
                        "test:10:18: file rule: expected ',', not '}'");
    }

    @Test
    void refuses_a_comment_that_ends_the_file_like_the_parser() {
        assertThat(Policies.problems("/a {\n}\n# end"))
                .containsExactly("test:3:1: comment: the file must not end within a comment");
    }

    @Test
    void takes_rules_of_another_file_and_reports_them_there() {
        Problems problems = new Problems();
        Location base = new Location("playbook.yml", 7, 12);
        List<Rule> rules = ProfileFile.parseRules("/srv/** r,\nowner /tmp/x rw,", base, problems);
        assertThat(problems.all()).isEmpty();
        assertThat(rules).extracting(Rule::text).containsExactly("file /srv/** r,", "owner file /tmp/x rw,");
        assertThat(rules.get(0).span().at()).isEqualTo(base);
        assertThat(rules.get(1).span().at()).isEqualTo(new Location("playbook.yml", 8, 1));
    }

    @Test
    void refuses_what_is_no_rule() {
        for (String text : List.of(
                "",
                "# only a comment\n",
                "/x r",
                "/x r, }",
                "/x r, } profile evil { file,",
                "profile evil { file, }",
                "include <abstractions/base>",
                "@{X} = /a",
                "{ /x r, }")) {
            Problems problems = new Problems();
            ProfileFile.parseRules(text, new Location("p.yml", 1, 1), problems);
            assertThat(problems.hasErrors()).as(text).isTrue();
        }
    }

    @Test
    void finds_profiles_that_attach_to_a_program() throws GlobException {
        Variables variables = new Variables(Map.of("bin", Set.of("/usr/bin/", "/bin")), Map.of());
        NamedProfile profile =
                Policies.parse("profile x @{bin}/{a,b*} { }\n").profiles().get(0);
        assertThat(profile.attachesTo("/usr/bin/a", variables)).isTrue();
        assertThat(profile.attachesTo("/bin/bash", variables)).isTrue();
        assertThat(profile.attachesTo("/bin/b/c", variables)).isFalse();
        assertThat(profile.attachesTo("/sbin/a", variables)).isFalse();
    }
}
