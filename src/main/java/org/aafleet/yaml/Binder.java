package org.aafleet.yaml;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aafleet.problem.Location;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.problem.Severity;
import org.aafleet.problem.Suggestion;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Binds YAML nodes to records. A component is a key (camelCase becomes snake_case); it is required unless it is an
 * {@code Optional}, a collection or a boolean, or has a {@link Default}. A single value is taken for a list of one.
 */
public final class Binder {

    private static final Set<String> TRUE = Set.of("yes", "true", "on");
    private static final Set<String> FALSE = Set.of("no", "false", "off");

    /** The type's own way to be bound. */
    private static final ClassValue<Optional<Method>> OWN = new ClassValue<>() {
        @Override
        protected Optional<Method> computeValue(Class<?> type) {
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(FromYaml.class))
                    .findFirst();
        }
    };

    private final Source source;
    private final Problems problems;

    public Binder(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /** The key of a record component: {@code maxFailPercentage} is written {@code max_fail_percentage}. */
    public static String key(String component) {
        return component.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }

    /** How a constant is written: {@code IF_UNCONFINED} as {@code if-unconfined}. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return empty when the node does not fit, after every reason was reported */
    public <T> Optional<T> bind(YamlNode node, Class<T> type) {
        @SuppressWarnings("unchecked") // bindType returns what the type says
        Optional<T> bound = (Optional<T>) bindType(node, type);
        return bound;
    }

    public void error(Location at, String message) {
        error(at, message, Optional.empty());
    }

    public void error(Location at, String message, Optional<String> hint) {
        problems.add(Problem.error(at, message).withHint(hint).withExcerpt(source.excerpt(at)));
    }

    public Optional<Scalar> scalar(YamlNode node, String expected) {
        if (node instanceof Scalar scalar && !scalar.isNull()) {
            return Optional.of(scalar);
        }
        error(node.at(), "expected " + expected + ", found " + node.kind());
        return Optional.empty();
    }

    /** The items of a list; a single value counts as a list of one, nothing as none. */
    public List<YamlNode> items(YamlNode node) {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        return node instanceof Scalar scalar && scalar.isNull() ? List.of() : List.of(node);
    }

    private Optional<?> bindType(YamlNode node, Type type) {
        if (type instanceof ParameterizedType generic) {
            return bindGeneric(node, generic);
        }
        Class<?> plain = (Class<?>) type;
        Optional<Method> own = OWN.get(plain);
        if (own.isPresent()) {
            return (Optional<?>) invoke(own.get(), node, this);
        }
        if (plain.isAssignableFrom(node.getClass())) {
            return Optional.of(node);
        }
        if (plain.isRecord()) {
            return bindRecord(node, plain);
        }
        return bindScalar(node, plain);
    }

    private Optional<?> bindGeneric(YamlNode node, ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == List.class) {
            return bindList(node, arguments[0]);
        }
        if (raw == Map.class) {
            return bindMap(node, arguments[0] != String.class, arguments[1]);
        }
        if (raw == Located.class) {
            return bindType(node, arguments[0]).map(value -> new Located<>(value, node.at()));
        }
        if (raw == Optional.class) {
            return nothing(node) ? Optional.of(Optional.empty()) : wrapped(bindType(node, arguments[0]));
        }
        throw new IllegalArgumentException("no binding for " + type);
    }

    /** The value of an {@code Optional} component, when it could be bound. */
    private static Optional<Optional<?>> wrapped(Optional<?> bound) {
        return bound.isPresent() ? Optional.of(bound) : Optional.empty();
    }

    private Optional<?> bindList(YamlNode node, Type itemType) {
        List<Object> bound = new ArrayList<>();
        boolean complete = true;
        for (YamlNode item : items(node)) {
            Optional<?> value = bindType(item, itemType);
            value.ifPresent(bound::add);
            complete &= value.isPresent();
        }
        return complete ? Optional.of(List.copyOf(bound)) : Optional.empty();
    }

    /** @param located whether keys are bound with their places */
    private Optional<?> bindMap(YamlNode node, boolean located, Type valueType) {
        if (!(node instanceof Mapping mapping)) {
            return nothing(node) ? Optional.of(Map.of()) : unexpected(node, "a mapping");
        }
        Map<Object, Object> bound = new LinkedHashMap<>();
        boolean complete = true;
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            Object boundKey = located ? new Located<>(key, entry.key().at()) : key;
            bindType(entry.value(), valueType).ifPresent(value -> bound.put(boundKey, value));
            complete &= bound.containsKey(boundKey);
        }
        return complete ? Optional.of(Collections.unmodifiableMap(bound)) : Optional.empty();
    }

    private Optional<?> bindRecord(YamlNode node, Class<?> type) {
        if (!(node instanceof Mapping mapping)) {
            return unexpected(node, "a mapping with " + keys(type).collect(Collectors.joining(", ")));
        }
        reportUnknownKeys(mapping, type);
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        boolean complete = true;
        for (int i = 0; i < components.length; i++) {
            Optional<?> value = component(mapping, components[i]);
            values[i] = value.orElse(null);
            complete &= value.isPresent();
        }
        return complete ? construct(type, values, node) : Optional.empty();
    }

    private void reportUnknownKeys(Mapping mapping, Class<?> type) {
        List<String> known = keys(type).toList();
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                Optional<String> hint = Suggestion.didYouMean(key, known)
                        .or(() -> Optional.of("known keys: " + String.join(", ", known)));
                error(entry.key().at(), "unknown key '" + key + "'", hint);
            }
        }
    }

    private static Stream<String> keys(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(component -> key(component.getName()));
    }

    private Optional<?> component(Mapping mapping, RecordComponent component) {
        String key = key(component.getName());
        Optional<YamlNode> written = mapping.get(key);
        if (written.isPresent()) {
            return bindType(written.get(), component.getGenericType());
        }
        Optional<?> absent = whenAbsent(component, mapping.at());
        if (absent.isEmpty()) {
            error(mapping.at(), "key '" + key + "' is missing");
        }
        return absent;
    }

    private Optional<?> whenAbsent(RecordComponent component, Location at) {
        Default fallback = component.getAnnotation(Default.class);
        if (fallback != null) {
            YamlNode node = YamlReader.read(new Source(at.file(), fallback.value()), problems, Severity.ERROR)
                    .orElseThrow();
            return bindType(node, component.getGenericType());
        }
        Class<?> type = component.getType();
        if (type == Optional.class) {
            return Optional.of(Optional.empty());
        }
        if (type == OptionalInt.class) {
            return Optional.of(OptionalInt.empty());
        }
        if (type == List.class) {
            return Optional.of(List.of());
        }
        if (type == Map.class) {
            return Optional.of(Map.of());
        }
        return type == boolean.class ? Optional.of(false) : Optional.empty();
    }

    private Optional<?> construct(Class<?> type, @Nullable Object[] values, YamlNode node) {
        try {
            Class<?>[] parameters = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException unfit) {
                error(node.at(), String.valueOf(unfit.getMessage()));
                return Optional.empty();
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<?> bindScalar(YamlNode node, Class<?> type) {
        if (type == String.class) {
            return scalar(node, "text").map(Scalar::text);
        }
        if (type == int.class || type == Integer.class) {
            return integer(node);
        }
        if (type == OptionalInt.class) {
            return nothing(node)
                    ? Optional.of(OptionalInt.empty())
                    : integer(node).map(OptionalInt::of);
        }
        if (type == boolean.class || type == Boolean.class) {
            return bool(node);
        }
        if (type == Duration.class) {
            return scalar(node, Durations.EXPECTED).flatMap(this::duration);
        }
        if (type.isEnum()) {
            return constant(node, type);
        }
        throw new IllegalArgumentException("no binding for " + type);
    }

    private Optional<Integer> integer(YamlNode node) {
        if (node instanceof Scalar scalar && (scalar.type() == ScalarType.INTEGER || isDigits(scalar.text()))) {
            Object value = scalar.type() == ScalarType.INTEGER ? PlainValues.of(scalar) : Long.valueOf(scalar.text());
            if (value instanceof Long number && number == number.intValue()) {
                return Optional.of(number.intValue());
            }
        }
        return unexpected(node, "an integer");
    }

    private static boolean isDigits(String text) {
        return text.matches("-?[0-9]{1,10}");
    }

    private Optional<Boolean> bool(YamlNode node) {
        if (node instanceof Scalar scalar) {
            String word = scalar.text().toLowerCase(Locale.ROOT);
            if (TRUE.contains(word) || FALSE.contains(word)) {
                return Optional.of(TRUE.contains(word));
            }
        }
        return unexpected(node, "true or false");
    }

    private Optional<Duration> duration(Scalar scalar) {
        Optional<Duration> parsed = Durations.parse(scalar.text());
        return parsed.isPresent() ? parsed : unexpected(scalar, Durations.EXPECTED);
    }

    private Optional<?> constant(YamlNode node, Class<?> type) {
        Map<String, Object> words = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            words.put(word((Enum<?>) constant), constant);
        }
        String expected = String.join(", ", words.keySet());
        Optional<Scalar> scalar = scalar(node, "one of " + expected);
        if (scalar.isEmpty()) {
            return scalar;
        }
        Object constant = words.get(scalar.get().text());
        if (constant == null) {
            Optional<String> hint = Suggestion.didYouMean(scalar.get().text(), words.keySet());
            error(
                    node.at(),
                    "expected one of " + expected + ", found '" + scalar.get().text() + "'",
                    hint);
        }
        return Optional.ofNullable(constant);
    }

    private <T> Optional<T> unexpected(YamlNode node, String expected) {
        String found = node instanceof Scalar scalar && !scalar.isNull() ? "'" + scalar.text() + "'" : node.kind();
        error(node.at(), "expected " + expected + ", found " + found);
        return Optional.empty();
    }

    private static boolean nothing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isNull();
    }

    private static Object invoke(Method method, YamlNode node, Binder binder) {
        try {
            method.setAccessible(true);
            return method.invoke(null, node, binder);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
