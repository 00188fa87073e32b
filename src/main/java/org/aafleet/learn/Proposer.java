package org.aafleet.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.aafleet.learn.CurrentPolicy.Home;
import org.aafleet.learn.Proposal.Sort;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.Kind;

/** Turns what was observed into the fewest questions that settle it. */
public final class Proposer {

    /** From so many files in one directory on, the question is about the directory. */
    private static final int MANY = 5;

    /** A directory above this belongs to everybody. */
    private static final int SHARED_DEPTH = 3;

    private final Findings findings;
    private final Services services;

    /** What is known of the services that profiles are of. */
    public interface Services {

        /** The service that a profile is of. */
        Optional<String> service(String profile);

        /** @return values by variable of the profile's service, those that hold on all of the hosts */
        Map<String, List<String>> variables(String profile, Set<String> hosts);
    }

    public Proposer(Findings findings, Services services) {
        this.findings = findings;
        this.services = services;
    }

    /** What the policy does not settle, in the order of asking. */
    public List<Proposal> open(CurrentPolicy policy) {
        Map<String, List<Observation>> byProfile = new LinkedHashMap<>();
        for (Observation observation : findings.observations()) {
            if (policy.home(observation.profile()) instanceof Home.Of home && !isSettled(observation, home, policy)) {
                Set<String> hosts = observation.want() instanceof Want.Use use
                        ? policy.unsettled(home.profile(), use.access(), observation.hosts())
                        : observation.hosts();
                if (!hosts.isEmpty()) {
                    byProfile
                            .computeIfAbsent(home.profile(), name -> new ArrayList<>())
                            .add(observation.on(hosts));
                }
            }
        }
        List<Proposal> proposals = new ArrayList<>();
        byProfile.forEach((profile, observations) -> {
            List<Proposal> own = proposals(profile, observations, policy);
            own.sort(Comparator.comparing(Proposal::sort).thenComparing(Proposal::subject));
            proposals.addAll(own);
        });
        return proposals;
    }

    private static boolean isSettled(Observation observation, Home.Of home, CurrentPolicy policy) {
        if (observation.want() instanceof Want.Use use) {
            return policy.settles(home.profile(), use.access());
        }
        return observation.want() instanceof Want.EnterHat hat && policy.knows(home.profile() + "//" + hat.name());
    }

    private List<Proposal> proposals(String profile, List<Observation> observations, CurrentPolicy policy) {
        List<Observation> programs = new ArrayList<>();
        List<Observation> files = new ArrayList<>();
        Map<List<String>, List<Observation>> others = new LinkedHashMap<>();
        Map<String, List<Observation>> hats = new LinkedHashMap<>();
        List<Observation> disconnected = new ArrayList<>();
        for (Observation observation : observations) {
            if (observation.want() instanceof Want.Use use) {
                sort(use.access(), observation, programs, files, others);
            } else if (observation.want() instanceof Want.EnterHat hat) {
                hats.computeIfAbsent(hat.name(), name -> new ArrayList<>()).add(observation);
            } else {
                disconnected.add(observation);
            }
        }
        List<Proposal> proposals = new ArrayList<>();
        Function<Observation, Map<String, List<String>>> variables =
                observation -> services.variables(profile, observation.hosts());
        FileWant.of(programs, variables, Set.of())
                .forEach(want -> proposals.add(Executions.proposal(profile, want, policy, services)));
        proposals.addAll(files(profile, FileWant.of(files, variables, written(profile))));
        others.values().forEach(alike -> proposals.add(other(profile, alike)));
        hats.forEach((name, alike) -> proposals.add(new Proposal(
                Sort.HAT,
                profile,
                "the hat " + name,
                List.of(Executions.hat(profile, name, services.service(profile))),
                alike)));
        if (!disconnected.isEmpty()) {
            proposals.add(new Proposal(
                    Sort.DISCONNECTED,
                    profile,
                    "paths that the kernel sees without their beginning",
                    List.of(),
                    disconnected));
        }
        return proposals;
    }

    private Set<String> written(String profile) {
        Set<String> paths = new HashSet<>();
        for (Observation observation : findings.observations()) {
            if (observation.profile().equals(profile)
                    && observation.want() instanceof Want.Use use
                    && use.access().kind() == Kind.FILE
                    && use.access().permission().equals("w")) {
                paths.add(use.access().object().get(0));
            }
        }
        return paths;
    }

    private static void sort(
            Access access,
            Observation observation,
            List<Observation> programs,
            List<Observation> files,
            Map<List<String>, List<Observation>> others) {
        if (CurrentPolicy.isExecution(access)) {
            programs.add(observation);
        } else if (access.kind() == Kind.FILE) {
            files.add(observation);
        } else {
            List<String> group = new ArrayList<>(List.of(access.kind().name()));
            group.addAll(RuleText.group(access));
            others.computeIfAbsent(group, key -> new ArrayList<>()).add(observation);
        }
    }

    private static Proposal other(String profile, List<Observation> alike) {
        List<Access> accesses = alike.stream()
                .map(observation -> ((Want.Use) observation.want()).access())
                .toList();
        Access one = accesses.get(0);
        List<Choice> choices = List.of(Choice.of(RuleText.of(accesses)));
        if (one.kind() == Kind.CAPABILITY) {
            return new Proposal(
                    Sort.CAPABILITY, profile, "capability " + RuleText.capabilities(accesses), choices, alike);
        }
        Set<String> permissions = new TreeSet<>();
        accesses.forEach(access -> permissions.add(access.permission()));
        return new Proposal(
                Sort.OTHER, profile, AccessName.named(one, String.join(", ", permissions), false), choices, alike);
    }

    private record Place(PathForm directory, String permissions, boolean owner) {}

    /** What lies together in a directory of the service's own is asked together. */
    private static List<Proposal> files(String profile, List<FileWant> wants) {
        Map<Place, List<FileWant>> places = new LinkedHashMap<>();
        for (FileWant want : wants) {
            places.computeIfAbsent(
                            new Place(want.form().parent(), want.permissions(), want.owner()),
                            place -> new ArrayList<>())
                    .add(want);
        }
        List<Proposal> proposals = new ArrayList<>();
        places.forEach((place, inside) -> {
            if (inside.size() >= MANY && place.directory().depth() >= SHARED_DEPTH - 1) {
                proposals.add(directory(profile, inside));
            } else {
                inside.forEach(want -> proposals.add(file(profile, want)));
            }
        });
        return proposals;
    }

    private static Proposal directory(String profile, List<FileWant> inside) {
        FileWant one = inside.get(0);
        PathForm all = one.form().ending("*");
        List<Observation> evidence = new ArrayList<>();
        inside.forEach(want -> evidence.addAll(want.evidence()));
        return new Proposal(
                Sort.FILE,
                profile,
                one.permissions() + " " + inside.size() + " files in "
                        + one.form().parent().text() + "/",
                List.of(
                        Choice.of(one.rule(all, one.owner())),
                        new Choice(
                                "these " + inside.size() + " alone",
                                inside.stream().map(FileWant::rule).toList()),
                        Choice.of(one.rule(one.form().ending("**"), one.owner()))),
                evidence);
    }

    private static Proposal file(String profile, FileWant want) {
        List<Choice> choices = new ArrayList<>();
        choices.add(Choice.of(want.rule()));
        List<String> exact = want.exactRules();
        if (!exact.equals(List.of(want.rule()))) {
            choices.add(new Choice(exact.size() == 1 ? "" : "the " + exact.size() + " paths alone", exact));
        }
        if (want.owner()) {
            choices.add(Choice.of(want.rule(want.form(), false)));
        }
        return new Proposal(
                Sort.FILE,
                profile,
                want.permissions() + " " + want.form().text() + (want.owner() ? ", the process's own" : ""),
                choices,
                want.evidence());
    }
}
