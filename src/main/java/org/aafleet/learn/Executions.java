package org.aafleet.learn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.catalog.SiteFiles;
import org.aafleet.learn.Proposal.Sort;

/** How a program may be run by a confined one. */
final class Executions {

    private Executions() {}

    static Proposal proposal(String profile, FileWant want, CurrentPolicy policy, Proposer.Services services) {
        String program = want.form().text();
        List<Choice> choices = new ArrayList<>();
        Choice inherit = new Choice("inherit: it runs under the same profile", List.of(program + " mrix,"));
        Choice child = child(profile, want, services.service(profile));
        Optional<String> own = policy.attachedTo(want.path());
        if (own.isPresent()) {
            choices.add(new Choice("profile: it runs under its own, " + own.get(), List.of(program + " Px,")));
            choices.add(inherit);
            choices.add(child);
        } else {
            choices.add(inherit);
            choices.add(child);
        }
        choices.add(new Choice("unconfined: nothing holds it any more", List.of(program + " Ux,")));
        return new Proposal(Sort.EXECUTE, profile, "x " + program, choices, want.evidence());
    }

    private static Choice child(String profile, FileWant want, Optional<String> service) {
        String program = want.form().text();
        String name = want.path().replaceFirst(".*/", "").replaceAll("[^A-Za-z0-9._+-]", "_");
        String parent = profile.contains("//") ? profile.substring(0, profile.indexOf("//")) : profile;
        // The kernel has no children of children.
        boolean nested = !parent.equals(profile);
        List<String> rules = nested
                ? List.of(program + " Px -> " + parent + "//" + name + ",")
                : List.of(
                        program + " Cx -> " + name + ",",
                        "profile " + name + " {\n  include <abstractions/base>\n  " + program + " mr,\n"
                                + service.map(known -> ownRules(known, parent + "//" + name))
                                        .orElse("") + "}");
        return new Choice("child: it runs under a profile of its own within this one, " + parent + "//" + name, rules);
    }

    static Choice hat(String profile, String name, Optional<String> service) {
        String rules =
                service.map(known -> ownRules(known, profile + "//" + name)).orElse("");
        return new Choice("a hat of its own: ^" + name, List.of("^" + name + " {\n" + rules + "}"));
    }

    /** What is decided of the child later. */
    private static String ownRules(String service, String child) {
        return "  include if exists <aa-fleet/" + service + "/site/" + SiteFiles.fileName(child) + ">\n";
    }
}
