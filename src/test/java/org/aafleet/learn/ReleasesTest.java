package org.aafleet.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessDiff;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.access.TooComplexException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One application on hosts of four Debian releases, which differ in their names, PHP's version and what the application makes
 * up: what their kernels recorded (lab hosts, {@code versions.sh}, php-fpm in complain) is asked about once.
 */
class ReleasesTest {

    private static final List<String> HOSTS = List.of("bullseye1", "bookworm1", "trixie1", "sid1");
    private static final String POOL = "aa-fleet-php-fpm";

    /** What is asked, and of a name that any of its rules may allow the form. */
    private static final Map<String, String> ASKED = Map.of(
            "r /opt/php/[0-9]*.[0-9]*/site.ini", "/opt/php/[0-9][^/]*[.][0-9][^/]*/site[.]ini",
            "r /srv/*/settings.ini", "/srv/[^/]+/settings[.]ini",
            "r /srv/common/words.txt", "/srv/common/words[.]txt",
            "r /srv/releases/2026-11-[0-9]*/about.txt", "/srv/releases/2026-11-[0-9][^/]*/about[.]txt",
            "r @{PROC}/@{pid}/limits", "/proc/[0-9]+/limits",
            "rw /srv/spool/job*, the process's own", "/srv/spool/job[^/]*",
            "w /srv/uploads/[0-9a-f]*-[0-9a-f]*-[0-9a-f]*-[0-9a-f]*-[0-9a-f]*.bin, the process's own",
                    "/srv/uploads/[0-9a-f][^/]*(?:-[0-9a-f][^/]*){4}[.]bin");

    private final Evidence evidence = new Evidence();
    private final CurrentPolicy nothing =
            CurrentPolicy.of(List.of(), new SearchPath(List.of(Path.of("src/test/resources/learn")), Path.of("")));

    @BeforeEach
    void collect() throws IOException {
        for (String host : HOSTS) {
            for (String line : Files.readAllLines(Path.of("src/test/resources/learn/releases", host + ".log"))) {
                evidence.read(host, line);
            }
        }
    }

    private List<Proposal> open(CurrentPolicy policy) {
        return new Proposer(evidence.findings(), new NoServices())
                .open(policy).stream()
                        .filter(proposal -> proposal.profile().equals(POOL))
                        .toList();
    }

    private static final class NoServices implements Proposer.Services {

        @Override
        public Optional<String> service(String profile) {
            return Optional.empty();
        }

        @Override
        public Map<String, List<String>> variables(String profile, Set<String> hosts) {
            return Map.of();
        }
    }

    @Test
    void each_thing_is_asked_once() {
        List<Proposal> open = open(nothing);
        assertThat(open).extracting(Proposal::subject).containsExactlyInAnyOrderElementsOf(ASKED.keySet());
        assertThat(open)
                .allSatisfy(proposal -> assertThat(proposal.hosts()).containsExactlyInAnyOrderElementsOf(HOSTS));
    }

    @Test
    void the_rule_covers_all_of_it_and_settles_it() {
        CurrentPolicy policy = nothing;
        for (Proposal proposal : open(nothing)) {
            AccessRules rules =
                    nothing.rulesWith(POOL, proposal.choices().get(0).rules());
            assertThat(proposal.evidence())
                    .allMatch(seen ->
                            rules.decide(((Want.Use) seen.want()).access()).allowed());
            policy = policy.with(POOL, proposal.choices().get(0).rules());
        }
        assertThat(open(policy)).isEmpty();
    }

    /** Whatever the rule allows, an example of which the engine finds, is of the form of what was seen. */
    @Test
    void the_rule_is_no_broader() throws TooComplexException {
        Map<String, List<String>> strangers = new LinkedHashMap<>();
        for (Proposal proposal : open(nothing)) {
            String form = ASKED.get(proposal.subject());
            AccessRules rules =
                    nothing.rulesWith(POOL, proposal.choices().get(0).rules());
            AccessDiff.between(nothing.rules(POOL), rules).forEach(change -> {
                String path = change.example().object().get(0);
                if (!path.matches(form)) {
                    strangers
                            .computeIfAbsent(proposal.subject(), subject -> new ArrayList<>())
                            .add(path);
                }
            });
            for (String near : List.of(
                    "/opt/php/site.ini",
                    "/opt/php/current/site.ini",
                    "/opt/php/8.4/other.ini",
                    "/srv/settings.ini",
                    "/srv/a/b/settings.ini",
                    "/srv/common/secrets.txt",
                    "/srv/releases/2026-12-01/about.txt",
                    "/srv/releases/2026-11-12/x/about.txt",
                    "/proc/1/environ",
                    "/srv/spool/other",
                    "/srv/spool/job/x",
                    "/srv/uploads/x.bin")) {
                for (String permission : List.of("r", "w", "k", "m", "x")) {
                    assertThat(rules.decide(new Access(Kind.FILE, permission, List.of(near, Kind.OWNER)))
                                    .allowed())
                            .as(
                                    "%s %s by %s",
                                    permission, near, proposal.choices().get(0).text())
                            .isFalse();
                }
            }
        }
        assertThat(strangers).isEmpty();
    }
}
