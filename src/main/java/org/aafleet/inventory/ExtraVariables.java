package org.aafleet.inventory;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Scalar;

/** The arguments of {@code -e}: {@code key=value} words, whose values are text, YAML or JSON mappings, {@code @file}. */
public final class ExtraVariables {

    private static final String QUOTES = "'\"";

    private ExtraVariables() {}

    /**
     * @return a layer for {@link Inventory#variables}, a later argument overriding an earlier one
     * @throws InputException with every problem in every argument
     */
    public static Map<String, YamlNode> parse(List<String> arguments) {
        Problems problems = new Problems();
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        for (String argument : arguments) {
            try {
                variables.putAll(parse(argument, problems));
            } catch (InputException e) {
                problems.addAll(e.problems());
            }
        }
        problems.throwIfErrors();
        return variables;
    }

    private static Map<String, YamlNode> parse(String argument, Problems problems) {
        if (argument.startsWith("@")) {
            return mapping(Source.read(Path.of(argument.substring(1))), problems);
        }
        Source source = new Source("-e", argument);
        if (argument.startsWith("{") || argument.startsWith("[")) {
            return mapping(source, problems);
        }
        if (argument.startsWith("/") || argument.startsWith(".")) {
            throw new InputException(
                    Problem.error("-e " + argument + ": not key=value").withHint("a file is given as -e @" + argument));
        }
        return words(source);
    }

    private static Map<String, YamlNode> mapping(Source source, Problems problems) {
        Optional<Map<String, YamlNode>> variables =
                Texts.parse(source, problems).flatMap(node -> Texts.variables(node, source, problems));
        return variables.orElse(Map.of());
    }

    private static Map<String, YamlNode> words(Source source) {
        Map<String, YamlNode> variables = new LinkedHashMap<>();
        for (String word : split(source)) {
            int equals = word.indexOf('=', 1);
            if (equals < 0) {
                throw new InputException(
                        Problem.error("-e " + source.text() + ": expected key=value, found '" + word + "'"));
            }
            String value = unquoted(word.substring(equals + 1).strip());
            variables.put(word.substring(0, equals).strip(), Scalar.string(value, source.at(1, 1)));
        }
        return variables;
    }

    /** Splits at blanks outside of quotes and of {@code {{ }}}; quotes stay in the words. */
    private static List<String> split(Source source) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        int braces = 0;
        String text = source.text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean escaped = i > 0 && text.charAt(i - 1) == '\\';
            if (QUOTES.indexOf(c) >= 0 && !escaped && (quote == 0 || quote == c)) {
                quote = quote == 0 ? c : 0;
            }
            braces += text.startsWith("{{", i) ? 1 : text.startsWith("}}", i) ? -1 : 0;
            if (quote != 0 || braces > 0 || !Character.isWhitespace(c)) {
                word.append(c);
            } else if (!word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        }
        if (quote != 0) {
            throw new InputException("-e " + text + ": a " + quote + " is not closed");
        }
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && QUOTES.indexOf(value.charAt(0)) >= 0
                && value.charAt(0) == value.charAt(value.length() - 1)
                && value.charAt(value.length() - 2) != '\\';
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
