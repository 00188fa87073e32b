package org.aafleet.transport;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Expands {@code %x} (ssh_config(5), TOKENS), <code>${NAME}</code> and a leading {@code ~}.
 *
 * @param values by token letter
 */
record Tokens(Map<Character, String> values, SshSettings settings) {

    private static final Pattern TOKEN = Pattern.compile("%(.)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /** @return empty where a token is unknown here or a variable is not set */
    Optional<String> expand(String text) {
        boolean complete =
                TOKEN.matcher(text).results().allMatch(token -> value(token).isPresent())
                        && VARIABLE.matcher(text)
                                .results()
                                .allMatch(
                                        name -> settings.variable(name.group(1)).isPresent());
        if (!complete) {
            return Optional.empty();
        }
        String withoutTokens = TOKEN.matcher(text).replaceAll(token -> quoted(value(token)));
        return Optional.of(
                VARIABLE.matcher(withoutTokens).replaceAll(name -> quoted(settings.variable(name.group(1)))));
    }

    Optional<Path> path(String text) {
        return expand(text.startsWith("~/") || text.equals("~") ? "%d" + text.substring(1) : text)
                .map(expanded -> settings.home().resolve(expanded));
    }

    private Optional<String> value(MatchResult token) {
        char letter = token.group(1).charAt(0);
        return letter == '%' ? Optional.of("%") : Optional.ofNullable(values.get(letter));
    }

    private static String quoted(Optional<String> value) {
        return java.util.regex.Matcher.quoteReplacement(value.orElseThrow());
    }
}
