package org.aafleet.policy.syntax;

import org.aafleet.policy.syntax.Token.Kind;

/**
 * Reads tokens at a position that the parser may set back. What a word is depends on where it stands, so there is a
 * method for each kind of place.
 */
final class Lexer {

    private final String text;
    private final WordScanner words;
    private int position;
    private int openComment = -1;

    Lexer(String text) {
        this.text = text;
        this.words = new WordScanner(text);
    }

    int position() {
        return position;
    }

    /** Where a comment starts that no line end closes: parsers refuse the file. -1 where there is none. */
    int openComment() {
        return openComment;
    }

    void reset(int offset) {
        position = offset;
    }

    /** At the start of a statement, in file and capability rules, in a profile's header. */
    Token statement() {
        skipBlanksAndComments();
        if (position >= text.length()) {
            return end();
        }
        char c = text.charAt(position);
        return switch (c) {
            case '/', '&' -> word(Kind.LABEL, words.word(position));
            case ':' -> follows('=', 1) ? mark(2) : word(Kind.LABEL, words.word(position));
            case '"' -> quoted();
            case '@' -> variableOrLabel();
            case '$' -> word(Kind.BOOLEAN, words.variable(position));
            case '{', '}', '^', '=', '(', ')', ',' -> mark(1);
            case '+', '?' -> follows('=', 1) ? mark(2) : mark(1);
            case '-' -> follows('>', 1) ? mark(2) : word(Kind.UNKNOWN, position + 1);
            case '<' -> follows('=', 1) ? mark(2) : word(Kind.UNKNOWN, position + 1);
            case '#' -> word(Kind.NAME, position + "#include".length());
            default -> named();
        };
    }

    /** Directly after {@code profile }, {@code hat } or {@code ^}: blanks only where {@code blanks} says so. */
    Token profileName(boolean blanks) {
        if (blanks) {
            position = words.blanks(position);
        }
        return quotedOr(Kind.WORD, words.word(position));
    }

    /** After an arrow, and the value of a condition: any word. */
    Token word() {
        skipBlanks();
        return quotedOr(Kind.WORD, words.word(position));
    }

    /** In a rule with conditions: mount, network, unix, dbus, signal, ptrace, mqueue, io_uring. No comments there. */
    Token conditional() {
        skipBlanks();
        if (position >= text.length()) {
            return end();
        }
        char c = text.charAt(position);
        if (c == '(' || c == ',' || c == ')' || c == '=') {
            return mark(1);
        }
        if (c == '-' && follows('>', 1)) {
            return mark(2);
        }
        Token name = name();
        if (name.is(Kind.CONDITION) || name.is(Kind.GROUP)) {
            position = name.end();
            return name;
        }
        int wordEnd = words.conditionWord(position);
        int labelEnd = startsLabel(c) ? words.word(position) : position;
        Kind kind = name.end() >= Math.max(wordEnd, labelEnd) ? name.kind() : Kind.WORD;
        return quotedOr(kind, Math.max(wordEnd, labelEnd));
    }

    /** In a list in parentheses: a value or the closing parenthesis; commas only separate. */
    Token listItem() {
        skipBlanks();
        while (follows(',', 0)) {
            position++;
            skipBlanks();
        }
        return follows(')', 0) ? mark(1) : quotedOr(Kind.WORD, words.listValue(position));
    }

    /** In {@code peer=( )} or {@code xattrs=( )}: the name of a condition or the closing parenthesis. */
    Token groupItem() {
        skipBlanks();
        while (follows(',', 0)) {
            position++;
            skipBlanks();
        }
        if (follows(')', 0) || follows('=', 0)) {
            return mark(1);
        }
        int end = words.conditionName(position);
        // "label:=x" sets, as of parser 5.0, so the colon is no part of the name.
        boolean sets = end > position && end < text.length() && text.charAt(end) == '=' && text.charAt(end - 1) == ':';
        return word(Kind.WORD, sets ? end - 1 : end);
    }

    /** On the right of a variable assignment: values up to the end of the line. */
    Token assigned() {
        position = words.blanks(position);
        while (text.startsWith("\\\n", position)) {
            position = words.blanks(position + 2);
        }
        if (position >= text.length()) {
            return end();
        }
        if (follows('#', 0)) {
            position = lineEnd(position);
        }
        if (follows('\n', 0) || text.startsWith("\r\n", position)) {
            int start = position;
            position += follows('\n', 0) ? 1 : 2;
            return new Token(Kind.NEWLINE, "", start, position);
        }
        return follows(',', 0) ? mark(1) : quotedOr(Kind.WORD, words.word(position));
    }

    /** In the condition of an {@code if}: words, variables, operators. */
    Token expression(boolean onOneLine) {
        if (onOneLine) {
            Token line = peekAssigned();
            if (line.is(Kind.NEWLINE) || line.is(Kind.END) || line.isMark(",")) {
                return assigned();
            }
            position = line.start();
        } else {
            skipBlanks();
        }
        if (position >= text.length()) {
            return end();
        }
        char c = text.charAt(position);
        if (c == '{' || c == '(' || c == ')') {
            return mark(1);
        }
        if ("=!<>".indexOf(c) >= 0) {
            return follows('=', 1) ? mark(2) : mark(1);
        }
        if (c == '$') {
            return word(Kind.BOOLEAN, words.variable(position));
        }
        Token token = c == '@' ? variableOrLabel() : null;
        return token != null ? token : quotedOr(nameOrWord(), Math.max(words.conditionWord(position), position));
    }

    /** A limit's name, its number, its unit. */
    Token rlimit() {
        skipBlanks();
        if (follows('<', 0) && follows('=', 1)) {
            return mark(2);
        }
        if (follows(',', 0)) {
            return mark(1);
        }
        int end = position;
        while (end < text.length() && (Character.isLetter(text.charAt(end)) || text.charAt(end) == '_')) {
            end++;
        }
        return end > position ? word(Kind.NAME, end) : word(Kind.WORD, numberEnd());
    }

    /** An integer with a sign, of {@code priority=}. */
    Token integer() {
        skipBlanks();
        return word(Kind.WORD, numberEnd());
    }

    /** A file of {@code include} or {@code abi}: the text tells with its first character whether it is in brackets. */
    Token fileName() {
        skipBlanks();
        if (follows('<', 0)) {
            int close = text.indexOf('>', position);
            int line = lineEnd(position);
            return word(Kind.LABEL, close < 0 || close > line ? position : close + 1);
        }
        return quotedOr(Kind.WORD, words.fileName(position));
    }

    /** Whether the next character, after blanks, is this one. Moves behind it if so. */
    boolean accept(char c) {
        skipBlanks();
        if (follows(c, 0)) {
            position++;
            return true;
        }
        return false;
    }

    boolean acceptAdjacent(String mark) {
        if (text.startsWith(mark, position)) {
            position += mark.length();
            return true;
        }
        return false;
    }

    private Token peekAssigned() {
        int start = position;
        Token token = assigned();
        position = start;
        return token;
    }

    private Kind nameOrWord() {
        return words.name(position) == words.conditionWord(position) && words.name(position) > position
                ? Kind.NAME
                : Kind.WORD;
    }

    private Token variableOrLabel() {
        int variable = words.variable(position);
        if (variable == position) {
            return word(Kind.UNKNOWN, position + 1);
        }
        int label = words.word(position);
        boolean alone = label <= variable || "=+?".indexOf(text.charAt(variable)) >= 0 || assignsAt(variable);
        return alone ? word(Kind.VARIABLE, variable) : word(Kind.LABEL, label);
    }

    private boolean assignsAt(int offset) {
        return text.startsWith(":=", offset);
    }

    private Token named() {
        Token name = name();
        if (name.start() == name.end()) {
            return word(Kind.UNKNOWN, position + 1);
        }
        position = name.end();
        return name;
    }

    /** A name with its kind, without moving. */
    private Token name() {
        int end = words.name(position);
        String name = text.substring(position, end);
        int after = words.blanks(end);
        Kind kind = Kind.NAME;
        if (end > position && (charAt(after) == '=' || text.startsWith(":=", after))) {
            boolean group = (name.equals("peer") || name.equals("xattrs")) && charAt(words.blanks(after + 1)) == '(';
            kind = group ? Kind.GROUP : Kind.CONDITION;
        } else if (end > position && after > end && text.startsWith("in", after) && isParenthesis(after + 2)) {
            kind = Kind.CONDITION;
        } else if (!name.equals("all") && PermissionLetters.areAll(name) && isSeparator(end)) {
            kind = Kind.PERMISSIONS;
        }
        return new Token(kind, name, position, end);
    }

    private boolean isParenthesis(int offset) {
        return charAt(words.blanks(offset)) == '(';
    }

    private boolean isSeparator(int offset) {
        char c = charAt(offset);
        return c == ',' || Character.isWhitespace(c);
    }

    private int numberEnd() {
        int end = position;
        if (charAt(end) == '-' || charAt(end) == '+') {
            end++;
        }
        while (Character.digit(charAt(end), 10) >= 0) {
            end++;
        }
        return end;
    }

    private Token quotedOr(Kind kind, int end) {
        if (position >= text.length()) {
            return end();
        }
        return follows('"', 0) ? quoted() : word(kind, end);
    }

    private Token quoted() {
        int end = words.quoted(position);
        if (end <= position + 1) {
            return word(Kind.UNKNOWN, position + 1);
        }
        Token token = new Token(Kind.QUOTED, text.substring(position + 1, end - 1), position, end);
        position = end;
        return token;
    }

    private Token mark(int length) {
        return word(Kind.MARK, position + length);
    }

    private Token word(Kind kind, int end) {
        int start = position;
        if (end <= start) {
            position = Math.min(text.length(), start + 1);
            return new Token(Kind.UNKNOWN, text.substring(start, position), start, position);
        }
        position = end;
        return new Token(kind, text.substring(start, end), start, end);
    }

    private Token end() {
        return new Token(Kind.END, "", text.length(), text.length());
    }

    private boolean startsLabel(char c) {
        return c == '/' || c == ':' || c == '&' || (c == '@' && words.variable(position) > position);
    }

    private boolean follows(char c, int ahead) {
        return charAt(position + ahead) == c;
    }

    private char charAt(int offset) {
        return offset < text.length() ? text.charAt(offset) : 0;
    }

    private void skipBlanks() {
        while (position < text.length() && isSpace(text.charAt(position))) {
            position++;
        }
    }

    private void skipBlanksAndComments() {
        skipBlanks();
        while (follows('#', 0) && !text.startsWith("#include", position)) {
            openComment = lineEnd(position) == text.length() ? position : -1;
            position = lineEnd(position);
            skipBlanks();
        }
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
