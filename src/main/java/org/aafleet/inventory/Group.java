package org.aafleet.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aafleet.yaml.YamlNode;

/**
 * A group as the inventory sources describe it.
 *
 * @param hosts the group's own hosts, not those of its children, in order of appearance
 * @param children the names of its child groups, in order of appearance
 * @param variables from the sources themselves, without {@code group_vars}
 * @param priority {@code ansible_group_priority}; among groups of one depth the higher one's variables win
 * @param depth the longest way down from {@code all}; the deeper group's variables win
 */
public record Group(
        String name,
        List<String> hosts,
        List<String> children,
        Map<String, YamlNode> variables,
        int priority,
        int depth) {

    public static final String ALL = "all";
    public static final String UNGROUPED = "ungrouped";

    public Group {
        hosts = List.copyOf(hosts);
        children = List.copyOf(children);
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
}
