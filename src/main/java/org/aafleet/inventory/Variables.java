package org.aafleet.inventory;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.yaml.PlainValues;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Scalar;

/**
 * The variables of one host. Every reading method resolves {@code {{ name }}} look-ups first, and throws
 * {@link InputException} where the value's file, line and column are, for a look-up that fails, Jinja that is more than a
 * look-up, and a value that ansible-vault encrypted. Variables that are not read are not checked.
 */
public final class Variables {

    private static final Set<String> TRUE = Set.of("y", "yes", "on", "1", "true", "t", "1.0");
    private static final Set<String> FALSE = Set.of("n", "no", "off", "0", "false", "f", "0.0");

    private final Map<String, YamlNode> values;
    private final Texts texts;

    Variables(Map<String, YamlNode> values, Texts texts) {
        this.values = values;
        this.texts = texts;
    }

    /** The values as written, look-ups and all, by name. */
    public Map<String, YamlNode> asWritten() {
        return Collections.unmodifiableMap(values);
    }

    /**
     * The tree with look-ups replaced; not to be resolved again, since a value may hold braces of its own. A scalar that is
     * one look-up and nothing else becomes the value with its type; keys are left alone.
     */
    public YamlNode resolve(YamlNode node) {
        return new LookUps(values, texts).resolve(node);
    }

    /** The text with look-ups replaced. */
    public String resolve(String text, Location at) {
        YamlNode resolved = resolve(Scalar.string(text, at));
        if (resolved instanceof Scalar scalar) {
            return PythonText.str(scalar);
        }
        throw unfit(resolved, "text");
    }

    public Optional<YamlNode> get(String name) {
        return Optional.ofNullable(values.get(name)).map(this::resolve);
    }

    /** Nothing for YAML's null; numbers and booleans as Python writes them. */
    public Optional<String> text(String name) {
        return scalar(name, "text").map(PythonText::str);
    }

    public OptionalInt integer(String name) {
        Optional<Scalar> scalar = scalar(name, "an integer");
        if (scalar.isEmpty()) {
            return OptionalInt.empty();
        }
        Object value = PlainValues.of(scalar.get());
        if (value instanceof String text && text.strip().matches("-?[0-9]{1,9}")) {
            return OptionalInt.of(Integer.parseInt(text.strip()));
        }
        if (value instanceof Long number && number == number.intValue()) {
            return OptionalInt.of(number.intValue());
        }
        throw unfit(scalar.get(), "an integer");
    }

    /** A boolean, or a word or number that Ansible takes for one: {@code "yes"}, {@code on}, {@code 1}. */
    public Optional<Boolean> bool(String name) {
        Optional<Scalar> scalar = scalar(name, "true or false");
        return scalar.map(value -> {
            String word = PythonText.str(value).toLowerCase(Locale.ROOT).strip();
            if (!TRUE.contains(word) && !FALSE.contains(word)) {
                throw unfit(value, "true or false");
            }
            return TRUE.contains(word);
        });
    }

    private Optional<Scalar> scalar(String name, String expected) {
        Optional<YamlNode> value = get(name);
        if (value.isPresent() && !(value.get() instanceof Scalar)) {
            throw unfit(value.get(), expected);
        }
        return value.map(Scalar.class::cast).filter(scalar -> !scalar.isNull());
    }

    private InputException unfit(YamlNode node, String expected) {
        return new InputException(problem(node.at(), "expected " + expected + ", found " + node.kind()));
    }

    /** A problem with the line of the file that the place is in. */
    Problem problem(Location at, String message) {
        return Problem.error(at, message).withExcerpt(texts.excerpt(at));
    }
}
