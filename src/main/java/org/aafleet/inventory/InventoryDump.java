package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/** An inventory as {@code ansible-inventory} shows it: variables as written, without the magic ones. */
public final class InventoryDump {

    /** What Ansible itself sets, and leaves out of the picture. */
    private static final Set<String> INTERNAL = Set.of(
            "ansible_diff_mode",
            "ansible_config_file",
            "ansible_facts",
            "ansible_forks",
            "ansible_inventory_sources",
            "ansible_limit",
            "ansible_playbook_python",
            "ansible_run_tags",
            "ansible_skip_tags",
            "ansible_verbosity",
            "ansible_version",
            "inventory_dir",
            "inventory_file",
            "inventory_hostname",
            "inventory_hostname_short",
            "groups",
            "group_names",
            "omit",
            "playbook_dir");

    private static final Location NOWHERE = new Location("inventory", 1, 1);

    private final Inventory inventory;
    private final Map<String, YamlNode> extraVariables;
    private final Optional<Set<String>> limit;

    /** @param limit the only hosts to show, in groups too; absent for all */
    public InventoryDump(Inventory inventory, Map<String, YamlNode> extraVariables, Optional<Set<String>> limit) {
        this.inventory = inventory;
        this.extraVariables = extraVariables;
        this.limit = limit;
    }

    /** {@code --list} as JSON. */
    public String list() {
        Map<String, YamlNode> all = new LinkedHashMap<>();
        addGroup(Group.ALL, all, new HashSet<>());
        Map<String, YamlNode> hostVariables = new LinkedHashMap<>();
        for (Host host : inventory.hosts()) {
            Map<String, YamlNode> variables = variables(host);
            if (isShown(host.name()) && !variables.isEmpty()) {
                hostVariables.put(host.name(), mapping(variables));
            }
        }
        all.put("_meta", mapping(Map.of("hostvars", mapping(hostVariables))));
        return PythonJson.write(mapping(all));
    }

    private void addGroup(String name, Map<String, YamlNode> all, Set<String> seen) {
        Group group = group(name);
        Map<String, YamlNode> shown = new LinkedHashMap<>();
        List<String> hosts = shownHosts(group);
        if (!hosts.isEmpty()) {
            shown.put("hosts", texts(hosts));
        }
        if (!group.children().isEmpty()) {
            shown.put("children", texts(group.children()));
        }
        if (!shown.isEmpty()) {
            all.put(name, mapping(shown));
        }
        group.children().stream().filter(seen::add).forEach(child -> addGroup(child, all, seen));
    }

    /** {@code --list --yaml}. */
    public String yaml() {
        return PythonYaml.write(mapping(Map.of(Group.ALL, yamlGroup(Group.ALL, new HashSet<>()))));
    }

    private YamlNode yamlGroup(String name, Set<String> seen) {
        Group group = group(name);
        Map<String, YamlNode> children = new LinkedHashMap<>();
        group.children().forEach(child -> children.put(child, yamlGroup(child, seen)));
        Map<String, YamlNode> hosts = new LinkedHashMap<>();
        for (String host : shownHosts(group)) {
            hosts.put(host, mapping(seen.add(host) ? variables(Host.named(host)) : Map.of()));
        }
        Map<String, YamlNode> shown = new LinkedHashMap<>();
        if (!children.isEmpty()) {
            shown.put("children", mapping(children));
        }
        if (!hosts.isEmpty()) {
            shown.put("hosts", mapping(hosts));
        }
        return mapping(shown);
    }

    /**
     * {@code --host}.
     *
     * @throws InputException when the pattern does not match exactly one host
     */
    public String host(String pattern, boolean yaml) {
        Selection selected = inventory.select(List.of(pattern), List.of());
        if (selected.hosts().size() != 1) {
            List<Problem> problems = new ArrayList<>(selected.warnings());
            problems.add(Problem.error("--host needs one host; '" + pattern + "' matches "
                    + selected.hosts().size()));
            throw new InputException(problems);
        }
        Mapping variables = shown(selected.hosts().get(0));
        return yaml ? PythonYaml.write(variables) : PythonJson.write(variables);
    }

    Mapping shown(Host host) {
        return mapping(variables(host));
    }

    /**
     * {@code --graph}: the tree below a group.
     *
     * @throws InputException when there is no such group
     */
    public String graph(String group, boolean withVariables) {
        if (!inventory.groups().containsKey(group)) {
            throw new InputException(Problem.error("there is no group '" + group + "'")
                    .withHint(Suggestion.didYouMean(group, inventory.groups().keySet())));
        }
        List<String> lines = new ArrayList<>();
        graph(group(group), 0, withVariables, lines);
        return String.join("\n", lines);
    }

    private void graph(Group group, int depth, boolean withVariables, List<String> lines) {
        lines.add(graphLine("@" + group.name() + ":", depth));
        group.children().forEach(child -> graph(group(child), depth + 1, withVariables, lines));
        for (String host : shownHosts(group)) {
            lines.add(graphLine(host, depth + 1));
            if (withVariables) {
                graphVariables(variables(Host.named(host)), depth + 2, lines);
            }
        }
        if (withVariables) {
            graphVariables(variables(group), depth + 1, lines);
        }
    }

    private static void graphVariables(Map<String, YamlNode> variables, int depth, List<String> lines) {
        Map<String, YamlNode> sorted = new TreeMap<>(Unicode.ORDER);
        sorted.putAll(variables);
        sorted.forEach((name, value) -> lines.add(graphLine("{" + name + " = " + PythonText.str(value) + "}", depth)));
    }

    private static String graphLine(String text, int depth) {
        return (depth == 0 ? "" : "  |".repeat(depth) + "--") + PythonText.printable(text);
    }

    private Map<String, YamlNode> variables(Host host) {
        Map<String, YamlNode> variables = inventory.merged(host);
        variables.putAll(extraVariables);
        variables.keySet().removeAll(INTERNAL);
        return variables;
    }

    private Map<String, YamlNode> variables(Group group) {
        Map<String, YamlNode> variables = inventory.merged(group);
        if (group.priority() != 1) {
            String priority = String.valueOf(group.priority());
            variables.put(
                    InventoryBuilder.PRIORITY, new Scalar(priority, ScalarType.INTEGER, Optional.empty(), NOWHERE));
        }
        variables.keySet().removeAll(INTERNAL);
        return variables;
    }

    /** The hosts of {@code all} itself are shown in {@code ungrouped}. */
    private List<String> shownHosts(Group group) {
        return group.name().equals(Group.ALL)
                ? List.of()
                : group.hosts().stream().filter(this::isShown).toList();
    }

    private boolean isShown(String host) {
        return limit.isEmpty() || limit.get().contains(host);
    }

    private Group group(String name) {
        return Optional.ofNullable(inventory.groups().get(name)).orElseThrow();
    }

    private static Mapping mapping(Map<String, YamlNode> values) {
        List<Entry> entries = new ArrayList<>();
        values.forEach((key, value) -> entries.add(new Entry(Scalar.string(key, NOWHERE), value)));
        return new Mapping(entries, NOWHERE);
    }

    private static Sequence texts(List<String> texts) {
        return new Sequence(
                texts.stream()
                        .<YamlNode>map(text -> Scalar.string(text, NOWHERE))
                        .toList(),
                NOWHERE);
    }
}
