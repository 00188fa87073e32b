package org.aafleet.plan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.inventory.ConnectionKeywords;
import org.aafleet.inventory.ConnectionSettings;
import org.aafleet.inventory.Group;
import org.aafleet.inventory.Host;
import org.aafleet.inventory.Inventory;
import org.aafleet.inventory.Variables;
import org.aafleet.playbook.Play;
import org.aafleet.playbook.Playbook;
import org.aafleet.playbook.ServiceTemplate;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;

/**
 * Joins playbook, inventory and catalogue to what each host shall be. Every problem in any of them is found here, before a
 * host is connected to.
 */
public final class Resolver {

    private final Playbook playbook;
    private final Inventory inventory;
    private final ServiceDeclarations declarations;
    private final Set<Problem> problems = new LinkedHashSet<>();

    public Resolver(Playbook playbook, Inventory inventory, ServiceDeclarations declarations) {
        this.playbook = playbook;
        this.inventory = inventory;
        this.declarations = declarations;
    }

    /**
     * @param limits as after {@code --limit}
     * @param tags as after {@code --tags}
     * @param extraVars win over every other variable
     * @throws InputException with every problem
     */
    public DesiredFleet resolve(List<String> limits, List<String> tags, Map<String, YamlNode> extraVars) {
        List<DesiredFleet.DesiredPlay> plays = new ArrayList<>();
        PlayHosts selection = new PlayHosts(playbook.source(), inventory, limits, extraVars);
        WaveHosts waves = new WaveHosts(selection);
        for (Play play : playbook.plays()) {
            if (play.isSelectedBy(tags)) {
                declarations.check(play);
                List<DesiredHost> hosts = hosts(play, selection.of(play), extraVars);
                plays.add(new DesiredFleet.DesiredPlay(play, hosts, waves.of(play, hosts)));
            }
        }
        problems.addAll(selection.problems());
        problems.addAll(waves.problems());
        problems.addAll(declarations.problems());
        checkOnce(plays);
        List<Problem> found = List.copyOf(problems);
        if (found.stream().anyMatch(Problem::isError)) {
            throw new InputException(found);
        }
        return new DesiredFleet(plays, found);
    }

    private List<DesiredHost> hosts(Play play, List<Host> selected, Map<String, YamlNode> extraVars) {
        List<DesiredHost> hosts = new ArrayList<>();
        for (Host host : selected) {
            Variables variables = inventory.variables(host, List.of(play.vars(), extraVars));
            checkConnection(play, host, variables);
            List<DeclaredService> services = new ArrayList<>();
            for (ServiceTemplate template : play.services()) {
                service(template, host, variables).ifPresent(services::add);
            }
            hosts.add(new DesiredHost(host, variables, services));
        }
        return hosts;
    }

    private void checkConnection(Play play, Host host, Variables variables) {
        ConnectionKeywords keywords =
                new ConnectionKeywords(Optional.empty(), OptionalInt.empty(), play.become(), Optional.empty());
        try {
            ConnectionSettings.of(host, variables, keywords);
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
    }

    private Optional<DeclaredService> service(ServiceTemplate template, Host host, Variables variables) {
        try {
            return applies(template, host, variables)
                    ? declarations.of(variables.resolve(template.node()), host.name(), inventory.groupNames(host))
                    : Optional.empty();
        } catch (InputException e) {
            e.problems().forEach(problem -> problems.add(quoted(problem)));
            return Optional.empty();
        }
    }

    /** A look-up that fails is found by the inventory, which does not have the playbook's text. */
    private Problem quoted(Problem problem) {
        return problem.excerpt().isPresent()
                ? problem
                : problem.withExcerpt(problem.where()
                        .filter(at -> at.file().equals(playbook.source().name()))
                        .flatMap(playbook.source()::excerpt));
    }

    /** Judged first, as Ansible's {@code when}: other hosts need not have the variables that the service looks up. */
    private boolean applies(ServiceTemplate template, Host host, Variables variables) {
        List<Located<String>> groups = template.whenGroups(variables::resolve);
        Set<String> known = inventory.groups().keySet();
        groups.stream()
                .filter(group -> !known.contains(group.value()))
                .forEach(group -> error(group, "the inventory has no group '" + group.value() + "'", known));
        Set<String> own = new HashSet<>(inventory.groupNames(host));
        own.add(Group.ALL);
        return groups.isEmpty() || groups.stream().anyMatch(group -> own.contains(group.value()));
    }

    /** The same service twice on a host, in one play or two, would have two owners. */
    private void checkOnce(List<DesiredFleet.DesiredPlay> plays) {
        Map<String, DeclaredService> first = new LinkedHashMap<>();
        for (DesiredFleet.DesiredPlay play : plays) {
            for (DesiredHost host : play.hosts()) {
                for (DeclaredService service : host.services()) {
                    DeclaredService other = first.putIfAbsent(host.name() + "\n" + service.name(), service);
                    if (other != null) {
                        error(
                                service.entry().name(),
                                "'" + service.name() + "' is already set for " + host.name() + " at line "
                                        + other.entry().name().at().line(),
                                Set.of());
                    }
                }
            }
        }
    }

    private void error(Located<String> where, String message, Set<String> known) {
        problems.add(Problem.error(where.at(), message)
                .withHint(Suggestion.didYouMean(where.value(), known))
                .withExcerpt(playbook.source().excerpt(where.at())));
    }
}
