package org.aafleet.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One ssh login, with everything decided: the endpoint's own settings, then the configuration files, then defaults.
 *
 * @param hostName what is connected to
 * @param identityFiles private keys to try, in this order
 * @param identitiesOnly leaves out the agent's other keys
 * @param agent its socket
 * @param methods of authentication, in jsch's order
 * @param algorithms jsch's name of a list to the list, only where the configuration names one
 */
record Hop(
        String hostName,
        int port,
        String user,
        HostKeyPolicy hostKeys,
        List<Path> identityFiles,
        boolean identitiesOnly,
        List<Path> certificateFiles,
        Optional<Path> agent,
        Optional<Secret> password,
        List<String> methods,
        Map<String, String> algorithms,
        Duration connectTimeout,
        KeepAlive keepAlive) {

    /** @param names under which the host key is looked up, in this order */
    record HostKeyPolicy(
            List<String> names,
            Optional<String> alias,
            List<Path> userFiles,
            List<Path> globalFiles,
            boolean acceptNew,
            boolean hashNames) {}

    /** @param interval zero for none */
    record KeepAlive(Duration interval, int countMax) {}

    /** As a person would write it. */
    String shown() {
        return user + "@" + hostName + (port == 22 ? "" : ":" + port);
    }
}
