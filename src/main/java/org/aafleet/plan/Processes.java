package org.aafleet.plan;

import java.util.Collection;
import java.util.List;
import org.aafleet.catalog.Service;
import org.aafleet.host.ObservedHost;
import org.aafleet.host.ObservedProcess;

/** Which of a host's processes belong to a service, and whether its profiles confine them. */
public final class Processes {

    private Processes() {}

    /** Processes that run one of its programs, or under one of its profiles. */
    public static List<ObservedProcess> of(DesiredService service, ObservedHost observed) {
        return of(service.service(), service.rendered().names(), observed);
    }

    /** @param profiles the kernel's names of the service's profiles, children and hats */
    static List<ObservedProcess> of(Service service, Collection<String> profiles, ObservedHost observed) {
        return observed.processes().stream()
                .filter(process -> profiles.contains(process.profile()) || runsProgramOf(service, process))
                .toList();
    }

    public static boolean isConfined(DesiredService service, ObservedProcess process) {
        return service.rendered().names().contains(process.profile());
    }

    private static boolean runsProgramOf(Service service, ObservedProcess process) {
        return service.programs().stream().anyMatch(program -> program.matches(process.program()));
    }
}
