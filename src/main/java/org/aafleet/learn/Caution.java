package org.aafleet.learn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessName;
import org.aafleet.policy.access.AccessRules;
import org.aafleet.policy.access.Decision;
import org.aafleet.policy.access.Kind;
import org.aafleet.policy.strength.Danger;

/** Why a person should look twice before allowing something. */
final class Caution {

    private static final List<Danger> DANGERS = Danger.all();

    /** By their usual names; a service has its own among them, which its profile allows already. */
    private static final Pattern SECRET = Pattern.compile(
            ".*(?:\\.key|\\.pem|\\.p12|\\.kdbx|\\.env|\\.htpasswd|\\.netrc|\\.pgpass|\\.my\\.cnf|/shadow-?|/gshadow-?|/id_[a-z0-9]+|/private/.*"
                    + "|/\\.ssh/.*|/\\.gnupg/.*|/wp-config\\.php|credentials[^/]*|secrets?[^/]*)");

    private final CurrentPolicy policy;
    private final Map<String, List<String>> dataOfServices;

    /** @param dataOfServices by service the directories and files that are its own */
    Caution(CurrentPolicy policy, Map<String, List<String>> dataOfServices) {
        this.policy = policy;
        this.dataOfServices = dataOfServices;
    }

    /** @param service that the profile is of */
    List<String> about(Proposal proposal, Choice choice, String service) {
        Set<String> reasons = new LinkedHashSet<>();
        ofRules(proposal, choice, reasons);
        for (Observation observation : proposal.evidence()) {
            if (observation.want() instanceof Want.Use use && isFile(use.access())) {
                ofPath(use.access().object().get(0), service, reasons);
            }
        }
        ofSource(proposal, reasons);
        return List.copyOf(reasons);
    }

    private static boolean isFile(Access access) {
        return access.kind() == Kind.FILE || access.kind() == Kind.LINK;
    }

    private void ofRules(Proposal proposal, Choice choice, Set<String> reasons) {
        AccessRules added = policy.only(proposal.profile(), choice.rules());
        AccessRules now = policy.rules(proposal.profile());
        for (Danger danger : DANGERS) {
            Decision decision = added.decide(danger.access());
            if (decision.allowed()
                    && !isConfinedAnew(decision)
                    && !now.decide(danger.access()).allowed()) {
                reasons.add(danger.why() + " (" + AccessName.of(danger.access(), false) + ")");
            }
        }
        if (choice.rules().stream().anyMatch(rule -> rule.matches("(?s).* [Uu]x,"))) {
            reasons.add("nothing holds the program any more, nor what it starts");
        }
        paths(proposal).stream()
                .filter(path -> policy.completesWritingAndRunning(proposal.profile(), added, path))
                .findFirst()
                .ifPresent(path -> reasons.add("may write what it may run: " + path));
    }

    private static boolean isConfinedAnew(Decision decision) {
        return decision.exec().filter(way -> way.matches("(?i)[pc]i?x.*")).isPresent();
    }

    private static List<String> paths(Proposal proposal) {
        List<String> paths = new ArrayList<>();
        for (Observation observation : proposal.evidence()) {
            if (observation.want() instanceof Want.Use use && use.access().kind() == Kind.FILE) {
                paths.add(use.access().object().get(0));
            }
        }
        return paths;
    }

    private void ofPath(String path, String service, Set<String> reasons) {
        if (SECRET.matcher(path).matches()) {
            reasons.add("looks like a secret: " + path);
        }
        if (path.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            reasons.add("a name with control characters, which somebody made up");
        }
        if (!isOf(service, path)) {
            dataOfServices.keySet().stream()
                    .filter(other -> isOf(other, path))
                    .forEach(other -> reasons.add("belongs to " + other + ": " + path));
        }
    }

    private boolean isOf(String service, String path) {
        return dataOfServices.getOrDefault(service, List.of()).stream()
                .anyMatch(place -> path.equals(place) || path.startsWith(place + "/"));
    }

    private static void ofSource(Proposal proposal, Set<String> reasons) {
        if (!proposal.isVouchedForByKernel()) {
            reasons.add("no record of the kernel itself says so (" + vouching(proposal)
                    + "): any program on the host can write such a line");
        }
    }

    private static String vouching(Proposal proposal) {
        List<String> words = new ArrayList<>();
        proposal.origins()
                .forEach(origin -> words.add(
                        switch (origin) {
                            case KERNEL -> "the kernel";
                            case USER_AUDIT -> "a program by way of audit";
                            case SYSLOG -> "syslog";
                            case PROGRAM -> "a program";
                        }));
        return "only " + String.join(" and ", words);
    }
}
