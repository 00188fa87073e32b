package org.aafleet.playbook;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.aafleet.problem.Location;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.FromYaml;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;

/**
 * A service of a play before its look-ups are resolved for a host. One without look-ups is checked when the playbook is
 * read, any other when a host's variables are known, which is before anything is connected to. One that does not
 * fit is kept, so that what else is wrong with it is reported at the same time.
 */
public record ServiceTemplate(YamlNode node) {

    @FromYaml(
            schema = "{\"anyOf\": [{\"type\": \"string\"}, {\"$ref\": \"#/$defs/ServiceEntry\"}]}",
            templates = ServiceEntry.class)
    static Optional<ServiceTemplate> fromYaml(YamlNode node, Binder binder) {
        YamlNode entry = asMapping(node);
        if (!hasLookUps(entry)) {
            binder.bind(entry, ServiceEntry.class);
        }
        return Optional.of(new ServiceTemplate(entry));
    }

    public Location at() {
        return node.at();
    }

    public boolean hasLookUps() {
        return hasLookUps(node);
    }

    /** {@code when_group}, which is judged before anything else is looked up; what is no text in it is left out. */
    public List<Located<String>> whenGroups(UnaryOperator<YamlNode> resolver) {
        if (!(node instanceof Mapping mapping)) {
            return List.of();
        }
        Optional<YamlNode> written = mapping.get("when_group").map(resolver);
        return written.stream()
                .flatMap(value -> value instanceof Sequence list ? list.items().stream() : Stream.of(value))
                .filter(item -> item instanceof Scalar scalar && !scalar.isNull())
                .map(item -> new Located<>(((Scalar) item).text(), item.at()))
                .toList();
    }

    /** A plain word is a service with nothing but defaults. */
    private static YamlNode asMapping(YamlNode node) {
        return node instanceof Scalar scalar && !scalar.isNull()
                ? new Mapping(List.of(new Entry(Scalar.string("name", node.at()), node)), node.at())
                : node;
    }

    private static boolean hasLookUps(YamlNode node) {
        if (node instanceof Scalar scalar) {
            return scalar.text().contains("{{");
        }
        if (node instanceof Sequence sequence) {
            return sequence.items().stream().anyMatch(ServiceTemplate::hasLookUps);
        }
        return ((Mapping) node).entries().stream().anyMatch(entry -> hasLookUps(entry.value()));
    }
}
