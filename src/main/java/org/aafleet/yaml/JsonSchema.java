package org.aafleet.yaml;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (draft 2020-12) of what {@link Binder} accepts for a record, for editors. It reads the same records, so
 * the two cannot drift apart. What only a catalogue or an inventory knows is not in it.
 */
public final class JsonSchema {

    /** Text is any scalar: {@code tcp: 3306} needs no quotes. */
    private static final List<String> TEXT = List.of("string", "number", "boolean");

    private static final String BOOLEAN_WORDS =
            "^([Yy]es|YES|[Nn]o|NO|[Tt]rue|TRUE|[Ff]alse|FALSE|[Oo]n|ON|[Oo]ff|OFF)$";

    private final Map<String, Object> definitions = new LinkedHashMap<>();

    private JsonSchema() {}

    /** The schema of a document that is a list of such records. */
    public static Map<String, Object> ofListOf(Class<? extends Record> item, String title) {
        JsonSchema schema = new JsonSchema();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        document.put("title", title);
        document.put("type", "array");
        document.put("items", schema.of(item, false));
        document.put("$defs", schema.definitions);
        return document;
    }

    /** @param template whether a look-up may stand in place of the value */
    private Map<String, Object> of(Type type, boolean template) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric((Class<?>) generic.getRawType(), generic.getActualTypeArguments(), template);
        }
        Class<?> plain = (Class<?>) type;
        Optional<FromYaml> own = Arrays.stream(plain.getDeclaredMethods())
                .map(method -> method.getAnnotation(FromYaml.class))
                .filter(Objects::nonNull)
                .findFirst();
        if (own.isPresent()) {
            for (Class<?> referred : own.get().templates()) {
                define(referred, true);
            }
            return orLookUp(object(own.get().schema()), template);
        }
        if (YamlNode.class.isAssignableFrom(plain)) {
            return Map.of();
        }
        return orLookUp(plain.isRecord() ? define(plain, template) : scalar(plain), template);
    }

    private Map<String, Object> ofGeneric(Class<?> raw, Type[] arguments, boolean template) {
        if (raw == Located.class) {
            return of(arguments[0], template);
        }
        if (raw == Optional.class) {
            return orNull(of(arguments[0], template));
        }
        if (raw == List.class) {
            Map<String, Object> one = of(arguments[0], template);
            return orNull(anyOf(one, ordered("type", "array", "items", one)));
        }
        if (raw == Map.class) {
            Map<String, Object> value = of(arguments[1], template);
            return orNull(orLookUp(ordered("type", "object", "additionalProperties", value), template));
        }
        throw new IllegalArgumentException("no schema for " + raw);
    }

    private Map<String, Object> define(Class<?> type, boolean template) {
        if (!definitions.containsKey(type.getSimpleName())) {
            Map<String, Object> definition = new LinkedHashMap<>();
            definitions.put(type.getSimpleName(), definition);
            describe(type.getAnnotation(Doc.class), definition);
            definition.put("type", "object");
            Map<String, Object> properties = new LinkedHashMap<>();
            List<String> required = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                properties.put(Binder.key(component.getName()), property(component, template));
                if (isRequired(component)) {
                    required.add(Binder.key(component.getName()));
                }
            }
            definition.put("properties", properties);
            definition.put("required", required);
            definition.put("additionalProperties", false);
            Optional.ofNullable(type.getAnnotation(Constraint.class))
                    .ifPresent(constraint -> definition.putAll(object(constraint.value())));
        }
        return ordered("$ref", "#/$defs/" + type.getSimpleName());
    }

    private Map<String, Object> property(RecordComponent component, boolean template) {
        Map<String, Object> property = new LinkedHashMap<>();
        describe(component.getAnnotation(Doc.class), property);
        property.putAll(of(component.getGenericType(), template));
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            property.put("default", Objects.requireNonNull(plain(fallback.value())));
        }
        return property;
    }

    private static void describe(@Nullable Doc doc, Map<String, Object> schema) {
        if (doc != null) {
            schema.put("description", doc.value());
        }
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.isAnnotationPresent(Default.class)
                && !List.of(Optional.class, OptionalInt.class, List.class, Map.class, boolean.class)
                        .contains(component.getType());
    }

    private static Map<String, Object> scalar(Class<?> type) {
        if (type == String.class) {
            return ordered("type", TEXT);
        }
        if (type == boolean.class || type == Boolean.class) {
            return ordered("type", List.of("boolean", "string"), "pattern", BOOLEAN_WORDS);
        }
        if (type == int.class || type == Integer.class) {
            return ordered("type", List.of("integer", "string"), "pattern", "^-?[0-9]{1,10}$");
        }
        if (type == OptionalInt.class) {
            return orNull(scalar(int.class));
        }
        if (type == Duration.class) {
            return ordered(
                    "type", List.of("integer", "string"), "minimum", 0, "pattern", "^(" + Durations.WHOLE + ")$");
        }
        if (type.isEnum()) {
            return ordered(
                    "enum",
                    Arrays.stream(type.getEnumConstants())
                            .map(constant -> Binder.word((Enum<?>) constant))
                            .toList());
        }
        throw new IllegalArgumentException("no schema for " + type);
    }

    /** Text takes a look-up as it is. */
    private static Map<String, Object> orLookUp(Map<String, Object> schema, boolean template) {
        boolean needless = !template || TEXT.equals(schema.get("type"));
        return needless ? schema : anyOf(schema, ordered("type", "string", "pattern", "\\{\\{.+\\}\\}"));
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof List<?> types) {
            List<Object> orNull = new ArrayList<>(types);
            orNull.add("null");
            Map<String, Object> nullable = new LinkedHashMap<>(schema);
            nullable.put("type", orNull);
            return nullable;
        }
        return schema.isEmpty() ? schema : anyOf(schema, ordered("type", "null"));
    }

    private static Map<String, Object> anyOf(Map<String, Object> one, Map<String, Object> other) {
        List<Object> alternatives = new ArrayList<>();
        for (Map<String, Object> schema : List.of(one, other)) {
            if (schema.keySet().equals(java.util.Set.of("anyOf"))) {
                alternatives.addAll((List<?>) Objects.requireNonNull(schema.get("anyOf")));
            } else {
                alternatives.add(schema);
            }
        }
        return ordered("anyOf", alternatives);
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> ordered = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            ordered.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return ordered;
    }

    /** JSON that stands in an annotation; JSON this plain is YAML too. */
    private static Map<String, Object> object(String json) {
        Map<String, Object> object = new LinkedHashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(plain(json)))
                .forEach((key, value) -> object.put((String) key, Objects.requireNonNull(value)));
        return object;
    }

    private static @Nullable Object plain(String yaml) {
        Problems problems = new Problems();
        Optional<YamlNode> node = YamlReader.read(new Source("annotation", yaml), problems, Severity.ERROR);
        problems.throwIfErrors();
        return PlainValues.of(node.orElseThrow());
    }
}
