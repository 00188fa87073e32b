package org.aafleet.inventory;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.inventory.Template.LookUp;
import org.aafleet.inventory.Template.Part;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/** One pass over values that replaces look-ups. Values stay where they were written, for later problems. */
final class LookUps {

    private static final int MAX_DEPTH = 100;

    /** What look-ups may bring in all; values that double each other would otherwise fill the memory. */
    private static final long MAX_SIZE = 4_000_000;

    private final Map<String, YamlNode> variables;
    private final Texts texts;
    private final IdentityHashMap<Scalar, YamlNode> done = new IdentityHashMap<>();
    private final IdentityHashMap<YamlNode, Long> sizes = new IdentityHashMap<>();
    private final Deque<String> underWay = new ArrayDeque<>();
    private final IdentityHashMap<Scalar, Boolean> open = new IdentityHashMap<>();
    private long brought;

    LookUps(Map<String, YamlNode> variables, Texts texts) {
        this.variables = variables;
        this.texts = texts;
    }

    YamlNode resolve(YamlNode node) {
        if (node instanceof Sequence sequence) {
            return new Sequence(sequence.items().stream().map(this::resolve).toList(), sequence.at());
        }
        if (node instanceof Mapping mapping) {
            List<Entry> entries = mapping.entries().stream()
                    .map(entry -> new Entry(entry.key(), resolve(entry.value())))
                    .toList();
            return new Mapping(entries, mapping.at());
        }
        return scalar((Scalar) node);
    }

    private YamlNode scalar(Scalar scalar) {
        String tag = scalar.tag().orElse("");
        if (tag.startsWith("!vault")) {
            throw new InputException(
                    problem(scalar.at(), "the value is encrypted with ansible-vault, which aa-fleet does not read")
                            .withHint("give it with -e @FILE, from a file that 'ansible-vault decrypt' wrote"));
        }
        if (!tag.isEmpty() && !tag.equals("!unsafe")) {
            throw new InputException(problem(scalar.at(), "unknown tag " + tag));
        }
        boolean literal = !tag.isEmpty() || scalar.type() != ScalarType.STRING || !Template.isIn(scalar.text());
        if (literal) {
            return scalar;
        }
        YamlNode known = done.get(scalar);
        if (known == null) {
            known = replaced(scalar);
            done.put(scalar, known);
        }
        return known;
    }

    private YamlNode replaced(Scalar scalar) {
        if (open.put(scalar, true) != null || open.size() > MAX_DEPTH) {
            throw new InputException(
                    problem(scalar.at(), "look-ups go round in a circle: " + String.join(" -> ", underWay)));
        }
        Template template = parse(scalar);
        Optional<LookUp> only = template.only();
        YamlNode value =
                only.isPresent() ? moved(follow(only.get(), scalar.at()), scalar.at()) : joined(template, scalar);
        open.remove(scalar);
        return value;
    }

    private Template parse(Scalar scalar) {
        try {
            return Template.parse(scalar.text());
        } catch (IllegalArgumentException e) {
            String jinja = PythonText.printable(String.valueOf(e.getMessage()));
            throw new InputException(problem(scalar.at(), "not a plain look-up: " + jinja)
                    .withHint("of Jinja, only {{ name }}, {{ a.b }} and {{ a['b'] }} are understood; "
                            + "tag the value !unsafe if it is meant as text"));
        }
    }

    private YamlNode joined(Template template, Scalar scalar) {
        StringBuilder text = new StringBuilder();
        for (Part part : template.parts()) {
            if (part instanceof Template.Text plain) {
                text.append(plain.text());
            } else {
                LookUp lookUp = (LookUp) part;
                YamlNode value = follow(lookUp, scalar.at());
                if (!(value instanceof Scalar)) {
                    throw new InputException(problem(
                            scalar.at(), "'" + lookUp + "' is " + value.kind() + ", which does not fit in a text"));
                }
                text.append(PythonText.str(value));
            }
            bring(text.length(), scalar.at());
        }
        return Scalar.string(text.toString(), scalar.at());
    }

    private YamlNode follow(LookUp lookUp, Location at) {
        underWay.addLast(lookUp.toString());
        String name = lookUp.steps().get(0);
        YamlNode value = variables.get(name);
        if (value == null) {
            throw undefined(lookUp, name, "", variables.keySet(), at);
        }
        String path = name;
        for (String step : lookUp.steps().subList(1, lookUp.steps().size())) {
            YamlNode whole = value instanceof Scalar scalar ? scalar(scalar) : value;
            Map<String, YamlNode> parts = parts(whole);
            value = parts.get(step);
            if (value == null) {
                throw undefined(lookUp, step, " in '" + path + "', which is " + whole.kind(), parts.keySet(), at);
            }
            path += "." + step;
        }
        YamlNode resolved = resolve(value);
        bring(size(resolved), at);
        underWay.removeLast();
        return resolved;
    }

    private static Map<String, YamlNode> parts(YamlNode whole) {
        if (whole instanceof Mapping mapping) {
            return VariableNames.of(mapping);
        }
        Map<String, YamlNode> parts = new java.util.LinkedHashMap<>();
        if (whole instanceof Sequence sequence) {
            int length = sequence.items().size();
            for (int i = 0; i < length; i++) {
                parts.put(String.valueOf(i), sequence.items().get(i));
                parts.put(String.valueOf(i - length), sequence.items().get(i));
            }
        }
        return parts;
    }

    private InputException undefined(
            LookUp lookUp, String name, String where, java.util.Collection<String> known, Location at) {
        boolean others = lookUp.steps().get(0).equals("hostvars");
        String message = others
                ? "the variables of other hosts (hostvars) cannot be looked up"
                : "nothing is called '" + name + "'" + where;
        return new InputException(problem(at, message).withHint(Suggestion.didYouMean(name, known)));
    }

    private void bring(long amount, Location at) {
        brought += amount;
        if (brought > MAX_SIZE) {
            throw new InputException(problem(at, "look-ups bring more than " + MAX_SIZE + " characters and values"));
        }
    }

    private long size(YamlNode node) {
        if (node instanceof Scalar) {
            return 1;
        }
        Long known = sizes.get(node);
        if (known == null) {
            known = 1
                    + (node instanceof Sequence sequence
                            ? sequence.items().stream().mapToLong(this::size).sum()
                            : ((Mapping) node)
                                    .entries().stream()
                                            .mapToLong(entry -> size(entry.value()))
                                            .sum());
            sizes.put(node, known);
        }
        return known;
    }

    private static YamlNode moved(YamlNode node, Location at) {
        if (node instanceof Sequence sequence) {
            return new Sequence(sequence.items(), at);
        }
        if (node instanceof Mapping mapping) {
            return new Mapping(mapping.entries(), at);
        }
        Scalar scalar = (Scalar) node;
        return new Scalar(scalar.text(), scalar.type(), scalar.tag(), at);
    }

    private Problem problem(Location at, String message) {
        return Problem.error(at, message).withExcerpt(texts.excerpt(at));
    }
}
