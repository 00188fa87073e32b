package org.aafleet.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.aafleet.lab.Lab;
import org.aafleet.lab.LabHost;

/** The hosts of a lab, for people and for programs. */
final class LabTable {

    private static final String ROW = "%-12s %-9s %-5s %-11s %-24s %s%n";

    private LabTable() {}

    static String text(List<LabHost> hosts) {
        return hosts.stream()
                .map(host -> ROW.formatted(
                        host.name(),
                        host.release(),
                        state(host),
                        "ssh " + host.ports().ssh(),
                        url(host.ports().http()),
                        url(host.ports().alternateHttp())))
                .collect(Collectors.joining(
                        "", ROW.formatted("HOST", "RELEASE", "STATE", "SSH PORT", "LIGHTTPD", "APACHE"), ""));
    }

    /** {@code {"inventory": PATH, "hosts": [{"name", "release", "state", "ssh_port", "lighttpd", "apache"}]}}. */
    static String json(Lab lab) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("inventory", lab.inventoryFile().toString());
        document.put("hosts", lab.hosts().stream().map(LabTable::fields).toList());
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> fields(LabHost host) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", host.name());
        fields.put("release", host.release().codename());
        fields.put("state", state(host));
        fields.put("ssh_port", host.ports().ssh());
        fields.put("lighttpd", url(host.ports().http()));
        fields.put("apache", url(host.ports().alternateHttp()));
        return fields;
    }

    private static String state(LabHost host) {
        return host.isRunning() ? "up" : "off";
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port + "/";
    }
}
