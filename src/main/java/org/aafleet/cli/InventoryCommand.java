package org.aafleet.cli;

import java.nio.file.Files;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    private static final String INVENTORIES = "inventories";

    @Spec
    private CommandSpec spec;

    @Mixin
    private InventoryOptions inventory = new InventoryOptions();

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
            names = "--playbook-dir",
            paramLabel = "DIR",
            description = "Where group_vars and host_vars are looked for too (here).")
    private Path playbookDirectory = Path.of("");

    @Override
    public Integer call() {
        Inventory hosts = Inventory.load(sources(), Optional.of(playbookDirectory));
        hosts.warnings().forEach(warning -> spec.commandLine().getErr().println(warning));
        InventoryDump dump = new InventoryDump(hosts, ExtraVariables.parse(inventory.extraVars()), limit(hosts));
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

    private List<String> sources() {
        if (inventory.sources().isEmpty() && !Files.isDirectory(playbookDirectory.resolve(INVENTORIES))) {
            throw new ParameterException(spec.commandLine(), "Missing required option: '--inventory=SOURCE'");
        }
        return inventory.sources().isEmpty()
                ? List.of(playbookDirectory.resolve(INVENTORIES).toString())
                : inventory.sources();
    }

    private Optional<Set<String>> limit(Inventory hosts) {
        if (inventory.limits().isEmpty()) {
            return Optional.empty();
        }
        Selection selected = hosts.select(List.of(Group.ALL), inventory.limits());
        selected.warnings().forEach(warning -> spec.commandLine().getErr().println(warning));
        return Optional.of(selected.hosts().stream().map(Host::name).collect(Collectors.toSet()));
    }
}
