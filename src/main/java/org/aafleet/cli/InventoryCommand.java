package org.aafleet.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.aafleet.inventory.ExtraVariables;
import org.aafleet.inventory.Group;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Inventory;
import org.aafleet.inventory.InventoryDump;
import org.aafleet.inventory.Selection;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "inventory",
        description = "Show hosts, groups and variables, as ansible-inventory does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet inventory -i inventories/prod --list",
            "  aa-fleet inventory -i hosts.yml --graph web --vars",
            "  aa-fleet inventory -i web1,web2, --host web1"
        })
final class InventoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-i", "--inventory"},
            required = true,
            paramLabel = "SRC",
            description = "File, directory, executable script or host1,host2, list; may be repeated.")
    private List<String> sources;

    @ArgGroup(multiplicity = "1")
    private View view = new View();

    static final class View {
        @Option(names = "--list", description = "All hosts with their variables, and all groups.")
        private boolean list;

        @SuppressWarnings("UnusedVariable") // what is left when it is neither of the others
        @Option(names = "--graph", description = "The groups as a tree.")
        private boolean graph;

        @Option(names = "--host", paramLabel = "HOST", description = "The variables of one host.")
        private @Nullable String host;
    }

    @Parameters(arity = "0..1", paramLabel = "GROUP", description = "With --graph: the top of the tree (all).")
    private @Nullable String group;

    @Option(names = "--vars", description = "With --graph: variables too.")
    private boolean vars;

    @Option(
            names = {"-y", "--yaml"},
            description = "YAML instead of JSON.")
    private boolean yaml;

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only hosts that match, or that @FILE lists.")
    private List<String> limits = List.of();

    @Option(
            names = "--playbook-dir",
            paramLabel = "DIR",
            description = "Where group_vars and host_vars are looked for too (here).")
    private Path playbookDirectory = Path.of("");

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "key=value, {YAML or JSON} or @FILE; wins over all else.")
    private List<String> extraVariables = List.of();

    @Override
    public Integer call() {
        Inventory inventory = Inventory.load(sources, Optional.of(playbookDirectory));
        inventory.warnings().forEach(warning -> spec.commandLine().getErr().println(warning));
        InventoryDump dump = new InventoryDump(inventory, ExtraVariables.parse(extraVariables), limit(inventory));
        spec.commandLine().getOut().println(show(dump));
        return ExitCode.OK;
    }

    private String show(InventoryDump dump) {
        if (view.host != null) {
            return dump.host(view.host, yaml);
        }
        if (view.list) {
            return yaml ? dump.yaml() : dump.list();
        }
        return dump.graph(group == null ? Group.ALL : group, vars);
    }

    private Optional<Set<String>> limit(Inventory inventory) {
        if (limits.isEmpty()) {
            return Optional.empty();
        }
        Selection selected = inventory.select(List.of(Group.ALL), limits);
        selected.warnings().forEach(warning -> spec.commandLine().getErr().println(warning));
        return Optional.of(selected.hosts().stream().map(Host::name).collect(Collectors.toSet()));
    }
}
