package org.aafleet.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The inventory of a lab, in Ansible's YAML form. */
final class LabInventory {

    private LabInventory() {}

    static String text(List<LabHost> hosts, Path privateKey, Path knownHosts) {
        StringBuilder yaml = new StringBuilder("# The hosts of a lab, written by aa-fleet whenever they change.\n");
        yaml.append("lab:\n  vars:\n");
        yaml.append("    ansible_user: admin\n");
        yaml.append("    ansible_become: true\n");
        yaml.append("    ansible_ssh_private_key_file: ")
                .append(quoted(privateKey.toString()))
                .append('\n');
        String option = "UserKnownHostsFile=" + SshClient.quotedFile(knownHosts);
        yaml.append("    ansible_ssh_common_args: ")
                .append(quoted("-o " + shellWord(option)))
                .append('\n');
        yaml.append(hosts.isEmpty() ? "  children: {}\n" : "  children:\n");
        byRelease(hosts).forEach((release, members) -> {
            yaml.append("    ").append(release).append(":\n      hosts:\n");
            members.forEach(host -> yaml.append(host(host)));
        });
        return yaml.toString();
    }

    private static Map<Release, List<LabHost>> byRelease(List<LabHost> hosts) {
        return hosts.stream().collect(Collectors.groupingBy(LabHost::release, TreeMap::new, Collectors.toList()));
    }

    private static String host(LabHost host) {
        return "        " + host.name() + ":\n          ansible_host: 127.0.0.1\n          ansible_port: "
                + host.ports().ssh() + "\n";
    }

    /** A YAML scalar in double quotes. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String shellWord(String text) {
        return text.contains("\"") ? "'" + text.replace("'", "'\\''") + "'" : text;
    }
}
