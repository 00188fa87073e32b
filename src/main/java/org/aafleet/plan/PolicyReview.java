package org.aafleet.plan;

import java.util.List;
import java.util.Optional;
import org.aafleet.audit.Replay;
import org.aafleet.policy.access.ProfileChange;
import org.aafleet.policy.strength.Strength;
import org.aafleet.problem.Problem;

/**
 * What is known of a service's new policy before a host has it.
 *
 * @param problems errors that the host's parser would find; when there are some, nothing else is known. Warnings about the rules
 *     that the site added
 * @param meaning what the service's processes may do with it that they might not before, and the other way round; empty where
 *     its profiles are new, or the old ones cannot be read
 * @param strength how well each profile holds a captured process once it is enforced
 */
public record PolicyReview(
        List<Problem> problems,
        Optional<List<ProfileChange>> meaning,
        List<Strength> strength,
        Optional<Replayed> replayed) {

    /** @param losses why more may have happened than was recorded, one sentence each */
    public record Replayed(Replay.Result result, List<String> losses) {

        public Replayed {
            losses = List.copyOf(losses);
        }
    }

    public PolicyReview {
        problems = List.copyOf(problems);
        meaning = meaning.map(List::copyOf);
        strength = List.copyOf(strength);
    }

    /** A word of ours on what the host's own parser will say: that has the last one, before anything changes. */
    List<String> warnings() {
        return problems.stream()
                .map(problem ->
                        problem.isError() ? "the host's parser will not take it: " + problem : problem.toString())
                .toList();
    }

    PolicyReview with(Replayed result) {
        return new PolicyReview(problems, meaning, strength, Optional.of(result));
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }
}
