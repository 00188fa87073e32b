package org.aafleet.transport;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One line of an ssh_config(5) file, or one {@code -o} option.
 *
 * @param keyword in lower case
 * @param shownKeyword as it was written
 * @param words the arguments, without their quotes
 * @param origin {@code FILE:LINE}
 */
record ConfigLine(String keyword, String shownKeyword, List<String> words, String origin) {

    private static final Pattern LINE = Pattern.compile("\\s*([^\\s=#\"]+)(?:\\s*=\\s*|\\s+|$)(.*)");
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(#.*)|([^\\s\"']+)");

    /** @return empty for blank lines, comments, and what has no keyword */
    static Optional<ConfigLine> parse(String text, String origin) {
        Matcher line = LINE.matcher(text);
        return line.matches() ? Optional.of(of(line.group(1), line.group(2), origin)) : Optional.empty();
    }

    static ConfigLine of(SshOption option) {
        return of(option.keyword(), option.value(), option.origin());
    }

    private static ConfigLine of(String keyword, String arguments, String origin) {
        List<String> words =
                WORD.matcher(arguments).results().flatMap(ConfigLine::word).toList();
        return new ConfigLine(keyword.toLowerCase(Locale.ROOT), keyword, words, origin);
    }

    private static Stream<String> word(MatchResult match) {
        return match.group(3) != null
                ? Stream.empty()
                : Stream.of(match.group(1), match.group(2), match.group(4)).filter(each -> each != null);
    }

    /** The arguments as one text, for keywords that take one value. */
    String value() {
        return String.join(" ", words);
    }

    @Override
    public String toString() {
        return shownKeyword + " " + value();
    }
}
