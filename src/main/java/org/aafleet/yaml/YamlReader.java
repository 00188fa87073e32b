package org.aafleet.yaml;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/** Composes YAML 1.1 text into {@link YamlNode}s: anchors and merge keys resolved, duplicate keys found. */
public final class YamlReader {

    /** Nodes after aliases are followed; a bomb of nested aliases passes it at once, a real file never. */
    private static final long MAX_NODES = 4_000_000;

    /** Deep enough for groups within groups, shallow enough for the stack. */
    private static final int MAX_DEPTH = 200;

    /** Ansible's tag for text in which nothing is looked up; on a collection it holds for all text within. */
    private static final Tag UNSAFE = new Tag("!unsafe");

    private static final Map<Tag, ScalarType> TYPES = Map.of(
            Tag.STR, ScalarType.STRING,
            Tag.INT, ScalarType.INTEGER,
            Tag.FLOAT, ScalarType.FLOAT,
            Tag.BOOL, ScalarType.BOOLEAN,
            Tag.NULL, ScalarType.NULL,
            Tag.TIMESTAMP, ScalarType.TIMESTAMP);

    private static final Set<Tag> PLAIN_COLLECTIONS = Set.of(Tag.SEQ, Tag.MAP, Tag.OMAP, Tag.SET);

    private final Source source;
    private final Problems problems;
    private final Severity duplicateKeys;
    private final IdentityHashMap<Node, Converted> done = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Boolean> underWay = new IdentityHashMap<>();

    private YamlReader(Source source, Problems problems, Severity duplicateKeys) {
        this.source = source;
        this.problems = problems;
        this.duplicateKeys = duplicateKeys;
    }

    /**
     * Reads the one document of a text.
     *
     * @param duplicateKeys whether a key that occurs twice is an error or, as in Ansible's files, a warning, the last
     *     one counting
     * @return empty for a text without a document, or when it could not be read, which {@code problems} then says
     */
    public static Optional<YamlNode> read(Source source, Problems problems, Severity duplicateKeys) {
        YamlReader reader = new YamlReader(source, problems, duplicateKeys);
        try {
            Node root = parser().compose(new StringReader(source.text()));
            return root == null ? Optional.empty() : Optional.of(reader.convert(root).node);
        } catch (MarkedYAMLException e) {
            problems.add(reader.syntaxError(e));
        } catch (ReaderException e) {
            problems.add(reader.badCharacter(e));
        } catch (YAMLException e) {
            problems.add(Problem.error(source.at(1, 1), "not readable as YAML: " + e.getMessage()));
        } catch (InputException e) {
            problems.addAll(e.problems());
        }
        return Optional.empty();
    }

    private static Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE); // Source bounds the size
        options.setMaxAliasesForCollections(1_000); // MAX_NODES bounds what they expand to
        options.setNestingDepthLimit(MAX_DEPTH);
        DumperOptions unused = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(unused), unused, options, new PlainScalars());
    }

    private record Converted(YamlNode node, long size) {}

    private Converted convert(Node node) {
        Converted known = done.get(node);
        if (known != null) {
            return known;
        }
        if (underWay.put(node, true) != null) {
            throw failure(node, "an alias that contains itself");
        }
        Converted converted = convertNew(node);
        if (converted.size > MAX_NODES) {
            throw failure(node, "aliases expand to more than " + MAX_NODES + " values");
        }
        underWay.remove(node);
        done.put(node, converted);
        return converted;
    }

    private Converted convertNew(Node node) {
        if (node instanceof ScalarNode scalar) {
            return new Converted(scalar(scalar), 1);
        }
        boolean unsafe = UNSAFE.equals(node.getTag());
        if (!unsafe && !PLAIN_COLLECTIONS.contains(node.getTag())) {
            problems.add(error(node, "unknown tag " + node.getTag().getValue()));
        }
        Converted converted = node instanceof SequenceNode sequence ? sequence(sequence) : mapping((MappingNode) node);
        return unsafe && converted.size <= MAX_NODES
                ? new Converted(unsafe(converted.node), converted.size)
                : converted;
    }

    private static YamlNode unsafe(YamlNode node) {
        if (node instanceof Sequence sequence) {
            return new Sequence(
                    sequence.items().stream().map(YamlReader::unsafe).toList(), sequence.at());
        }
        if (node instanceof Mapping mapping) {
            return new Mapping(
                    mapping.entries().stream()
                            .map(entry -> new Entry(entry.key(), unsafe(entry.value())))
                            .toList(),
                    mapping.at());
        }
        Scalar scalar = (Scalar) node;
        return scalar.type() == ScalarType.STRING && scalar.tag().isEmpty()
                ? new Scalar(scalar.text(), scalar.type(), Optional.of(UNSAFE.getValue()), scalar.at())
                : scalar;
    }

    private Scalar scalar(ScalarNode node) {
        Location at = at(node);
        ScalarType type = TYPES.get(node.getTag());
        if (type != null) {
            if (!PlainScalars.fits(type, node.getValue())) {
                problems.add(error(node, "'" + node.getValue() + "' is not " + type.description()));
                return Scalar.string(node.getValue(), at);
            }
            return new Scalar(node.getValue(), type, Optional.empty(), at);
        }
        boolean local = node.getTag().getValue().startsWith("!");
        return new Scalar(
                node.getValue(),
                ScalarType.STRING,
                local ? Optional.of(node.getTag().getValue()) : Optional.empty(),
                at);
    }

    private Converted sequence(SequenceNode node) {
        List<YamlNode> items = new ArrayList<>();
        long size = 1;
        for (Node item : node.getValue()) {
            Converted converted = convert(item);
            items.add(converted.node);
            size += converted.size;
        }
        return new Converted(new Sequence(items, at(node)), size);
    }

    private Converted mapping(MappingNode node) {
        Map<String, Entry> own = new LinkedHashMap<>();
        Map<String, Entry> all = new LinkedHashMap<>();
        long size = 1;
        for (NodeTuple tuple : node.getValue()) {
            Converted value = convert(tuple.getValueNode());
            size += value.size + 1;
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merge(value.node, all);
            } else if (tuple.getKeyNode() instanceof ScalarNode key) {
                put(own, new Entry(scalar(key), value.node));
            } else {
                problems.add(error(tuple.getKeyNode(), "a key has to be plain text"));
            }
        }
        all.putAll(own);
        return new Converted(new Mapping(List.copyOf(all.values()), at(node)), size);
    }

    private void put(Map<String, Entry> entries, Entry entry) {
        Entry first = entries.put(entry.key().text(), entry);
        if (first != null) {
            String message = "key '" + entry.key().text() + "' is already set at line "
                    + first.key().at().line();
            problems.add(new Problem(
                    duplicateKeys,
                    Optional.of(entry.key().at()),
                    message,
                    Optional.empty(),
                    source.excerpt(entry.key().at())));
        }
    }

    /**
     * What {@code <<:} brings comes before the mapping's own keys and counts less. Of a list of mappings the first counts
     * most and, as in PyYAML, its keys come last.
     */
    private void merge(YamlNode value, Map<String, Entry> into) {
        if (value instanceof Mapping mapping) {
            mapping.entries().forEach(entry -> into.put(entry.key().text(), entry));
        } else if (value instanceof Sequence sequence) {
            for (int i = sequence.items().size() - 1; i >= 0; i--) {
                merge(sequence.items().get(i), into);
            }
        } else {
            problems.add(Problem.error(value.at(), "'<<' takes a mapping, found " + value.kind())
                    .withExcerpt(source.excerpt(value.at())));
        }
    }

    private Problem syntaxError(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        Location at = mark == null ? source.at(1, 1) : source.at(mark.getLine() + 1, mark.getColumn() + 1);
        String context = e.getContext() == null ? "" : e.getContext() + ": ";
        return Problem.error(at, context + e.getProblem()).withExcerpt(source.excerpt(at));
    }

    private Problem badCharacter(ReaderException e) {
        String before = source.text().substring(0, source.text().offsetByCodePoints(0, Math.max(0, e.getPosition())));
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        Location at = source.at(line, before.length() - before.lastIndexOf('\n'));
        return Problem.error(at, "not readable as YAML: special characters are not allowed")
                .withExcerpt(source.excerpt(at));
    }

    private InputException failure(Node node, String message) {
        return new InputException(error(node, message));
    }

    private Problem error(Node node, String message) {
        return Problem.error(at(node), message).withExcerpt(source.excerpt(at(node)));
    }

    private Location at(Node node) {
        Mark mark = node.getStartMark();
        return source.at(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
