package org.aafleet.inventory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.problem.Location;
import org.aafleet.yaml.YamlNode;
import org.aafleet.yaml.YamlNode.Entry;
import org.aafleet.yaml.YamlNode.Mapping;
import org.aafleet.yaml.YamlNode.Scalar;
import org.aafleet.yaml.YamlNode.ScalarType;
import org.aafleet.yaml.YamlNode.Sequence;

/**
 * The value of a variable in an INI inventory: a Python literal if it reads as one, otherwise the text that it is. So
 * {@code 0x10} is 16, {@code 010} a text, {@code True} a boolean but {@code true} a text, {@code 80,443} a list.
 */
final class PythonLiteral {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_DIGITS = 4300; // Python 3.11's limit; a longer number is a text

    private static final Pattern INTEGER =
            Pattern.compile("0[xX](?:_?[0-9a-fA-F])+|0[oO](?:_?[0-7])+|0[bB](?:_?[01])+|[1-9](?:_?[0-9])*+|0(?:_?0)*+");
    private static final Pattern FLOAT =
            Pattern.compile("(?:D\\.D?|\\.D)(?:[eE][-+]?D)?|D[eE][-+]?D".replace("D", "(?:[0-9](?:_?[0-9])*+)"));
    private static final Pattern WORD = Pattern.compile("[\\w]+", Pattern.UNICODE_CHARACTER_CLASS);

    private final String text;
    private final Location at;
    private int next;
    private int depth;

    private PythonLiteral(String text, Location at) {
        this.text = text;
        this.at = at;
    }

    static YamlNode valueOf(String text, Location at) {
        return mayBeLiteral(text)
                ? new PythonLiteral(text, at).whole().orElseGet(() -> Scalar.string(text, at))
                : Scalar.string(text, at);
    }

    /** Spares most texts the attempt. */
    private static boolean mayBeLiteral(String text) {
        String start = text.stripLeading();
        return !start.isEmpty() && "0123456789+-.'\"([{TFNrRuUbB".indexOf(start.charAt(0)) >= 0;
    }

    private Optional<YamlNode> whole() {
        try {
            YamlNode value = items(0);
            return next == text.length() ? Optional.of(value) : Optional.empty();
        } catch (NotALiteral e) {
            return Optional.empty();
        }
    }

    /** One expression, or several with commas, which make a tuple; {@code close} is 0 at the end of the text. */
    private YamlNode items(int close) {
        List<YamlNode> items = new ArrayList<>();
        boolean tuple = false;
        while (peek() != close) {
            items.add(expression());
            if (peek() != ',') {
                break;
            }
            next++;
            tuple = true;
        }
        if (items.isEmpty() && close == 0) {
            throw new NotALiteral();
        }
        return tuple || items.isEmpty() ? new Sequence(items, at) : items.get(0);
    }

    private YamlNode expression() {
        if (++depth > MAX_DEPTH) {
            throw new NotALiteral();
        }
        int c = peek();
        YamlNode value = switch (c) {
            case '(' -> enclosed(')', () -> items(')'));
            case '[' -> enclosed(']', this::list);
            case '{' -> enclosed('}', this::dict);
            case '+', '-' -> signed();
            default -> c == '.' || (c >= '0' && c <= '9') ? number(false) : wordOrText();
        };
        depth--;
        return value;
    }

    private YamlNode enclosed(char close, java.util.function.Supplier<YamlNode> content) {
        next++;
        YamlNode value = content.get();
        expect(close);
        return value;
    }

    private YamlNode list() {
        List<YamlNode> items = new ArrayList<>();
        while (peek() != ']') {
            items.add(expression());
            if (peek() == ']') {
                break;
            }
            expect(',');
        }
        return new Sequence(items, at);
    }

    private YamlNode dict() {
        Map<Scalar, Entry> entries = new LinkedHashMap<>();
        while (peek() != '}') {
            if (!(expression() instanceof Scalar key)) {
                throw new NotALiteral();
            }
            expect(':');
            entries.put(key, new Entry(key, expression()));
            if (peek() == '}') {
                break;
            }
            expect(',');
        }
        return new Mapping(List.copyOf(entries.values()), at);
    }

    private YamlNode signed() {
        boolean negative = text.charAt(next++) == '-';
        peek();
        return number(negative);
    }

    private YamlNode number(boolean negative) {
        Optional<String> real = match(FLOAT);
        if (real.isPresent()) {
            double value = Double.parseDouble(real.get().replace("_", ""));
            String magnitude = Double.isInfinite(value) ? ".inf" : PythonText.real(value);
            return typed(ScalarType.FLOAT, negative ? "-" + magnitude : magnitude);
        }
        String digits = match(INTEGER).orElseThrow(NotALiteral::new).replace("_", "");
        if (digits.length() > MAX_DIGITS) {
            throw new NotALiteral();
        }
        BigInteger value = switch (digits.length() > 1 ? Character.toLowerCase(digits.charAt(1)) : ' ') {
            case 'x' -> new BigInteger(digits.substring(2), 16);
            case 'o' -> new BigInteger(digits.substring(2), 8);
            case 'b' -> new BigInteger(digits.substring(2), 2);
            default -> new BigInteger(digits);
        };
        return typed(ScalarType.INTEGER, (negative ? value.negate() : value).toString());
    }

    /** The longest match here that no letter or digit follows. */
    private Optional<String> match(Pattern pattern) {
        Matcher matcher = pattern.matcher(text).region(next, text.length());
        if (!matcher.lookingAt() || (matcher.end() < text.length() && isWordPart(text.charAt(matcher.end())))) {
            return Optional.empty();
        }
        next = matcher.end();
        return Optional.of(matcher.group());
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private YamlNode wordOrText() {
        int start = next;
        String word = match(WORD).orElse("");
        switch (word) {
            case "True", "False" -> {
                return typed(ScalarType.BOOLEAN, word);
            }
            case "None" -> {
                return typed(ScalarType.NULL, word);
            }
            default -> next = start;
        }
        PythonString.Part part = PythonString.read(text, next);
        StringBuilder joined = new StringBuilder(part.text());
        next = part.end();
        while (peek() != 0 && PythonString.startsAt(text, next)) {
            PythonString.Part more = PythonString.read(text, next);
            if (more.bytes() != part.bytes()) {
                throw new NotALiteral();
            }
            joined.append(more.text());
            next = more.end();
        }
        if (part.bytes() && depth > 1) {
            throw new NotALiteral(); // only at the top does Ansible turn bytes into text
        }
        return Scalar.string(joined.toString(), at);
    }

    private YamlNode typed(ScalarType type, String canonical) {
        return new Scalar(canonical, type, Optional.empty(), at);
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new NotALiteral();
        }
        next++;
    }

    /** The next character that is not a blank or in a comment, 0 at the end. */
    private int peek() {
        while (next < text.length() && " \t\f".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == '#') {
            next = text.length();
        }
        return next < text.length() ? text.charAt(next) : 0;
    }

    /** Says that the text is just a text; carries nothing and never leaves this package. */
    static final class NotALiteral extends RuntimeException {
        NotALiteral() {
            super(null, null, false, false);
        }
    }
}
