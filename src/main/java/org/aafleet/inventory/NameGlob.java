package org.aafleet.inventory;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;

/** How one pattern is matched with the names of hosts and groups: Python's {@code fnmatch}, or {@code re.match} after a ~. */
final class NameGlob {

    private NameGlob() {}

    /** @throws InputException for a regular expression that is none */
    static Predicate<String> of(String pattern) {
        if (pattern.startsWith("~")) {
            return regex(pattern.substring(1));
        }
        if (pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
            return pattern::equals;
        }
        return Pattern.compile(glob(pattern), Pattern.DOTALL).asMatchPredicate();
    }

    private static Predicate<String> regex(String pythonRegex) {
        String javaRegex = pythonRegex.replace("(?P<", "(?<").replaceAll("\\(\\?P=(\\w+)\\)", "\\\\k<$1>");
        try {
            Pattern compiled = Pattern.compile(javaRegex, Pattern.UNICODE_CHARACTER_CLASS);
            return name -> compiled.matcher(name).lookingAt();
        } catch (PatternSyntaxException e) {
            throw new InputException(Problem.error("host pattern '~" + pythonRegex
                    + "' is no regular expression: " + e.getDescription() + " at character "
                    + (e.getIndex() + 2)));
        }
    }

    private static String glob(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            int close = c == '[' ? closing(pattern, i) : -1;
            if (close > 0) {
                regex.append(oneOf(pattern.substring(i + 1, close)));
                i = close;
            } else if (c == '*') {
                regex.append(".*");
            } else {
                regex.append(c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }

    /** A ']' that comes first, or first after '!', stands for itself. */
    private static int closing(String pattern, int open) {
        int from = pattern.startsWith("!", open + 1) ? open + 2 : open + 1;
        return pattern.indexOf(']', from + 1);
    }

    private static String oneOf(String set) {
        boolean negated = set.startsWith("!");
        String members = negated ? set.substring(1) : set;
        StringBuilder choices = new StringBuilder();
        for (int i = 0; i < members.length(); i++) {
            char from = members.charAt(i);
            boolean range = i + 2 < members.length() && members.charAt(i + 1) == '-';
            char to = range ? members.charAt(i + 2) : from;
            i += range ? 2 : 0;
            if (from <= to) {
                choices.append(String.format("\\x{%x}-\\x{%x}", (int) from, (int) to));
            }
        }
        if (choices.isEmpty()) {
            return negated ? "." : "(?!)"; // only ranges that run backwards: they hold nothing
        }
        return "[" + (negated ? "^" : "") + choices + "]";
    }
}
