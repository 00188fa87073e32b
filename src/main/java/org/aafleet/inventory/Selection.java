package org.aafleet.inventory;

import java.util.List;
import org.aafleet.problem.Problem;

/**
 * The hosts that patterns and limits leave.
 *
 * @param hosts in Ansible's order, each once
 * @param warnings for each pattern that matched nothing
 */
public record Selection(List<Host> hosts, List<Problem> warnings) {
    public Selection {
        hosts = List.copyOf(hosts);
        warnings = List.copyOf(warnings);
    }
}
