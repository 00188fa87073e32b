package org.aafleet.plan;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.aafleet.audit.Replay;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.Recorded;
import org.aafleet.plan.PolicyReview.Replayed;
import org.aafleet.policy.Dialect;
import org.aafleet.policy.EffectiveProfile;
import org.aafleet.policy.Linter;
import org.aafleet.policy.ParserVersion;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.SearchPath;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Automata;
import org.aafleet.policy.access.PolicyDiff;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.policy.lint.Advice;
import org.aafleet.policy.strength.Strength;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;

/** Reads new policy of services as the host at hand would, with its own abstractions. Hosts that have the same are one. */
final class PolicyReviewer {

    private static final Path POLICY = Path.of("/etc/apparmor.d");

    /**
     * @param main the file that is loaded
     * @param site directory of the rules that the playbook adds
     * @param before files by path; without the main one where the service had no profile
     */
    private record Question(
            Path main, Path site, Map<Path, String> before, Map<Path, String> after, Optional<ParserVersion> parser) {

        boolean hasRulesOfSite() {
            return after.keySet().stream().anyMatch(path -> path.startsWith(site));
        }

        boolean isOfSite(Location at) {
            return Path.of(at.file()).startsWith(site);
        }
    }

    private final Map<Question, PolicyReview> answers = new ConcurrentHashMap<>();
    private final Automata automata = new Automata();

    /**
     * @param includes the files of the host that the service includes, by name
     * @return nothing for a service that is disabled, or where the host was not asked for what it includes
     */
    Optional<PolicyReview> of(RenderedService rendered, Set<String> includes, ObservedHost observed) {
        boolean asked = includes.isEmpty() || !observed.includes().isEmpty();
        if (rendered.mode() == ServiceMode.DISABLED || !asked) {
            return Optional.empty();
        }
        Dialect dialect = observed.facts().dialect();
        Map<Path, String> before = new HashMap<>();
        observed.includes().forEach((path, text) -> put(before, path, text));
        // That they are there is all that counts.
        dialect.abis().forEach(abi -> put(before, POLICY + "/abi/" + abi, ""));
        Map<Path, String> after = new HashMap<>(before);
        observed.service(rendered.service()).paths().values().forEach(path -> {
            if (path instanceof ObservedPath.RegularFile file) {
                put(before, file.path(), file.text());
            }
        });
        rendered.files().forEach((path, text) -> after.put(Path.of(path), text));
        Question question = new Question(
                Path.of(rendered.main()),
                POLICY.resolve("aa-fleet").resolve(rendered.service()).resolve("site"),
                Map.copyOf(before),
                Map.copyOf(after),
                dialect.parser());
        PolicyReview review = answers.computeIfAbsent(question, this::answer);
        return Optional.of(
                observed.recorded().events().isEmpty() || !review.errors().isEmpty()
                        ? review
                        : review.with(replay(question, observed.recorded())));
    }

    /** What is recorded is something else on each host; profiles are read anew for it, as those of a thousand hosts are many. */
    private Replayed replay(Question question, Recorded recorded) {
        Map<String, AccessRules> rules = new HashMap<>();
        EffectiveProfile.unchecked(question.main(), SearchPath.among(question.after(), POLICY), new Problems())
                .forEach(profile -> rules.put(profile.name(), AccessRules.of(profile, new Problems(), automata)));
        Replay replay = new Replay(rules);
        recorded.events().stream()
                .filter(event -> rules.containsKey(event.example().profile()))
                .forEach(event -> replay.judge(event.example(), event.count()));
        return new Replayed(replay.result(), recorded.losses());
    }

    /** A host may name what no file can be called. */
    private static void put(Map<Path, String> texts, String path, String text) {
        if (path.indexOf('\0') < 0) {
            texts.put(Path.of(path), text);
        }
    }

    private PolicyReview answer(Question question) {
        Reading reading = new Reading(question, automata);
        Linter linter = new Linter(SearchPath.among(question.after(), POLICY), question.parser(), reading);
        List<Problem> problems = linter.lintFile(question.main()).problems().stream()
                .filter(problem -> problem.isError()
                        || problem.where().filter(question::isOfSite).isPresent())
                .map(problem -> problem.withExcerpt(Optional.empty()))
                .toList();
        return new PolicyReview(problems, reading.meaning, reading.strength, Optional.empty());
    }

    /** Goes on where no parser would refuse the policy. */
    private static final class Reading implements Linter.Advisor {

        private final Question question;
        private final Automata automata;
        private Optional<List<ProfileChange>> meaning = Optional.empty();
        private List<Strength> strength = List.of();

        Reading(Question question, Automata automata) {
            this.question = question;
            this.automata = automata;
        }

        @Override
        public void add(ProfileFile policy, SearchPath searchPath, Problems problems) {
            List<EffectiveProfile> profiles = EffectiveProfile.of(policy, searchPath, new Problems());
            strength = profiles.stream()
                    .map(profile -> Strength.enforced(profile, new Problems(), automata))
                    .toList();
            if (question.before().containsKey(question.main())) {
                meaning = changes(profiles);
            }
            if (question.hasRulesOfSite()) {
                new Advice(automata, rule -> question.isOfSite(rule.at())).add(policy, searchPath, problems);
            }
        }

        private Optional<List<ProfileChange>> changes(List<EffectiveProfile> after) {
            Problems unreadable = new Problems();
            List<EffectiveProfile> before = EffectiveProfile.unchecked(
                    question.main(), SearchPath.among(question.before(), POLICY), unreadable);
            List<ProfileChange> changes = PolicyDiff.between(before, after, automata, unreadable);
            return unreadable.hasErrors() ? Optional.empty() : Optional.of(changes);
        }
    }
}
