package org.aafleet.yaml;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/**
 * Reads JSON into {@link YamlNode}s. JSON is not quite a part of YAML 1.1: {@code 1e5} is a number only here, and tabs may
 * indent. Of a key that occurs twice the last counts.
 */
public final class JsonReader {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) // Python writes NaN and Infinity
            .build();

    private final Source source;
    private final JsonParser parser;

    private JsonReader(Source source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /** @throws InputException when the text is not one JSON value */
    public static YamlNode read(Source source) {
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            JsonReader reader = new JsonReader(source, parser);
            parser.nextToken();
            YamlNode node = reader.value();
            if (parser.nextToken() != null) {
                throw reader.failure("text after the end of the JSON value", parser.currentTokenLocation());
            }
            return node;
        } catch (JsonProcessingException e) {
            Location at = e.getLocation() == null ? source.at(1, 1) : at(source, e.getLocation());
            throw new InputException(Problem.error(at, "not readable as JSON: " + e.getOriginalMessage())
                    .withExcerpt(source.excerpt(at)));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text does not fail to be read
        }
    }

    private YamlNode value() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw failure("JSON value missing", parser.currentLocation());
        }
        Location at = at(source, parser.currentTokenLocation());
        return switch (token) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> array(at);
            case VALUE_STRING -> Scalar.string(parser.getText(), at);
            case VALUE_NUMBER_INT -> scalar(ScalarType.INTEGER, at);
            case VALUE_NUMBER_FLOAT -> scalar(ScalarType.FLOAT, at);
            case VALUE_TRUE, VALUE_FALSE -> scalar(ScalarType.BOOLEAN, at);
            case VALUE_NULL -> scalar(ScalarType.NULL, at);
            default -> throw failure("unexpected " + token.asString(), parser.currentTokenLocation());
        };
    }

    private Scalar scalar(ScalarType type, Location at) throws IOException {
        String text = parser.getText();
        return new Scalar(
                switch (text) {
                    case "NaN" -> ".nan";
                    case "Infinity", "+Infinity", "INF", "+INF" -> ".inf";
                    case "-Infinity", "-INF" -> "-.inf";
                    default -> text;
                },
                type,
                Optional.empty(),
                at);
    }

    private YamlNode object(Location at) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Scalar key = Scalar.string(parser.currentName(), at(source, parser.currentTokenLocation()));
            parser.nextToken();
            entries.put(key.text(), new Entry(key, value()));
        }
        return tagged(entries).orElseGet(() -> new Mapping(List.copyOf(entries.values()), at));
    }

    /** Ansible's JSON for {@code !vault} and {@code !unsafe}, as {@code ansible-inventory --list} writes them. */
    private static Optional<YamlNode> tagged(Map<String, Entry> entries) {
        for (String tag : List.of("vault", "unsafe")) {
            Entry entry = entries.get("__ansible_" + tag);
            if (entry != null && entry.value() instanceof Scalar text && text.type() == ScalarType.STRING) {
                return Optional.of(new Scalar(text.text(), text.type(), Optional.of("!" + tag), text.at()));
            }
        }
        return Optional.empty();
    }

    private YamlNode array(Location at) throws IOException {
        List<YamlNode> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value());
        }
        return new Sequence(items, at);
    }

    private InputException failure(String message, JsonLocation where) {
        Location at = at(source, where);
        return new InputException(Problem.error(at, message).withExcerpt(source.excerpt(at)));
    }

    private static Location at(Source source, JsonLocation where) {
        return source.at(Math.max(1, where.getLineNr()), Math.max(1, where.getColumnNr()));
    }
}
