package org.aafleet.yaml;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.aafleet.problem.Location;

/** A piece of a YAML document, with its place. */
public sealed interface YamlNode {

    Location at();

    /** What the node is, as a message says it: {@code text}, {@code a list}, {@code a mapping}. */
    String kind();

    /**
     * @param text the content; of {@code "0755"} and {@code 0755} the same four characters
     * @param type what the text is by YAML 1.1's rules, which Ansible follows: {@code no} is a boolean
     * @param tag an application's tag such as {@code !vault}; empty for most scalars
     */
    record Scalar(String text, ScalarType type, Optional<String> tag, Location at) implements YamlNode {

        public static Scalar string(String text, Location at) {
            return new Scalar(text, ScalarType.STRING, Optional.empty(), at);
        }

        @Override
        public String kind() {
            return type.description();
        }

        public boolean isNull() {
            return type == ScalarType.NULL;
        }
    }

    record Sequence(List<YamlNode> items, Location at) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** Keys are scalars, unique, and in the order of the text. */
    record Mapping(List<Entry> entries, Location at) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }

        @Override
        public String kind() {
            return "a mapping";
        }

        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst();
        }

        public Stream<String> keys() {
            return entries.stream().map(entry -> entry.key().text());
        }
    }

    record Entry(Scalar key, YamlNode value) {}

    enum ScalarType {
        STRING("text"),
        INTEGER("an integer"),
        FLOAT("a number"),
        BOOLEAN("a boolean"),
        NULL("nothing"),
        TIMESTAMP("a date");

        private final String description;

        ScalarType(String description) {
            this.description = description;
        }

        public String description() {
            return description;
        }
    }
}
