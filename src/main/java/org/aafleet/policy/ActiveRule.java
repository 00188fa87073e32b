package org.aafleet.policy;

import java.util.List;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.problem.Location;

/**
 * A rule that counts in a profile: of a conditional the branch that is taken, of an include what is there.
 *
 * @param qualifiers the rule's own with those of the blocks around it
 * @param through the includes that lead to it, from the profile on; empty for a rule of the profile's own file
 * @param isImplied whether a parser adds it of itself; it stands where the profile does then
 */
public record ActiveRule(Rule rule, Qualifiers qualifiers, List<Location> through, boolean isImplied) {

    public ActiveRule {
        through = List.copyOf(through);
    }

    /** Where it stands. */
    public Location at() {
        return rule.span().at();
    }
}
