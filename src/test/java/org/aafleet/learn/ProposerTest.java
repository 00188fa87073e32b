package org.aafleet.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.SearchPath;
import org.junit.jupiter.api.Test;

/** What is asked of what was observed. */
class ProposerTest {

    private static final SearchPath NOWHERE = new SearchPath(List.of(), Path.of(""));

    private final Evidence evidence = new Evidence();
    private int serial;

    private void seen(String host, String verdict, String rest) {
        evidence.read(
                host, "type=AVC msg=audit(1763900000.123:%d): apparmor=\"%s\" %s".formatted(++serial, verdict, rest));
    }

    private void file(String host, String path, String mask, boolean own) {
        seen(
                host,
                "ALLOWED",
                "operation=\"open\" profile=\"web\" name=\"%s\" pid=7 comm=\"web\" requested_mask=\"%s\" denied_mask=\"%s\" fsuid=33 ouid=%d"
                        .formatted(path, mask, mask, own ? 33 : 0));
    }

    private List<Proposal> open(CurrentPolicy policy) {
        return new Proposer(evidence.findings(), new Web()).open(policy);
    }

    /** The service that all of it is of. */
    private static final class Web implements Proposer.Services {

        @Override
        public Optional<String> service(String profile) {
            return Optional.of("web");
        }

        @Override
        public Map<String, List<String>> variables(String profile, Set<String> hosts) {
            return Map.of("web_docroot", List.of("/srv/web", "/var/www/html"));
        }
    }

    private List<String> rules() {
        return open(CurrentPolicy.of(List.of(), NOWHERE)).stream()
                .map(proposal -> proposal.choices().get(0).rules().get(0))
                .toList();
    }

    @Test
    void accesses_to_one_file_are_one_rule() {
        file("a", "/srv/data/x", "r", true);
        file("b", "/srv/data/x", "wc", true);
        file("b", "/srv/data/x", "k", true);
        assertThat(rules()).containsExactly("owner /srv/data/x rwk,");
    }

    @Test
    void what_somebody_elses_file_shows_is_not_of_the_owner() {
        file("a", "/srv/data/x", "r", true);
        file("b", "/srv/data/x", "r", false);
        assertThat(rules()).containsExactly("/srv/data/x r,");
    }

    @Test
    void what_differs_from_host_to_host_becomes_a_pattern() {
        file("a", "/usr/lib/php/20190902/gd.so", "rm", false);
        file("b", "/usr/lib/php/20220829/gd.so", "rm", false);
        file("a", "/run/php/php7.4-fpm.sock", "rw", false);
        file("b", "/run/php/php8.2-fpm.sock", "rw", false);
        file("a.example.com", "/var/lib/app/a/state", "r", false);
        file("b.example.com", "/var/lib/app/b/state", "r", false);
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "/usr/lib/php/[0-9]*/gd.so rm,",
                        "/run/php/php[0-9]*.[0-9]*-fpm.sock rw,",
                        "/var/lib/app/*/state r,");
    }

    @Test
    void names_that_are_made_up_each_time_become_a_pattern() {
        file("a", "/tmp/phpAb3dEf", "rw", true);
        file("a", "/tmp/phpZZ9xQ1", "rw", true);
        file("a", "/var/cache/x/0b5e2f3c-1111-4222-8333-123456789abc/y", "r", true);
        file("a", "/var/cache/x/9a5e2f3c-1111-4222-8333-123456789abd/y", "r", true);
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "owner /tmp/php?????? rw,",
                        "owner /var/cache/x/[0-9a-f]*-[0-9a-f]*-[0-9a-f]*-[0-9a-f]*-[0-9a-f]*/y r,");
    }

    /** The next one has another name. */
    @Test
    void a_temporary_file_is_known_by_its_name_or_by_what_it_replaces() {
        file("a", "/etc/one/x.conf.Ab3dEf", "w", true);
        file("a", "/etc/two/x.conf", "w", true);
        file("a", "/etc/two/x.conf.Salhtr", "w", true);
        file("a", "/etc/two/x.conf.backup", "w", true);
        file("a", "/etc/four/x.conf", "r", true);
        file("a", "/etc/four/x.conf.sha256", "w", true);
        file("a", "/etc/five/x.conf.Ab3dEf", "r", true);
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "owner /etc/one/x.conf.?????? w,",
                        "owner /etc/two/x.conf w,",
                        "owner /etc/two/x.conf.?????? w,",
                        "owner /etc/two/x.conf.backup w,",
                        "owner /etc/four/x.conf r,",
                        "owner /etc/four/x.conf.sha256 w,",
                        "owner /etc/five/x.conf.Ab3dEf r,");
    }

    @Test
    void different_words_are_different_things() {
        file("a", "/srv/cache", "r", false);
        file("b", "/srv/pages", "r", false);
        assertThat(rules()).containsExactlyInAnyOrder("/srv/cache r,", "/srv/pages r,");
    }

    @Test
    void variables_name_what_they_stand_for() {
        file("a", "/proc/712/status", "r", true);
        file("a", "/srv/web/config.php", "r", false);
        file("b", "/var/www/html/config.php", "r", false);
        file("a", "/usr/lib/x86_64-linux-gnu/a.so", "r", false);
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "owner @{PROC}/@{pid}/status r,",
                        "@{web_docroot}/config.php r,",
                        "/usr/lib/@{multiarch}/a.so r,");
    }

    @Test
    void many_files_of_a_directory_are_one_question() {
        for (String name : List.of("one", "two", "red", "blue", "green")) {
            file("a", "/srv/app/templates/" + name + ".tpl", "r", false);
        }
        List<Proposal> open = open(CurrentPolicy.of(List.of(), NOWHERE));
        assertThat(open).hasSize(1);
        assertThat(open.get(0).choices())
                .extracting(Choice::text)
                .containsExactly("/srv/app/templates/* r,", "these 5 alone", "/srv/app/templates/** r,");
        assertThat(open.get(0).count()).isEqualTo(5);
    }

    @Test
    void what_a_program_wants_waits_for_how_it_runs() {
        seen(
                "a",
                "ALLOWED",
                "operation=\"exec\" profile=\"web\" name=\"/usr/bin/convert\" pid=7 comm=\"web\" requested_mask=\"x\" denied_mask=\"x\" fsuid=33 ouid=0 target=\"web//null-/usr/bin/convert\"");
        seen(
                "a",
                "ALLOWED",
                "operation=\"open\" profile=\"web//null-/usr/bin/convert\" name=\"/etc/magick/x\" pid=8 comm=\"convert\" requested_mask=\"r\" denied_mask=\"r\" fsuid=33 ouid=0");
        CurrentPolicy nothing = CurrentPolicy.of(List.of(), NOWHERE);
        List<Proposal> first = open(nothing);
        assertThat(first).extracting(Proposal::subject).containsExactly("x /usr/bin/convert");
        Choice inherit = first.get(0).choices().get(0);
        Choice child = first.get(0).choices().get(1);
        Choice unconfined = first.get(0).choices().get(2);
        assertThat(open(nothing.with("web", inherit.rules())))
                .extracting(Proposal::profile, Proposal::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("web", "r /etc/magick/x"));
        assertThat(open(nothing.with("web", child.rules())))
                .extracting(Proposal::profile, Proposal::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("web//convert", "r /etc/magick/x"));
        assertThat(open(nothing.with("web", unconfined.rules()))).isEmpty();
        assertThat(open(nothing.with("web", List.of("deny /usr/bin/convert x,"))))
                .isEmpty();
    }

    @Test
    void other_accesses_are_joined_by_what_they_are_about() {
        seen(
                "a",
                "ALLOWED",
                "operation=\"capable\" profile=\"web\" pid=7 comm=\"web\" capability=1  capname=\"dac_override\"");
        for (String signal : List.of("term", "hup")) {
            seen(
                    "a",
                    "ALLOWED",
                    "operation=\"signal\" profile=\"web\" pid=7 comm=\"web\" requested_mask=\"send\" denied_mask=\"send\" signal=%s peer=\"other\""
                            .formatted(signal));
        }
        seen(
                "a",
                "ALLOWED",
                "operation=\"create\" profile=\"web\" pid=7 comm=\"web\" family=\"inet\" sock_type=\"stream\" protocol=6 requested_mask=\"create\" denied_mask=\"create\"");
        seen(
                "a",
                "ALLOWED",
                "operation=\"connect\" profile=\"web\" pid=7 comm=\"web\" family=\"inet\" sock_type=\"stream\" protocol=6 requested_mask=\"connect\" denied_mask=\"connect\"");
        assertThat(rules())
                .containsExactlyInAnyOrder(
                        "capability dac_override,",
                        "signal (send) set=(hup, term) peer=other,",
                        "network inet stream,");
    }

    /** The letter l would not do where the link may be used for more than the file. */
    @Test
    void a_link_is_asked_about_with_its_target() {
        seen(
                "a",
                "ALLOWED",
                "operation=\"link\" profile=\"web\" name=\"/srv/new\" pid=7 comm=\"web\" requested_mask=\"l\" denied_mask=\"l\" fsuid=33 ouid=33 target=\"/srv/old\"");
        assertThat(rules()).containsExactly("owner link /srv/new -> /srv/old,");
        CurrentPolicy wider = CurrentPolicy.of(List.of(), NOWHERE).with("web", List.of("/srv/new rw,"));
        assertThat(open(wider.with("web", List.of("owner link /srv/new -> /srv/old,"))))
                .isEmpty();
    }

    @Test
    void a_hat_that_is_not_there_gets_rules_of_its_own() {
        seen(
                "a",
                "ALLOWED",
                "operation=\"change_hat\" profile=\"web\" name=\"shop\" pid=7 comm=\"web\" target=\"web//null-shop\"");
        seen(
                "a",
                "ALLOWED",
                "operation=\"open\" profile=\"web//null-shop\" name=\"/srv/shop\" pid=8 comm=\"web\" requested_mask=\"r\" denied_mask=\"r\" fsuid=33 ouid=0");
        CurrentPolicy nothing = CurrentPolicy.of(List.of(), NOWHERE);
        List<Proposal> first = open(nothing);
        assertThat(first).extracting(Proposal::subject).containsExactly("the hat shop");
        List<String> hat = first.get(0).choices().get(0).rules();
        assertThat(hat.get(0)).contains("include if exists <aa-fleet/web/site/web.shop>");
        assertThat(open(nothing.with("web", hat)))
                .extracting(Proposal::profile, Proposal::subject)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("web//shop", "r /srv/shop"));
    }

    @Test
    void what_is_decided_is_not_asked_again() {
        file("a", "/srv/data/x", "rw", true);
        CurrentPolicy nothing = CurrentPolicy.of(List.of(), NOWHERE);
        assertThat(open(nothing.with("web", List.of("owner /srv/data/* rw,")))).isEmpty();
        assertThat(open(nothing.with("web", List.of("deny /srv/data/x rw,")))).isEmpty();
        assertThat(open(nothing.ignoring("web", List.of("/srv/data/x rw,")))).isEmpty();
        assertThat(open(nothing.with("web", List.of("/srv/data/x r,"))))
                .extracting(proposal -> proposal.choices().get(0).text())
                .containsExactly("owner /srv/data/x w,");
    }

    @Test
    void a_record_counts_once_wherever_it_is_written() {
        String record =
                "apparmor=\"DENIED\" operation=\"open\" profile=\"web\" name=\"/srv/x\" pid=7 comm=\"web\" requested_mask=\"r\" denied_mask=\"r\" fsuid=33 ouid=0";
        evidence.read("a", "type=AVC msg=audit(1763900000.123:77): " + record + "\u001dFSUID=\"www-data\"");
        evidence.read("a", "[   36.171312] audit: type=1400 audit(1763900000.123:77): " + record);
        evidence.read("a", "Nov 23 12:13:20 a kernel: [   36.1] audit: type=1400 audit(1763900000.123:77): " + record);
        evidence.read("b", "type=AVC msg=audit(1763900000.123:77): " + record);
        Findings findings = evidence.findings();
        assertThat(findings.repeated()).isEqualTo(2);
        assertThat(findings.observations()).singleElement().satisfies(one -> {
            assertThat(one.count()).isEqualTo(2);
            assertThat(one.hosts()).containsExactlyInAnyOrder("a", "b");
        });
    }
}
