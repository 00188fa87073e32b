package org.aafleet.learn;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.learn.Proposal.Sort;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.Kind;

/** A review without a person: by answers that were given elsewhere, and by what evidence alone is enough for. */
public final class Unattended {

    private static final Set<String> ORDINARY_SOCKETS = Set.of("inet", "inet6", "unix");
    private static final Set<String> ORDINARY_TYPES = Set.of("stream", "dgram", "seqpacket");

    private final Review review;

    public Unattended(Review review) {
        this.review = review;
    }

    /**
     * Each answer may open further questions; one that leaves its own question open is given once.
     *
     * @return the answers that no question asked for
     */
    public List<ReviewDecision> answer(List<ReviewDecision> answers) {
        Set<Proposal> tried = new HashSet<>();
        Set<ReviewDecision> used = new HashSet<>();
        for (Optional<Proposal> next = answered(answers, tried, used);
                next.isPresent();
                next = answered(answers, tried, used)) {
            tried.add(next.get());
        }
        return answers.stream().filter(answer -> !used.contains(answer)).toList();
    }

    private Optional<Proposal> answered(List<ReviewDecision> answers, Set<Proposal> tried, Set<ReviewDecision> used) {
        for (Proposal proposal : review.open()) {
            if (!tried.contains(proposal)) {
                for (ReviewDecision answer : answers) {
                    if (review.answer(proposal, answer)) {
                        used.add(answer);
                        return Optional.of(proposal);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Allows what is safe.
     *
     * @return of each question that is left why a person has to decide it
     */
    public Map<Proposal, String> acceptSafe() {
        Map<Proposal, String> left = new LinkedHashMap<>();
        for (Proposal proposal : review.open()) {
            Optional<String> why = whyNotSafe(proposal);
            if (why.isPresent()) {
                left.put(proposal, why.get());
            } else {
                review.allow(proposal);
            }
        }
        return left;
    }

    private Optional<String> whyNotSafe(Proposal proposal) {
        List<String> reasons = new ArrayList<>(review.cautions(proposal));
        if (proposal.wasDenied()) {
            reasons.add("it was denied, as an attack would be");
        }
        if (review.hosts() > 1 && proposal.hosts().size() == 1) {
            reasons.add("only one host did it");
        }
        if (proposal.sort() == Sort.EXECUTE) {
            reasons.add("how a program runs is for a person to say");
        } else if (proposal.sort() == Sort.HAT || proposal.sort() == Sort.DISCONNECTED) {
            reasons.add("it changes how the profile is made");
        } else if (proposal.evidence().stream().anyMatch(one -> !isHarmless(proposal, one))) {
            reasons.add(
                    "only reading, writing one's own files in the service's own directories, and ordinary sockets are");
        }
        return reasons.stream().findFirst();
    }

    private static boolean isHarmless(Proposal proposal, Observation observation) {
        if (!(observation.want() instanceof Want.Use use)) {
            return false;
        }
        Access access = use.access();
        return switch (access.kind()) {
            case FILE -> isHarmlessFile(proposal, access);
            case CAPABILITY -> true;
            case NETWORK ->
                ORDINARY_SOCKETS.contains(access.object().get(0))
                        && ORDINARY_TYPES.contains(access.object().get(1));
            default -> false;
        };
    }

    private static boolean isHarmlessFile(Proposal proposal, Access access) {
        boolean reads = access.permission().equals("r") || access.permission().equals("k");
        boolean ownPlace = proposal.choices().get(0).rules().get(0).startsWith("owner @{")
                && !proposal.choices().get(0).rules().get(0).startsWith("owner @{PROC}");
        boolean writes = access.permission().equals("w") || access.permission().equals("a");
        return reads || (writes && ownPlace && access.object().get(1).equals(Kind.OWNER));
    }
}
