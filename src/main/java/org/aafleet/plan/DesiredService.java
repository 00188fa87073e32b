package org.aafleet.plan;

import org.aafleet.catalog.RenderedService;
import org.aafleet.catalog.Service;
import org.aafleet.playbook.ServiceEntry;

/** A service as a host shall have it: what the playbook says, and the files that come of it. */
public record DesiredService(ServiceEntry entry, Service service, RenderedService rendered) {

    public String name() {
        return service.name();
    }
}
