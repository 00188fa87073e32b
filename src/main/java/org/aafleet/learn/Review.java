package org.aafleet.learn;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.aafleet.catalog.RuleScope;
import org.aafleet.learn.ReviewDecision.Answer;

/** What is left to decide, and what was decided; each step can be taken back. */
public final class Review {

    /** More would only be read past. */
    private static final int ABSTRACTIONS = 2;

    private final Proposer proposer;
    private final Fleet fleet;
    private final String by;
    private final Clock clock;
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> skipped = new HashSet<>();
    private CurrentPolicy policy;
    private List<Proposal> open = List.of();
    private Map<String, Integer> foreign = Map.of();

    /**
     * Whom decisions are about.
     *
     * @param groups by host, of those that have something to tell
     * @param services what is known of the services that profiles are of
     * @param coverings what others have written that may allow the same
     * @param dataOfServices by service the directories and files that are its own
     */
    public record Fleet(
            Map<String, List<String>> groups,
            Proposer.Services services,
            Coverings coverings,
            Map<String, List<String>> dataOfServices) {

        /** Whether a host has the rules of a scope. */
        public Predicate<String> in(RuleScope scope) {
            return host -> scope.covers(host, groups.getOrDefault(host, List.of()));
        }
    }

    private record Step(CurrentPolicy before, Set<String> skippedBefore, List<ReviewDecision> decisions) {}

    /**
     * @param policy as the site's rules have it
     * @param earlier what was decided before; what is ignored among it is not asked again
     */
    public Review(
            Proposer proposer,
            CurrentPolicy policy,
            List<ReviewDecision> earlier,
            Fleet fleet,
            String by,
            Clock clock) {
        this.proposer = proposer;
        this.fleet = fleet;
        this.by = by;
        this.clock = clock;
        CurrentPolicy known = policy;
        for (ReviewDecision decision : earlier) {
            if (decision.answer() == Answer.IGNORE) {
                known = known.ignoring(decision.profile(), decision.rules());
                skipWithoutRules(decision);
            }
        }
        this.policy = known;
        find();
    }

    /** What no service of the catalogue has is nobody's to decide here. */
    private void find() {
        List<Proposal> own = new ArrayList<>();
        Map<String, Integer> others = new TreeMap<>();
        for (Proposal proposal : proposer.open(policy)) {
            if (!policy.knows(proposal.profile())
                    || fleet.services().service(proposal.profile()).isEmpty()) {
                others.merge(proposal.profile(), 1, Integer::sum);
            } else if (!skipped.contains(key(proposal))) {
                own.add(proposal);
            }
        }
        open = List.copyOf(own);
        foreign = Collections.unmodifiableMap(others);
    }

    /** What is left to decide. */
    public List<Proposal> open() {
        return open;
    }

    /** Profiles that no service here has, and how many questions there would be about each. */
    public Map<String, Integer> foreign() {
        return foreign;
    }

    /** Why to look twice before the recommended choice is taken. */
    public List<String> cautions(Proposal proposal) {
        return proposal.choices().isEmpty()
                ? List.of()
                : cautions(proposal, proposal.choices().get(0));
    }

    private static String key(Proposal proposal) {
        return key(proposal.profile(), proposal.subject());
    }

    private static String key(String profile, String subject) {
        return profile + "\n" + subject;
    }

    public Optional<Proposal> current() {
        return open.stream().findFirst();
    }

    public int left() {
        return open.size();
    }

    /** Ways to allow it: an abstraction first where it settles other questions, too. */
    List<Choice> choices(Proposal proposal) {
        List<Choice> choices = new ArrayList<>(proposal.choices());
        if (proposal.sort() == Proposal.Sort.EXECUTE || choices.isEmpty()) {
            return choices;
        }
        List<Choice> first = new ArrayList<>();
        abstractions(proposal).stream().limit(ABSTRACTIONS).forEach(name -> {
            boolean settlesMore = open.stream()
                    .filter(other -> other.profile().equals(proposal.profile()) && !other.equals(proposal))
                    .anyMatch(other -> abstractions(other).contains(name));
            (settlesMore ? first : choices).add(Choice.of("include <" + name + ">"));
        });
        choices.addAll(0, first);
        return choices;
    }

    private List<String> abstractions(Proposal proposal) {
        return fleet.coverings()
                .abstractions(
                        proposal, fleet.services().service(proposal.profile()).orElse(""));
    }

    /** Features of the service that allow it, for a playbook to name. */
    List<String> features(Proposal proposal) {
        return fleet.services()
                .service(proposal.profile())
                .map(service -> fleet.coverings().features(proposal, service))
                .orElse(List.of());
    }

    CurrentPolicy policy() {
        return policy;
    }

    /** Those that a person would answer in the same way at once: of one profile, about the same permissions in one place. */
    List<Proposal> alike(Proposal proposal) {
        return open.stream()
                .filter(other -> family(other).equals(family(proposal)))
                .toList();
    }

    private static List<String> family(Proposal proposal) {
        String[] words = proposal.subject().split(" ", 2);
        String place = words[words.length - 1].replaceFirst("^(/[^/]*/[^/]*).*$", "$1");
        return List.of(
                proposal.profile(),
                proposal.sort().toString(),
                words[0],
                proposal.sort() == Proposal.Sort.FILE ? place : "");
    }

    /** Hosts that a decision can be for, those that the evidence speaks for first. */
    List<RuleScope> scopes(Proposal proposal) {
        if (proposal.sort() == Proposal.Sort.EXECUTE || proposal.sort() == Proposal.Sort.HAT) {
            // Whose rules the program needs must be the same wherever it runs.
            return List.of(RuleScope.EVERYWHERE);
        }
        Set<String> hosts = proposal.hosts();
        List<RuleScope> scopes = new ArrayList<>();
        Set<String> groups = new TreeSet<>();
        fleet.groups().values().forEach(groups::addAll);
        groups.remove("all");
        for (String group : groups) {
            Set<String> members = members(group);
            if (members.containsAll(hosts) && members.size() < fleet.groups().size()) {
                scopes.add(RuleScope.group(group));
            }
        }
        if (hosts.size() == 1 && fleet.groups().size() > 1) {
            scopes.add(RuleScope.host(hosts.iterator().next()));
        }
        // All of a group, and nobody else: that is what they have in common.
        boolean specific = !scopes.isEmpty()
                && scopes.get(0).kind() == RuleScope.Kind.GROUP
                && members(scopes.get(0).name()).equals(hosts);
        scopes.add(specific ? scopes.size() : 0, RuleScope.EVERYWHERE);
        return scopes;
    }

    private Set<String> members(String group) {
        Set<String> members = new TreeSet<>();
        fleet.groups().forEach((host, groups) -> {
            if (groups.contains(group)) {
                members.add(host);
            }
        });
        return members;
    }

    /** Why to look twice before this is allowed. */
    List<String> cautions(Proposal proposal, Choice choice) {
        return new Caution(policy, fleet.dataOfServices())
                .about(
                        proposal,
                        choice,
                        fleet.services().service(proposal.profile()).orElse(""));
    }

    /** The recommended choice and where it would hold. */
    void allow(Proposal proposal) {
        allow(proposal, proposal.choices().get(0), scopes(proposal).get(0));
    }

    /** On how many hosts there was something to tell. */
    int hosts() {
        return fleet.groups().size();
    }

    /** Whether a rule would allow all that was observed. */
    boolean settles(Proposal proposal, String rule) {
        return settles(proposal, List.of(rule));
    }

    private boolean settles(Proposal proposal, List<String> rules) {
        CurrentPolicy changed = policy.with(proposal.profile(), rules);
        return proposal.evidence().stream()
                .allMatch(observation -> !(observation.want() instanceof Want.Use use)
                        || changed.decide(proposal.profile(), use.access()).allowed());
    }

    void allow(Proposal proposal, Choice choice, RuleScope scope) {
        allow(proposal, choice, scope, List.of());
    }

    /** @param alike allowed too, each as is recommended, unless it is settled by then or something speaks against it */
    void allow(Proposal proposal, Choice choice, RuleScope scope, Collection<Proposal> alike) {
        List<ReviewDecision> decisions = new ArrayList<>();
        decisions.add(decision(Answer.ALLOW, proposal, choice, choice.rules(), scope));
        for (Proposal other : alike) {
            boolean isClear = !other.choices().isEmpty() && cautions(other).isEmpty();
            if (!other.equals(proposal) && isClear && !settles(other, choice.rules())) {
                Choice usual = other.choices().get(0);
                decisions.add(decision(
                        Answer.ALLOW, other, usual, usual.rules(), scopes(other).get(0)));
            }
        }
        take(decisions);
    }

    /**
     * Answers as somebody has answered before, whatever its evidence was then.
     *
     * @return whether it fits: it is about the same profile, and about the same thing or all that was observed
     */
    boolean answer(Proposal proposal, ReviewDecision before) {
        boolean same =
                before.profile().equals(proposal.profile()) && before.wanted().equals(proposal.subject());
        List<String> allowing =
                before.rules().isEmpty() && same && !proposal.choices().isEmpty()
                        ? proposal.choices().get(0).rules()
                        : before.rules().stream()
                                .map(rule -> rule.replaceFirst("^deny ", ""))
                                .toList();
        boolean covers = before.profile().equals(proposal.profile())
                && proposal.sort() != Proposal.Sort.EXECUTE
                && !allowing.isEmpty()
                && settles(proposal, allowing);
        if (!same && !covers) {
            return false;
        }
        Choice choice = new Choice("", allowing);
        List<String> rules = before.answer() == Answer.DENY ? denied(choice) : allowing;
        take(List.of(decision(before.answer(), proposal, choice, rules, before.hosts())));
        return true;
    }

    private static List<String> denied(Choice choice) {
        return choice.rules().stream()
                .filter(RuleEdits::isRule)
                .map(RuleEdits::denied)
                .toList();
    }

    /** @param choices of each what would have allowed it */
    void deny(Map<Proposal, Choice> choices, RuleScope scope) {
        List<ReviewDecision> decisions = new ArrayList<>();
        choices.forEach(
                (proposal, choice) -> decisions.add(decision(Answer.DENY, proposal, choice, denied(choice), scope)));
        take(decisions);
    }

    /** @param choices of each what would have allowed it; without rules where none can */
    void ignore(Map<Proposal, Choice> choices) {
        List<ReviewDecision> decisions = new ArrayList<>();
        choices.forEach((proposal, choice) ->
                decisions.add(decision(Answer.IGNORE, proposal, choice, choice.rules(), RuleScope.EVERYWHERE)));
        take(decisions);
    }

    /** For this time. */
    void skip(Collection<Proposal> proposals) {
        Set<String> before = Set.copyOf(skipped);
        proposals.forEach(proposal -> skipped.add(key(proposal)));
        steps.add(new Step(policy, before, List.of()));
        find();
    }

    private void take(List<ReviewDecision> decisions) {
        steps.add(new Step(policy, Set.copyOf(skipped), decisions));
        for (ReviewDecision decision : decisions) {
            policy = with(decision);
            skipWithoutRules(decision);
        }
        find();
    }

    /** What no rule can express; everything else is settled by the rules, and by nothing that is only called the same. */
    private void skipWithoutRules(ReviewDecision decision) {
        if (decision.rules().isEmpty()) {
            skipped.add(key(decision.profile(), decision.wanted()));
        }
    }

    private CurrentPolicy with(ReviewDecision decision) {
        if (decision.answer() == Answer.IGNORE) {
            return policy.ignoring(decision.profile(), decision.rules());
        }
        return decision.hosts().equals(RuleScope.EVERYWHERE)
                ? policy.with(decision.profile(), decision.rules())
                : policy.with(decision.profile(), decision.rules(), fleet.in(decision.hosts()));
    }

    boolean undo() {
        if (steps.isEmpty()) {
            return false;
        }
        Step last = steps.remove(steps.size() - 1);
        policy = last.before();
        skipped.clear();
        skipped.addAll(last.skippedBefore());
        find();
        return true;
    }

    /** Of this session, in their order. */
    public List<ReviewDecision> decisions() {
        return steps.stream().flatMap(step -> step.decisions().stream()).toList();
    }

    private ReviewDecision decision(
            Answer answer, Proposal proposal, Choice choice, List<String> rules, RuleScope scope) {
        return new ReviewDecision(
                answer,
                proposal.profile(),
                rules,
                proposal.subject(),
                scope,
                by,
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString(),
                seen(proposal),
                answer == Answer.ALLOW ? cautions(proposal, choice) : List.of(),
                proposal.example());
    }

    /** {@code on 38 of 40 hosts, 1,204 times, 2026-11-27T… to 2026-11-28T…, by lighttpd}. */
    public String seen(Proposal proposal) {
        Map<String, String> parts = new LinkedHashMap<>();
        int all = fleet.groups().size();
        parts.put("hosts", "on " + proposal.hosts().size() + " of " + all + (all == 1 ? " host" : " hosts"));
        parts.put(
                "times",
                String.format(Locale.ROOT, "%,d", proposal.count()) + (proposal.count() == 1 ? " time" : " times"));
        proposal.first()
                .ifPresent(first -> parts.put(
                        "span",
                        first.truncatedTo(ChronoUnit.SECONDS)
                                + proposal.last()
                                        .filter(last -> !last.truncatedTo(ChronoUnit.SECONDS)
                                                .equals(first.truncatedTo(ChronoUnit.SECONDS)))
                                        .map(last -> " to " + last.truncatedTo(ChronoUnit.SECONDS))
                                        .orElse("")));
        if (!proposal.programs().isEmpty()) {
            parts.put("programs", "by " + String.join(", ", proposal.programs()));
        }
        return String.join(", ", parts.values());
    }
}
