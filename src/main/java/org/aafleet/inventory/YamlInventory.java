package org.aafleet.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.inventory.InventoryBuilder.Origin;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;

/** Ansible's YAML inventories: groups with {@code hosts}, {@code children} and {@code vars}. */
final class YamlInventory {

    private static final List<String> SECTIONS = List.of("hosts", "children", "vars");

    private final Source source;
    private final InventoryBuilder inventory;
    private final HostEntries hosts;
    private final Problems problems;

    private YamlInventory(Source source, Origin origin, InventoryBuilder inventory, Problems problems) {
        this.source = source;
        this.inventory = inventory;
        this.hosts = new HostEntries(inventory, origin);
        this.problems = problems;
    }

    static void read(Source source, Mapping root, Origin origin, InventoryBuilder inventory, Problems problems) {
        YamlInventory reader = new YamlInventory(source, origin, inventory, problems);
        Optional<Entry> plugin = root.entry("plugin").filter(entry -> !isNothing(entry.value()));
        if (plugin.isPresent()) {
            reader.error(
                    plugin.get().key().at(),
                    "inventory plugins are not supported",
                    Optional.of("use an executable script that runs: ansible-inventory --list -i " + source.name()));
            return;
        }
        root.entries().forEach(reader::group);
    }

    /** @return the group's name, absent when there is none */
    private Optional<String> group(Entry entry) {
        Scalar key = entry.key();
        if (!(entry.value() instanceof Mapping) && !isNothing(entry.value())) {
            warning(
                    key.at(),
                    "'" + key.text() + "' is no group: it is " + entry.value().kind(),
                    Optional.empty());
            return Optional.empty();
        }
        if (key.type() != ScalarType.STRING || key.text().isEmpty()) {
            error(key.at(), "a group's name has to be text, found " + key.kind(), quoteIt(key));
            return Optional.empty();
        }
        String name = key.text();
        inventory.addGroup(name);
        if (entry.value() instanceof Mapping content) {
            content.entries().forEach(section -> section(name, section));
        }
        return Optional.of(name);
    }

    private static Optional<String> quoteIt(Scalar key) {
        return key.text().isEmpty() ? Optional.empty() : Optional.of("quote it: \"" + key.text() + "\"");
    }

    private void section(String group, Entry section) {
        String key = section.key().text();
        boolean known = SECTIONS.contains(key);
        if (section.value() instanceof Mapping content) {
            switch (key) {
                case "vars" -> variables(group, content);
                case "children" -> content.entries().forEach(child -> child(group, child));
                case "hosts" -> content.entries().forEach(host -> host(group, host));
                default -> skipped(section, "is not one of hosts, children, vars");
            }
        } else if (known && section.value() instanceof Scalar name && name.type() == ScalarType.STRING) {
            Scalar nothing = new Scalar("", ScalarType.NULL, Optional.empty(), name.at());
            section(group, new Entry(section.key(), new Mapping(List.of(new Entry(name, nothing)), name.at())));
        } else if (known && !isNothing(section.value())) {
            Optional<String> hint = Optional.of(
                    key.equals("vars") ? "write 'name: value' lines" : "write 'name:' lines, without a leading '-'");
            error(
                    section.value().at(),
                    "'" + key + "' takes a mapping, found " + section.value().kind(),
                    hint);
        } else if (!known && !isNothing(section.value())) {
            skipped(section, "is skipped, being " + section.value().kind());
        }
    }

    private void skipped(Entry section, String why) {
        String key = section.key().text();
        warning(section.key().at(), "key '" + key + "' " + why, Suggestion.didYouMean(key, SECTIONS));
    }

    private void variables(String group, Mapping content) {
        for (Entry entry : content.entries()) {
            inventory
                    .setVariable(group, VariableNames.of(entry.key()), entry.value())
                    .ifPresent(reason -> error(entry.value().at(), reason, Optional.empty()));
        }
    }

    private void child(String parent, Entry child) {
        group(child)
                .flatMap(name -> inventory.addChild(parent, name))
                .ifPresent(reason -> error(child.key().at(), reason, Optional.empty()));
    }

    private void host(String group, Entry entry) {
        Scalar key = entry.key();
        if (key.type() != ScalarType.STRING) {
            error(key.at(), "a host's name has to be text, found " + key.kind(), quoteIt(key));
        } else if (entry.value() instanceof Mapping variables) {
            addHost(group, key, VariableNames.of(variables));
        } else if (isNothing(entry.value())) {
            addHost(group, key, Map.of());
        } else {
            error(
                    entry.value().at(),
                    "expected the host's variables, found " + entry.value().kind(),
                    Optional.empty());
        }
    }

    private void addHost(String group, Scalar key, Map<String, YamlNode> variables) {
        hosts.add(key.text(), group, variables).ifPresent(reason -> error(key.at(), reason, Optional.empty()));
    }

    private static boolean isNothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    private void error(Location at, String message, Optional<String> hint) {
        problems.add(Problem.error(at, message).withHint(hint).withExcerpt(source.excerpt(at)));
    }

    private void warning(Location at, String message, Optional<String> hint) {
        problems.add(new Problem(Severity.WARNING, Optional.of(at), message, hint, source.excerpt(at)));
    }
}
