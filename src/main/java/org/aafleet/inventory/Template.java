package org.aafleet.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text with {@code {{ name }}} look-ups, the one part of Jinja that there is here. */
record Template(List<Part> parts) {

    sealed interface Part permits Text, LookUp {}

    record Text(String text) implements Part {}

    /** @param steps the variable's name, then keys and indexes into its value */
    record LookUp(List<String> steps) implements Part {
        @Override
        public String toString() {
            return String.join(".", steps);
        }
    }

    private static final Pattern JINJA = Pattern.compile("\\{\\{|\\{%|\\{#");
    private static final String STEP =
            "\\s*(?:\\.\\s*(\\w+)|\\[\\s*(?:'([^'\\\\]*)'|\"([^\"\\\\]*)\"|(-?[0-9]+))\\s*\\])";
    private static final Pattern LOOK_UP = Pattern.compile("\\s*([A-Za-z_]\\w*)((?:" + STEP + ")*+)\\s*");
    private static final Pattern ONE_STEP = Pattern.compile(STEP);

    static boolean isIn(String text) {
        return text.indexOf('{') >= 0 && JINJA.matcher(text).find();
    }

    /** @throws IllegalArgumentException with what is more than a look-up */
    static Template parse(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher jinja = JINJA.matcher(text);
        int end = 0;
        while (jinja.find(end)) {
            if (jinja.start() > end) {
                parts.add(new Text(text.substring(end, jinja.start())));
            }
            int close = jinja.group().equals("{{") ? text.indexOf("}}", jinja.end()) : -1;
            if (close < 0) {
                throw new IllegalArgumentException(text.substring(jinja.start()));
            }
            String expression = text.substring(jinja.end(), close);
            parts.add(lookUp(expression).orElseThrow(() -> new IllegalArgumentException("{{" + expression + "}}")));
            end = close + 2;
        }
        if (end < text.length()) {
            parts.add(new Text(text.substring(end)));
        }
        return new Template(List.copyOf(parts));
    }

    private static Optional<LookUp> lookUp(String expression) {
        Matcher whole = LOOK_UP.matcher(expression);
        if (!whole.matches()) {
            return Optional.empty();
        }
        List<String> steps = new ArrayList<>(List.of(whole.group(1)));
        Matcher step = ONE_STEP.matcher(whole.group(2));
        while (step.find()) {
            for (int group = 1; group <= step.groupCount(); group++) {
                if (step.group(group) != null) {
                    steps.add(step.group(group));
                }
            }
        }
        return Optional.of(new LookUp(List.copyOf(steps)));
    }

    /** The look-up that the text wholly consists of. */
    Optional<LookUp> only() {
        return parts.size() == 1 && parts.get(0) instanceof LookUp lookUp ? Optional.of(lookUp) : Optional.empty();
    }
}
