package org.aafleet.plan;

import java.util.List;
import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Service;
import org.aafleet.playbook.ProtectedProgram;
import org.aafleet.playbook.ServiceEntry;

/**
 * A service as a host shall have it: what the playbook says, and the files that come of it.
 *
 * @param protectedPrograms those that its profiles attach to
 */
public record DesiredService(
        ServiceEntry entry, Service service, RenderedService rendered, List<ProtectedProgram> protectedPrograms) {

    public DesiredService {
        protectedPrograms = List.copyOf(protectedPrograms);
    }

    public String name() {
        return service.name();
    }
}
