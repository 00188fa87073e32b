package org.aafleet.fleet;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.host.CheckResult;
import org.aafleet.host.ObservedHost;
import org.aafleet.playbook.ServiceProbe;

/**
 * The probes of a host's services. Those that run on the host travel with the script that runs there anyway; those over the
 * network are asked through the same connection.
 *
 * @param probes by service
 */
public record ServiceProbes(Map<String, List<ServiceProbe>> probes) {

    public static final ServiceProbes NONE = new ServiceProbes(Map.of());

    /** The shell commands, by a name that {@link #results} knows again. */
    public Map<String, String> checks() {
        Map<String, String> checks = new LinkedHashMap<>();
        each((service, probe) -> probe.onHost().ifPresent(command -> checks.put(name(service, probe), command)));
        return checks;
    }

    /**
     * Asks over the network, and joins what the host's own checks said.
     *
     * @param patient asks again until a probe's time-out, for services that were just restarted
     */
    public List<ProbeResult> results(HostSession session, ObservedHost observed, boolean patient) throws HostException {
        List<ProbeResult> results = new ArrayList<>();
        for (Map.Entry<String, List<ServiceProbe>> service : probes.entrySet()) {
            for (ServiceProbe probe : service.getValue()) {
                Optional<String> failure = NetworkProbe.isNetwork(probe)
                        ? ask(new NetworkProbe(session, probe), probe, patient)
                        : onHost(name(service.getKey(), probe), observed);
                results.add(new ProbeResult(service.getKey(), probe.describe(), failure));
            }
        }
        return results;
    }

    private static Optional<String> ask(NetworkProbe network, ServiceProbe probe, boolean patient)
            throws HostException {
        long end = System.nanoTime() + probe.timeout().toNanos();
        Optional<String> failure = network.ask();
        while (patient && failure.isPresent() && System.nanoTime() < end) {
            try {
                Thread.sleep(NetworkProbe.pause().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return failure;
            }
            failure = network.ask();
        }
        return failure;
    }

    private static Optional<String> onHost(String name, ObservedHost observed) {
        for (CheckResult check : observed.checks()) {
            if (check.name().equals(name)) {
                return check.passed()
                        ? Optional.empty()
                        : Optional.of("failed: " + check.output().strip());
            }
        }
        return Optional.of("the host did not run it");
    }

    private void each(java.util.function.BiConsumer<String, ServiceProbe> action) {
        probes.forEach((service, list) -> list.forEach(probe -> action.accept(service, probe)));
    }

    private static String name(String service, ServiceProbe probe) {
        return service + ": " + probe.describe().replace('\n', ' ');
    }
}
