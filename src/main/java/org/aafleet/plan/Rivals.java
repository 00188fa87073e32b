package org.aafleet.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.aafleet.catalog.Service;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedPath;
import org.aafleet.host.ObservedService;
import org.aafleet.host.Rival;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.policy.Attachment;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.glob.GlobException;
import org.aafleet.policy.glob.Variables;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;

/**
 * Other people's profile files for the programs of a service. Two profiles for one program are a conflict that the kernel
 * settles as it likes, so the other one is disabled beside ours, never edited, and comes back on rollback.
 *
 * @param retired path to the kernel names that are in it
 * @param reinstated path to the names and modes that are loaded again
 * @param conflicts what cannot be settled without a person
 * @param doubts files that may be for one of the programs
 */
record Rivals(
        Map<String, List<String>> retired,
        Map<String, Map<String, String>> reinstated,
        List<String> conflicts,
        List<String> doubts,
        Map<String, Optional<String>> owners) {

    private static final String DISABLE = "/etc/apparmor.d/disable/";

    static String disableLink(String path) {
        return DISABLE + path.substring(path.lastIndexOf('/') + 1);
    }

    Optional<String> owner(String path) {
        return Objects.requireNonNullElse(owners.get(path), Optional.empty());
    }

    static Rivals find(DesiredService service, ObservedHost observed) {
        Rivals rivals = new Rivals(
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new LinkedHashMap<>());
        ObservedService seen = observed.service(service.name());
        for (Rival rival : observed.rivals()) {
            boolean byUs = seen.at(disableLink(rival.path())) instanceof ObservedPath.Link
                    && seen.paths().containsKey(disableLink(rival.path()));
            if (!rival.disabled() || byUs) {
                rivals.judge(service, rival, byUs, observed);
            }
        }
        return rivals;
    }

    /** Files that are not disabled and have a profile for one of the service's programs. */
    static List<String> active(Service service, ObservedHost observed) {
        return observed.rivals().stream()
                .filter(rival -> !rival.disabled() && isForProgramOf(service, rival))
                .map(Rival::path)
                .toList();
    }

    private static boolean isForProgramOf(Service service, Rival rival) {
        ProfileFile file = ProfileFile.parse(new Source(rival.path(), rival.text()), new Problems());
        Variables variables = RivalVariables.of(file);
        return topLevel(file.profiles()).stream()
                .flatMap(profile -> profile.attachment().stream())
                .anyMatch(
                        theirs -> service.programs().stream().anyMatch(program -> overlap(program, theirs, variables)));
    }

    private void judge(DesiredService service, Rival rival, boolean disabledByUs, ObservedHost observed) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(new Source(rival.path(), rival.text()), problems);
        List<NamedProfile> profiles = file.profiles();
        Variables variables = RivalVariables.of(file);
        List<NamedProfile> same = profiles.stream()
                .filter(profile -> isRival(profile, service, variables))
                .toList();
        if (same.isEmpty()) {
            unread(problems)
                    .ifPresent(reason -> doubts.add(rival.path() + " mentions a program of " + service.name()
                            + " and cannot be read: " + reason + "; if it has a profile for it, disable the file"));
            return;
        }
        owners.put(rival.path(), rival.owner());
        if (!rival.path().matches("/etc/apparmor\\.d/[A-Za-z0-9._+@-]+")) {
            conflicts.add(
                    rival.path() + " is for a program of " + service.name() + ", and its name is too odd to handle");
        } else if (problems.hasErrors()) {
            conflicts.add(rival.path() + " is for a program of " + service.name() + " and cannot be read whole: "
                    + unread(problems).orElseThrow() + "; disable it by hand");
        } else if (service.rendered().mode() == ServiceMode.DISABLED) {
            Map<String, String> modes = new LinkedHashMap<>();
            profiles.forEach(profile -> modes.put(profile.kernelName(), profile.mode()));
            // What an earlier run brought back stays loaded: the revision names it, and what it names no more is
            // unloaded.
            boolean backAlready =
                    observed.service(service.name()).leftProfiles().keySet().containsAll(modes.keySet());
            if (disabledByUs || backAlready) {
                reinstated.put(rival.path(), modes);
            }
        } else if (!forbidden(same, service, variables).isEmpty()) {
            conflicts.add(rival.path() + " is for programs of " + service.name() + " and for protected ones ("
                    + ProtectedPrograms.words(forbidden(same, service, variables)) + "); split it by hand");
        } else if (topLevel(same).size() < topLevel(profiles).size()) {
            conflicts.add(rival.path() + " has profiles for programs of " + service.name()
                    + " and for others; disable or split it by hand");
        } else {
            retired.put(
                    rival.path(),
                    profiles.stream().map(NamedProfile::kernelName).toList());
        }
    }

    private static Optional<String> unread(Problems problems) {
        return problems.all().stream()
                .filter(Problem::isError)
                .map(problem ->
                        problem.where().map(at -> "line " + at.line() + ", ").orElse("") + problem.message())
                .findFirst();
    }

    /** Disabling a file must not set a protected program free either. */
    private static List<ProtectedProgram> forbidden(
            List<NamedProfile> same, DesiredService service, Variables variables) {
        List<String> attachments =
                same.stream().flatMap(profile -> profile.attachment().stream()).toList();
        return ProtectedPrograms.among(attachments, variables).stream()
                .filter(program -> !service.entry().allowProtected().contains(program))
                .toList();
    }

    private static List<NamedProfile> topLevel(List<NamedProfile> profiles) {
        return profiles.stream().filter(profile -> !profile.isChild()).toList();
    }

    private static boolean isRival(NamedProfile profile, DesiredService service, Variables variables) {
        if (profile.isChild()) {
            return false;
        }
        if (service.rendered().names().contains(profile.kernelName())) {
            return true;
        }
        Optional<String> attachment = profile.attachment();
        return attachment.isPresent()
                && service.rendered().attachments().stream()
                        .anyMatch(ours -> overlap(ours, attachment.get(), variables));
    }

    private static boolean overlap(String ours, String theirs, Variables variables) {
        try {
            return overlap(Attachment.of(ours, variables), theirs, variables);
        } catch (GlobException e) {
            return true;
        }
    }

    /** A pattern that cannot be read here counts as a rival's: it mentions the program, and better asked than hidden. */
    private static boolean overlap(Attachment ours, String theirs, Variables variables) {
        try {
            return ours.overlaps(Attachment.of(theirs, variables));
        } catch (GlobException e) {
            return true;
        }
    }
}
