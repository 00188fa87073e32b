package org.aafleet.policy;

import java.util.List;
import org.aafleet.policy.model.ChangeProfileRule;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problems;

/** Rules that a parser adds of itself, so that a process can ask for another hat or profile; they stand where the profile does. */
final class ImpliedRules {

    private static final String PROBES =
            "owner /proc/*/attr/apparmor/ r, owner /sys/module/apparmor/parameters/enabled r, ";

    private static final String CHANGE_HAT = PROBES + "owner /proc/[0-9]*/attr/{apparmor/,}current w,";
    private static final String CHANGE_PROFILE = PROBES + "owner /proc/*/attr/{apparmor/,}{current,exec} w,";

    private ImpliedRules() {}

    /** @param rules that stand in the profile */
    static List<ActiveRule> of(NamedProfile profile, boolean hasChildren, List<ActiveRule> rules) {
        boolean changesProfile = rules.stream().anyMatch(active -> active.rule() instanceof ChangeProfileRule);
        String implied = (profile.isHat() || hasChildren ? CHANGE_HAT : "") + (changesProfile ? CHANGE_PROFILE : "");
        if (implied.isEmpty()) {
            return List.of();
        }
        Location place = profile.profile().span().at();
        return ProfileFile.parseRules(implied, place, new Problems()).stream()
                .map(rule -> new ActiveRule(rule, rule.qualifiers(), List.of(), true))
                .toList();
    }
}
