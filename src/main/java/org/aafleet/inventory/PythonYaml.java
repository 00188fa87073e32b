package org.aafleet.inventory;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.Sequence;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** YAML as {@code ansible-inventory --yaml} prints it: block style, keys sorted. */
final class PythonYaml {

    private static final Comparator<Entry> ORDER =
            Comparator.comparing(entry -> VariableNames.of(entry.key()), Unicode.ORDER);

    private PythonYaml() {}

    static String write(YamlNode node) {
        DumperOptions options = new DumperOptions();
        options.setAllowUnicode(true);
        StringWriter text = new StringWriter();
        try {
            Serializer serializer = new Serializer(new Emitter(text, options), new Resolver(), options, null);
            serializer.open();
            serializer.serialize(node(node));
            serializer.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a string does not fail to be written
        }
        return text.toString();
    }

    private static Node node(YamlNode node) {
        if (node instanceof Mapping mapping) {
            List<NodeTuple> tuples = mapping.entries().stream()
                    .sorted(ORDER)
                    .map(entry -> new NodeTuple(scalar(entry.key()), node(entry.value())))
                    .toList();
            return new MappingNode(Tag.MAP, new ArrayList<>(tuples), style(tuples));
        }
        if (node instanceof Sequence sequence) {
            List<Node> items = sequence.items().stream().map(PythonYaml::node).toList();
            return new SequenceNode(Tag.SEQ, new ArrayList<>(items), style(items));
        }
        return scalar((Scalar) node);
    }

    private static FlowStyle style(List<?> items) {
        return items.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK;
    }

    private static Node scalar(Scalar scalar) {
        boolean vault = scalar.tag().filter(tag -> tag.startsWith("!vault")).isPresent();
        return switch (scalar.type()) {
            case STRING ->
                vault
                        ? new ScalarNode(new Tag("!vault"), scalar.text(), null, null, ScalarStyle.LITERAL)
                        : plain(Tag.STR, scalar.text());
            case TIMESTAMP ->
                plain(Tag.TIMESTAMP, PythonTime.isoFormat(scalar.text()).replace('T', ' '));
            case NULL -> plain(Tag.NULL, "null");
            case BOOLEAN -> plain(Tag.BOOL, String.valueOf(PlainValues.of(scalar)));
            case INTEGER -> plain(Tag.INT, String.valueOf(PlainValues.of(scalar)));
            case FLOAT -> plain(Tag.FLOAT, real(PythonText.real(scalar)));
        };
    }

    private static Node plain(Tag tag, String text) {
        boolean foldable = text.chars().anyMatch(c -> c == 0x85 || c == 0x2028 || c == 0x2029);
        return new ScalarNode(tag, text, null, null, foldable ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }

    /** PyYAML writes {@code 1e+16} with a point, without which it would read it as text. */
    private static String real(String python) {
        boolean bare = python.contains("e") && !python.contains(".");
        return python.replaceFirst("^(-?)(inf|nan)$", "$1.$2").replace("e", bare ? ".0e" : "e");
    }
}
