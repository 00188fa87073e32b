package org.aafleet.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.aafleet.policy.SourceEdits.Without;
import org.aafleet.policy.model.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceEditsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profile a /a {                        | profile a /a flags=(complain) {",
                "/a   {                                | /a flags=(complain)   {",
                "profile a /a flags=(audit) {          | profile a /a flags=(audit, complain) {",
                "profile a flags=(enforce) {           | profile a flags=(complain) {",
                "profile a flags=(kill audit debug) {  | profile a flags=(audit debug complain) {",
                "/a (audit,unconfined) {               | /a (audit,complain) {",
                "profile \"a b\" flags = ( prompt ) {  | profile \"a b\" flags = ( complain ) {",
                "profile a flags=(complain,audit) {    | profile a flags=(complain,audit) {",
            })
    void sets_complain_and_keeps_the_rest(String header, String expected) {
        assertThat(SourceEdits.withMode(Policies.parse(header + "\n}\n"), Mode.COMPLAIN))
                .isEqualTo(expected + "\n}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profile a /a flags=(complain) {       | profile a /a {",
                "/a (complain) {                       | /a {",
                "profile a flags=(audit,complain) {    | profile a flags=(audit) {",
                "profile a flags=(complain, audit) {   | profile a flags=(audit) {",
                "profile a flags=(unconfined) {        | profile a flags=(unconfined) {",
                "profile a {                           | profile a {",
            })
    void sets_enforce_and_keeps_the_rest(String header, String expected) {
        assertThat(SourceEdits.withMode(Policies.parse(header + "\n}\n"), Mode.ENFORCE))
                .isEqualTo(expected + "\n}\n");
    }

    @Test
    void reaches_children_and_hats_and_leaves_rules_alone() {
        String text = """
                # flags=(complain) in a comment
                profile a /a{,b} { # why
                  ^h flags=(attach_disconnected) { /x{a,b} r, }
                  if $x { profile c /c { } }
                }
                """;
        String complain = SourceEdits.withMode(Policies.parse(text), Mode.COMPLAIN);
        assertThat(complain).isEqualTo("""
                        # flags=(complain) in a comment
                        profile a /a{,b} flags=(complain) { # why
                          ^h flags=(attach_disconnected, complain) { /x{a,b} r, }
                          if $x { profile c /c flags=(complain) { } }
                        }
                        """);
        assertThat(SourceEdits.withMode(Policies.parse(complain), Mode.ENFORCE)).isEqualTo(text);
    }

    @Test
    void takes_deny_rules_out_with_their_lines() {
        Without edited = SourceEdits.withoutDenyRules(Policies.parse("""
                        profile a {
                          /a r,
                          deny /b w, # noisy
                          audit deny owner /c w,
                          /d r, deny /e w, /f r,
                          deny {
                            /g r,
                          }
                          ^h {
                            deny capability sys_admin,
                            include <abstractions/base>
                          }
                        }
                        """));
        assertThat(edited.text()).isEqualTo("""
                        profile a {
                          /a r,
                          /d r, /f r,
                          ^h {
                            include <abstractions/base>
                          }
                        }
                        """);
        assertThat(edited.removed())
                .extracting(Statement::construct)
                .containsExactly("file rule", "file rule", "file rule", "qualifier block", "capability rule");
        assertThat(edited.removed().get(0).span().at()).hasToString("test:3:3");
    }

    @Test
    void edits_fragments_and_tunables_too() {
        assertThat(SourceEdits.withoutDenyRules(Policies.fragment("deny /a w,\n/b r,\n"))
                        .text())
                .isEqualTo("/b r,\n");
        String tunables = "# where\n@{DOCROOT} = /var/www /srv\n";
        assertThat(SourceEdits.withMode(Policies.parse(tunables), Mode.COMPLAIN))
                .isEqualTo(tunables);
    }
}
