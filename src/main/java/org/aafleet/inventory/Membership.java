package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.aafleet.inventory.InventoryBuilder.GroupDraft;

/** Which host is in which group, directly or not. */
final class Membership {

    /** Ansible's precedence among the groups of a host, the strongest last. */
    private static final Comparator<Group> PRECEDENCE = Comparator.comparingInt(Group::depth)
            .thenComparingInt(Group::priority)
            .thenComparing(Group::name, Unicode.ORDER);

    private final Map<String, Group> groups;
    private final Map<String, List<String>> members;
    private final Map<String, List<Group>> groupsOf;
    private final Set<String> hosts;

    private Membership(
            Map<String, Group> groups,
            Map<String, List<String>> members,
            Map<String, List<Group>> groupsOf,
            Set<String> hosts) {
        this.groups = groups;
        this.members = members;
        this.groupsOf = groupsOf;
        this.hosts = hosts;
    }

    static Membership of(InventoryBuilder builder) {
        Collection<GroupDraft> drafts = builder.groups().values();
        Map<GroupDraft, Integer> depths = depths(drafts);
        Map<String, Group> groups = new LinkedHashMap<>();
        for (GroupDraft draft : drafts) {
            List<String> children =
                    draft.children.stream().map(child -> child.name).toList();
            int depth = depths.getOrDefault(draft, 0);
            groups.put(
                    draft.name,
                    new Group(draft.name, List.copyOf(draft.hosts), children, draft.variables, draft.priority, depth));
        }
        Map<String, List<String>> members = new LinkedHashMap<>();
        groups.keySet().forEach(name -> members.put(name, members(name, groups)));
        return new Membership(
                java.util.Collections.unmodifiableMap(groups),
                members,
                groupsOf(builder, groups),
                new LinkedHashSet<>(builder.hosts().keySet()));
    }

    /** The longest way from a group without parents, found by taking groups away from the top. */
    private static Map<GroupDraft, Integer> depths(Collection<GroupDraft> drafts) {
        Map<GroupDraft, Integer> depths = new HashMap<>();
        Map<GroupDraft, Integer> parentsLeft = new HashMap<>();
        List<GroupDraft> queue = new ArrayList<>();
        for (GroupDraft draft : drafts) {
            parentsLeft.put(draft, draft.parents.size());
            if (draft.parents.isEmpty()) {
                queue.add(draft);
            }
        }
        for (int i = 0; i < queue.size(); i++) {
            int below = depths.getOrDefault(queue.get(i), 0) + 1;
            for (GroupDraft child : queue.get(i).children) {
                depths.merge(child, below, Math::max);
                if (parentsLeft.merge(child, -1, Integer::sum) == 0) {
                    queue.add(child);
                }
            }
        }
        return depths;
    }

    /**
     * The hosts of a group and of those below, breadth first. Beyond the second level Ansible's own order changes from run
     * to run, as it walks Python sets; ours is that of appearance.
     */
    private static List<String> members(String group, Map<String, Group> groups) {
        Set<String> hosts = new LinkedHashSet<>();
        Set<String> seen = new LinkedHashSet<>(List.of(group));
        List<String> queue = new ArrayList<>(seen);
        for (int i = 0; i < queue.size(); i++) {
            Group current = Optional.ofNullable(groups.get(queue.get(i))).orElseThrow();
            hosts.addAll(current.hosts());
            current.children().stream().filter(seen::add).forEach(queue::add);
        }
        return List.copyOf(hosts);
    }

    /** Hosts that are in the same groups share one list, which keeps 10,000 hosts cheap. */
    private static Map<String, List<Group>> groupsOf(InventoryBuilder builder, Map<String, Group> groups) {
        Map<Set<GroupDraft>, List<Group>> shared = new HashMap<>();
        Map<String, List<Group>> groupsOf = new HashMap<>();
        builder.hosts()
                .forEach((name, host) -> groupsOf.put(
                        name,
                        shared.computeIfAbsent(
                                host.groups,
                                direct -> direct.stream()
                                        .flatMap(group -> group.lineage().stream())
                                        .map(group -> group.name)
                                        .filter(group -> !group.equals(Group.ALL))
                                        .distinct()
                                        .map(group -> Optional.ofNullable(groups.get(group))
                                                .orElseThrow())
                                        .sorted(PRECEDENCE)
                                        .collect(Collectors.toUnmodifiableList()))));
        return groupsOf;
    }

    Map<String, Group> groups() {
        return groups;
    }

    Group group(String name) {
        return Optional.ofNullable(groups.get(name)).orElseThrow();
    }

    Set<String> hosts() {
        return hosts;
    }

    List<String> members(String group) {
        return members.getOrDefault(group, List.of());
    }

    /** The groups that a host is in, without {@code all}; the one whose variables win comes last. */
    List<Group> groupsOf(String host) {
        return groupsOf.getOrDefault(host, List.of());
    }
}
