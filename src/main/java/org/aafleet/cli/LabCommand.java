package org.aafleet.cli;

import picocli.CommandLine.Command;

@Command(
        name = "lab",
        description =
                "Throw-away Debian machines with real AppArmor kernels and the five services, to try a playbook on.",
        subcommands = {
            LabTry.class,
            LabProve.class,
            LabUp.class,
            LabCheck.class,
            LabList.class,
            LabSsh.class,
            LabInstall.class,
            LabReset.class,
            LabPowerCut.class,
            LabDown.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  aa-fleet lab try playbooks/hardening.yml     one Debian 12 host, the playbook applied, its services used",
            "  aa-fleet lab up                              one Debian 12 host",
            "  aa-fleet lab up --release trixie --hosts 3   and three with Debian 13",
            "  aa-fleet lab ssh bookworm1 sudo aa-status",
            "  aa-fleet lab install redis-server nginx      on all of them",
            "  aa-fleet lab reset                           as they were at first",
            "  aa-fleet lab down"
        })
final class LabCommand {}
