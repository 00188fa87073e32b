package org.aafleet.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.problem.Location;
import org.aafleet.yaml.Binder;
import org.aafleet.yaml.FromYaml;
import org.aafleet.yaml.Located;
import org.aafleet.yaml.YamlNode;

/**
 * The {@code hosts} of a play: an Ansible pattern, or a list of them that counts as one.
 *
 * @param parts at least one; look-ups in them are not resolved
 */
public record HostPattern(List<Located<String>> parts) {

    public HostPattern {
        parts = List.copyOf(parts);
    }

    /** As one pattern. */
    public String text() {
        return String.join(",", parts.stream().map(Located::value).toList());
    }

    public Location at() {
        return parts.get(0).at();
    }

    @FromYaml(schema = """
            {"anyOf": [{"type": ["string", "number"]},
                       {"type": "array", "minItems": 1, "items": {"type": ["string", "number"]}}]}
            """)
    static Optional<HostPattern> fromYaml(YamlNode node, Binder binder) {
        List<Located<String>> parts = new ArrayList<>();
        List<YamlNode> items = binder.items(node);
        for (YamlNode item : items) {
            binder.scalar(item, "a host pattern")
                    .ifPresent(scalar -> parts.add(new Located<>(scalar.text(), item.at())));
        }
        if (items.isEmpty()) {
            binder.error(node.at(), "'hosts' names no host", Optional.of("all hosts are written 'all'"));
        }
        return parts.isEmpty() || parts.size() < items.size() ? Optional.empty() : Optional.of(new HostPattern(parts));
    }
}
