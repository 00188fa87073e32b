package org.aafleet.lab;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of a known_hosts file (sshd(8)). */
final class KnownHosts {

    private KnownHosts() {}

    /** @param publicKeys lines as in {@code ssh_host_*_key.pub}, whose comment is left out */
    static String of(int port, List<String> publicKeys) {
        return publicKeys.stream()
                .map(key -> key.split(" "))
                .map(words -> "[127.0.0.1]:" + port + " " + words[0] + " " + words[1] + "\n")
                .collect(Collectors.joining());
    }
}
