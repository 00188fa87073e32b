package org.aafleet.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.catalog.ServiceMode;
import org.aafleet.fleet.ProbeResult;
import org.aafleet.plan.DesiredHost;
import org.aafleet.plan.HostPlan;
import org.aafleet.plan.Planner;
import org.aafleet.plan.ServicePlan;

/** Plans a host from a look at it, probes included: what fails before a change cannot tell whether the change broke it. */
public record HostPlanner(Planner planner) {

    HostPlan plan(DesiredHost host, Examination examination) {
        HostPlan plan = planner.plan(host, examination.observed());
        List<String> blockers = new ArrayList<>(plan.blockers());
        List<String> warnings = new ArrayList<>(plan.warnings());
        for (ProbeResult probe : examination.failing()) {
            Optional<ServicePlan> service = plan.changing().stream()
                    .filter(changing -> changing.desired().name().equals(probe.service()))
                    .findFirst();
            if (service.isEmpty()) {
                continue;
            }
            if (service.get().desired().rendered().mode() == ServiceMode.ENFORCE) {
                blockers.add("a probe fails already, so enforcing could not be judged: " + probe);
            } else {
                warnings.add("a probe fails already: " + probe);
            }
        }
        return new HostPlan(plan.host(), plan.services(), blockers, warnings);
    }
}
