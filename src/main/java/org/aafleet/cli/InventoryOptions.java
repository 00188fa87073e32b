package org.aafleet.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which hosts there are and which of them are meant; Ansible's names. */
final class InventoryOptions {

    @Option(
            names = {"-i", "--inventory"},
            paramLabel = "SOURCE",
            description =
                    "Inventory file, directory, script, or a list 'host1,host2,'. May be repeated. Default: inventories/ beside the playbook.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = {"-l", "--limit"},
            paramLabel = "PATTERN",
            description = "Only these of the hosts; @FILE reads a list.")
    private List<String> limits = new ArrayList<>();

    @Option(
            names = {"-e", "--extra-vars"},
            paramLabel = "VARS",
            description = "Variables that win over all others: key=value, a YAML or JSON mapping, or @FILE.")
    private List<String> extraVars = new ArrayList<>();

    List<String> sources() {
        return List.copyOf(sources);
    }

    List<String> limits() {
        return List.copyOf(limits);
    }

    List<String> extraVars() {
        return List.copyOf(extraVars);
    }
}
