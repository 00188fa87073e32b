package org.aafleet.rollout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.catalog.Catalog;
import org.aafleet.inventory.ExtraVariables;
import org.aafleet.inventory.Group;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Inventory;
import org.aafleet.inventory.Selection;
import org.aafleet.inventory.Variables;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredHost;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Suggestion;

/**
 * Which hosts a verb looks at, and which services there: those of a playbook, or every host and the whole catalogue.
 *
 * @param everything whether it is also about services that a host has and the catalogue has no more
 */
public record Scope(List<Member> members, boolean everything, List<Problem> warnings) {

    /** @param become what the play says; empty leaves it to the host's variables */
    public record Member(Host host, Variables variables, Optional<Boolean> become, List<ServiceTarget> services) {

        public Member {
            services = List.copyOf(services);
        }
    }

    public Scope {
        members = List.copyOf(members);
        warnings = List.copyOf(warnings);
    }

    /**
     * The playbook's hosts and services, with its probes.
     *
     * @param discover whether the services' own configuration is read too, where the playbook does not forbid it
     */
    public static Scope ofPlaybook(Project project, boolean discover) {
        Map<String, Member> members = new LinkedHashMap<>();
        for (DesiredPlay play : project.desired().plays()) {
            for (DesiredHost host : play.hosts()) {
                Member member = new Member(
                        host.host(), host.variables(), play.play().become(), HostTarget.targets(host, discover));
                members.merge(host.name(), member, Scope::joined);
            }
        }
        List<Problem> warnings = new ArrayList<>(project.inventory().warnings());
        warnings.addAll(project.desired().warnings());
        return new Scope(List.copyOf(members.values()), false, warnings);
    }

    private static Member joined(Member one, Member two) {
        List<ServiceTarget> services = new ArrayList<>(one.services());
        services.addAll(two.services());
        return new Member(one.host(), one.variables(), one.become(), services);
    }

    /**
     * Every host of an inventory, with every service of the catalogue.
     *
     * @param directory where {@code inventories/}, {@code profiles/} and variables are looked for
     * @param discover whether the services' own configuration is read too
     */
    public static Scope ofInventory(ProjectFiles files, Path directory, boolean discover) {
        Problems problems = new Problems();
        Catalog catalog = Catalog.load(files.profileDirectories(), problems);
        problems.throwIfErrors();
        List<ServiceTarget> services = catalog.names().stream()
                .flatMap(name -> catalog.service(name).stream())
                .map(service ->
                        new ServiceTarget(service, List.of(), discover ? catalog.discoveries(service) : Map.of()))
                .toList();
        Inventory inventory = Inventory.load(files.inventorySources(), Optional.of(directory));
        Selection selection = inventory.select(List.of(Group.ALL), files.limits());
        List<Problem> warnings = new ArrayList<>(inventory.warnings());
        warnings.addAll(selection.warnings());
        List<Map<String, org.aafleet.yaml.YamlNode>> layers = List.of(ExtraVariables.parse(files.extraVars()));
        return new Scope(
                selection.hosts().stream()
                        .map(host -> new Member(host, inventory.variables(host, layers), Optional.empty(), services))
                        .toList(),
                true,
                warnings);
    }

    /**
     * Only these services; all when none is named.
     *
     * @throws InputException naming each that there is not
     */
    public Scope only(List<String> services) {
        if (services.isEmpty()) {
            return this;
        }
        List<String> known = members.stream()
                .flatMap(member -> member.services().stream())
                .map(ServiceTarget::name)
                .distinct()
                .toList();
        Problems problems = new Problems();
        services.stream()
                .filter(service -> !members.isEmpty() && !known.contains(service))
                .forEach(service -> problems.add(Problem.error("no service '" + service + "'")
                        .withHint(
                                Suggestion.didYouMean(service, known).orElse("there is " + String.join(", ", known)))));
        problems.throwIfErrors();
        return new Scope(members.stream().map(member -> only(member, services)).toList(), false, warnings);
    }

    private static Member only(Member member, List<String> services) {
        return new Member(
                member.host(),
                member.variables(),
                member.become(),
                member.services().stream()
                        .filter(service -> services.contains(service.name()))
                        .toList());
    }
}
