package org.aafleet.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;

/** Hosts and groups with their variables, read from Ansible's inventory sources. Immutable. */
public final class Inventory {

    private static final Location NOWHERE = new Location("magic variable", 1, 1);

    private final Membership membership;
    private final Map<String, Map<String, YamlNode>> hostVariables;
    private final List<VarsDirectory> besideSources;
    private final List<VarsDirectory> besidePlaybook;
    private final Optional<Path> playbookDirectory;
    private final YamlNode groupsVariable;
    private final Texts texts;
    private final List<Problem> warnings;

    private Inventory(
            Membership membership,
            Map<String, Map<String, YamlNode>> hostVariables,
            List<VarsDirectory> besideSources,
            List<VarsDirectory> besidePlaybook,
            Optional<Path> playbookDirectory,
            Texts texts,
            List<Problem> warnings) {
        this.membership = membership;
        this.hostVariables = hostVariables;
        this.besideSources = besideSources;
        this.besidePlaybook = besidePlaybook;
        this.playbookDirectory = playbookDirectory;
        this.texts = texts;
        this.warnings = warnings;
        this.groupsVariable = groupsVariable(membership);
    }

    /**
     * Reads sources in turn, a later one adding to and overriding an earlier one.
     *
     * @param sources as after {@code -i}: files, directories, executable scripts, {@code host1,host2,} lists
     * @param playbookDirectory where {@code group_vars} and {@code host_vars} are looked for too, and override
     * @throws InputException with every problem in every source
     */
    public static Inventory load(List<String> sources, Optional<Path> playbookDirectory) {
        Problems problems = new Problems();
        Texts texts = new Texts();
        InventoryBuilder builder = new InventoryBuilder();
        SourceLoader loader = new SourceLoader(builder, texts, problems);
        sources.forEach(loader::load);
        builder.reconcile();
        Membership membership = Membership.of(builder);
        Map<Path, VarsDirectory> read = new LinkedHashMap<>();
        List<VarsDirectory> besideSources = new ArrayList<>();
        for (Path directory : SourceLoader.varsDirectories(sources)) {
            besideSources.add(read.computeIfAbsent(directory, dir -> vars(dir, builder, texts, problems)));
        }
        List<VarsDirectory> besidePlaybook = playbookDirectory
                .map(dir -> dir.toAbsolutePath().normalize())
                .map(dir -> read.computeIfAbsent(dir, it -> vars(it, builder, texts, problems)))
                .stream()
                .toList();
        problems.throwIfErrors();
        Map<String, Map<String, YamlNode>> hostVariables = new LinkedHashMap<>();
        builder.hosts().forEach((name, host) -> hostVariables.put(name, host.variables));
        return new Inventory(
                membership,
                hostVariables,
                besideSources,
                besidePlaybook,
                playbookDirectory,
                texts,
                problems.warnings());
    }

    private static VarsDirectory vars(Path directory, InventoryBuilder builder, Texts texts, Problems problems) {
        return VarsDirectory.read(
                directory, builder.groups().keySet(), builder.hosts().keySet(), texts, problems);
    }

    /** What the sources' author should look at, such as a key that is skipped. */
    public List<Problem> warnings() {
        return warnings;
    }

    /** All hosts, in the order in which {@code all} holds them. */
    public List<Host> hosts() {
        return membership.members(Group.ALL).stream().map(Host::named).toList();
    }

    /** All groups by name, {@code all} and {@code ungrouped} included, in order of appearance. */
    public Map<String, Group> groups() {
        return membership.groups();
    }

    /** The names of the groups that a host is in, directly or not, without {@code all}; sorted. */
    public List<String> groupNames(Host host) {
        return membership.groupsOf(host.name()).stream()
                .map(Group::name)
                .sorted(Unicode.ORDER)
                .toList();
    }

    /**
     * The hosts that a pattern matches, in Ansible's order. What matches nothing is a warning, with what was probably
     * meant.
     *
     * @param patterns {@code a:b:&c:!d}, {@code a,b}, globs, {@code ~regex}, {@code group[0]}, {@code group[1:3]}; several
     *     count as one list
     * @param limits as after {@code --limit}: patterns, or {@code @file} with one per line; none is no limit
     * @throws InputException for a pattern that is not well formed, and when limits leave no host of some
     */
    public Selection select(List<String> patterns, List<String> limits) {
        return new Selector(membership).select(patterns, limits);
    }

    /**
     * The variables of a host by Ansible's precedence: {@code all}, groups by depth, priority and name, {@code group_vars},
     * the host's own, {@code host_vars}, then the layers; magic variables last.
     *
     * @param layers play variables, extra variables and the like, a later one overriding an earlier one
     */
    public Variables variables(Host host, List<Map<String, YamlNode>> layers) {
        Map<String, YamlNode> merged = merged(host);
        layers.forEach(merged::putAll);
        merged.putAll(magic(host));
        return new Variables(merged, texts);
    }

    /** Variables that belong to no host: what may be looked up before hosts are known. */
    public Variables variables(List<Map<String, YamlNode>> layers) {
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        layers.forEach(merged::putAll);
        return new Variables(merged, texts);
    }

    /** The variables of a host as written, without magic ones. */
    Map<String, YamlNode> merged(Host host) {
        Map<String, YamlNode> merged = new LinkedHashMap<>();
        List<String> groups =
                membership.groupsOf(host.name()).stream().map(Group::name).toList();
        merged.putAll(membership.group(Group.ALL).variables());
        groups.forEach(name -> merged.putAll(membership.group(name).variables()));
        for (List<String> level : List.of(List.of(Group.ALL), groups)) {
            for (List<VarsDirectory> directories : List.of(besideSources, besidePlaybook)) {
                directories.forEach(directory ->
                        level.forEach(name -> merged.putAll(directory.groups().getOrDefault(name, Map.of()))));
            }
        }
        if (host.implicit()) {
            merged.put("ansible_connection", Scalar.string("local", NOWHERE));
        }
        merged.putAll(hostVariables.getOrDefault(host.name(), Map.of()));
        for (List<VarsDirectory> directories : List.of(besideSources, besidePlaybook)) {
            directories.forEach(directory -> merged.putAll(directory.hosts().getOrDefault(host.name(), Map.of())));
        }
        return merged;
    }

    /** The variables of a group itself, {@code group_vars} included. */
    Map<String, YamlNode> merged(Group group) {
        Map<String, YamlNode> merged = new LinkedHashMap<>(group.variables());
        for (List<VarsDirectory> directories : List.of(besideSources, besidePlaybook)) {
            directories.forEach(directory -> merged.putAll(directory.groups().getOrDefault(group.name(), Map.of())));
        }
        return merged;
    }

    private Map<String, YamlNode> magic(Host host) {
        String name = host.name();
        int dot = name.indexOf('.');
        Map<String, YamlNode> magic = new LinkedHashMap<>();
        magic.put("inventory_hostname", Scalar.string(name, NOWHERE));
        magic.put(
                "inventory_hostname_short",
                Scalar.string(Address.isIp(name) || dot < 0 ? name : name.substring(0, dot), NOWHERE));
        magic.put("group_names", texts(groupNames(host)));
        magic.put("groups", groupsVariable);
        playbookDirectory.ifPresent(dir -> magic.put(
                "playbook_dir", Scalar.string(dir.toAbsolutePath().normalize().toString(), NOWHERE)));
        return magic;
    }

    private static YamlNode groupsVariable(Membership membership) {
        List<Entry> entries = new ArrayList<>();
        membership
                .groups()
                .keySet()
                .forEach(name -> entries.add(new Entry(Scalar.string(name, NOWHERE), texts(membership.members(name)))));
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
