package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.problem.Location;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;

/**
 * Collects hosts and groups from all sources in turn. Order is kept everywhere, since patterns such as {@code web[0]} and
 * the order of a rollout follow it.
 */
final class InventoryBuilder {

    static final String PRIORITY = "ansible_group_priority";

    private final Map<String, GroupDraft> groups = new LinkedHashMap<>();
    private final Map<String, HostDraft> hosts = new LinkedHashMap<>();

    static final class GroupDraft {
        final String name;
        final Set<String> hosts = new LinkedHashSet<>();
        final Set<GroupDraft> children = new LinkedHashSet<>();
        final Set<GroupDraft> parents = new LinkedHashSet<>();
        final Map<String, YamlNode> variables = new LinkedHashMap<>();
        int priority = 1;

        GroupDraft(String name) {
            this.name = name;
        }

        /** This group and all above it. */
        Set<GroupDraft> lineage() {
            Set<GroupDraft> seen = new LinkedHashSet<>(List.of(this));
            List<GroupDraft> queue = new ArrayList<>(seen);
            for (int i = 0; i < queue.size(); i++) {
                queue.get(i).parents.stream().filter(seen::add).forEach(queue::add);
            }
            return seen;
        }
    }

    static final class HostDraft {
        final Set<GroupDraft> groups = new LinkedHashSet<>();
        final Map<String, YamlNode> variables = new LinkedHashMap<>();
    }

    InventoryBuilder() {
        addGroup(Group.ALL);
        addGroup(Group.UNGROUPED);
        addChild(Group.ALL, Group.UNGROUPED);
    }

    Map<String, GroupDraft> groups() {
        return groups;
    }

    Map<String, HostDraft> hosts() {
        return hosts;
    }

    boolean hasGroup(String name) {
        return groups.containsKey(name);
    }

    void addGroup(String name) {
        groups.computeIfAbsent(name, GroupDraft::new);
    }

    /**
     * Adds a host to a group, once.
     *
     * @param port given with the name; counts only where the host is seen first
     */
    void addHost(String name, String group, OptionalInt port, Origin origin) {
        HostDraft host = hosts.get(name);
        if (host == null) {
            host = new HostDraft();
            hosts.put(name, host);
            if (port.orElse(0) != 0) {
                host.variables.put("ansible_port", integer(port.getAsInt(), origin.at()));
            }
            setVariable(name, "inventory_file", Scalar.string(origin.file(), origin.at()));
            origin.directory().ifPresent(dir -> setVariable(name, "inventory_dir", Scalar.string(dir, origin.at())));
        }
        draft(group).hosts.add(name);
        host.groups.add(draft(group));
    }

    /**
     * Where hosts come from.
     *
     * @param file the path or host list that the source is
     * @param directory absent for a host list
     */
    record Origin(String file, Optional<String> directory, Location at) {}

    private static Scalar integer(int value, Location at) {
        return new Scalar(String.valueOf(value), ScalarType.INTEGER, Optional.empty(), at);
    }

    /** @return what speaks against it, when it would make a group its own ancestor */
    Optional<String> addChild(String parent, String child) {
        GroupDraft above = draft(parent);
        GroupDraft below = draft(child);
        if (child.equals(Group.ALL)) {
            return Optional.of("'all' holds every group, so it cannot be a child of '" + parent + "'");
        }
        if (above.lineage().contains(below)) {
            return Optional.of("group '" + child + "' cannot be a child of '" + parent + "': it is above it already");
        }
        above.children.add(below);
        below.parents.add(above);
        return Optional.empty();
    }

    /**
     * Sets a variable of a group or, if there is none of the name, of a host. A host named like a group so gives its
     * variables to the group, as in Ansible.
     *
     * @return what speaks against it
     */
    Optional<String> setVariable(String name, String variable, YamlNode value) {
        GroupDraft group = groups.get(name);
        if (group == null) {
            java.util.Objects.requireNonNull(hosts.get(name), name).variables.put(variable, value);
            return Optional.empty();
        }
        if (!variable.equals(PRIORITY)) {
            group.variables.put(variable, value);
            return Optional.empty();
        }
        Optional<Integer> priority = priority(value);
        priority.ifPresent(number -> group.priority = number);
        return priority.isPresent() ? Optional.empty() : Optional.of(PRIORITY + " has to be an integer");
    }

    private static Optional<Integer> priority(YamlNode value) {
        Object plain = PlainValues.of(value);
        if (plain instanceof Long number) {
            return Optional.of(Math.toIntExact(Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number))));
        }
        if (plain instanceof Boolean flag) {
            return Optional.of(flag ? 1 : 0);
        }
        if (plain instanceof Double number) {
            return Optional.of(number.intValue());
        }
        return plain instanceof String text && text.strip().matches("[-+]?[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text.strip()))
                : Optional.empty();
    }

    private GroupDraft draft(String name) {
        return java.util.Objects.requireNonNull(groups.get(name), name);
    }

    /** Puts groups without a parent under {@code all}, and hosts without a group into {@code ungrouped}. */
    void reconcile() {
        for (GroupDraft group : groups.values()) {
            if (!group.name.equals(Group.ALL) && group.parents.isEmpty()) {
                addChild(Group.ALL, group.name);
            }
        }
        GroupDraft all = draft(Group.ALL);
        GroupDraft ungrouped = draft(Group.UNGROUPED);
        hosts.forEach((name, host) -> {
            boolean grouped = host.groups.stream().anyMatch(group -> group != all && group != ungrouped);
            if (!grouped && !host.groups.contains(ungrouped)) {
                joinUngrouped(name, host, ungrouped);
            } else if (grouped && host.groups.remove(ungrouped)) {
                ungrouped.hosts.remove(name);
            }
        });
    }

    private void joinUngrouped(String name, HostDraft host, GroupDraft ungrouped) {
        if (groups.containsKey(name)) {
            addChild(Group.UNGROUPED, name); // Ansible takes the name for the group's
        } else {
            ungrouped.hosts.add(name);
            host.groups.add(ungrouped);
        }
    }
}
