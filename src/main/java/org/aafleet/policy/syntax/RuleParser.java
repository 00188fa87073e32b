package org.aafleet.policy.syntax;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.syntax.Token.Kind;
import org.aafleet.problem.Suggestion;

/** Qualifiers, then the rule that its first word tells. */
final class RuleParser {

    /** Reads the rule behind its keyword, up to and with the comma. */
    @FunctionalInterface
    interface Kinds {
        Rule parse(Cursor cursor, Qualifiers qualifiers, Token keyword);
    }

    private static final Map<String, Kinds> KINDS = Map.ofEntries(
            Map.entry("all", SimpleRules::all),
            Map.entry("capability", CapabilityRules::parse),
            Map.entry("change_profile", ChangeProfileRules::parse),
            Map.entry("dbus", DbusRules::parse),
            Map.entry("file", FileRules::keyword),
            Map.entry("io_uring", SimpleRules::ioUring),
            Map.entry("link", FileRules::link),
            Map.entry("mount", MountRules::mount),
            Map.entry("mqueue", MqueueRules::parse),
            Map.entry("network", NetworkRules::parse),
            Map.entry("pivot_root", MountRules::pivotRoot),
            Map.entry("ptrace", SignalRules::ptrace),
            Map.entry("remount", MountRules::remount),
            Map.entry("signal", SignalRules::signal),
            Map.entry("umount", MountRules::umount),
            Map.entry("unix", UnixRules::parse),
            Map.entry("unmount", MountRules::umount),
            Map.entry("userns", SimpleRules::userns));

    private final Cursor cursor;
    private final Function<String, List<Statement>> body;

    RuleParser(Cursor cursor, Function<String, List<Statement>> body) {
        this.cursor = cursor;
        this.body = body;
    }

    Statement ruleOrBlock() {
        Token first = cursor.peek();
        if (first.isKeyword("set")) {
            return RlimitRules.parse(cursor, cursor.next());
        }
        Qualifiers qualifiers = new QualifierReader(cursor).read();
        Token token = cursor.peek();
        return token.isMark("{") ? block(first, qualifiers) : rule(first, qualifiers, token);
    }

    private Statement block(Token first, Qualifiers qualifiers) {
        if (qualifiers.priority() != 0) {
            cursor.error(first.start(), "qualifier block: a priority is for single rules only");
        }
        List<Statement> statements = body.apply("qualifier block");
        statements.forEach(statement -> FileRules.checkInBlock(cursor, qualifiers, statement));
        return new RuleBlock(qualifiers, statements, cursor.span(first.start()));
    }

    private Statement rule(Token first, Qualifiers qualifiers, Token token) {
        Kinds kind = token.is(Kind.NAME) ? KINDS.get(token.text()) : null;
        if (kind != null) {
            // A rule's place includes its qualifiers.
            return kind.parse(
                    cursor, qualifiers, new Token(Kind.NAME, cursor.next().text(), first.start(), token.end()));
        }
        if (token.is(Kind.NAME) && !FileRules.mayStart(token) && !isFollowedByPermissions(token)) {
            throw unknown(token);
        }
        return FileRules.parse(cursor, qualifiers, first);
    }

    /** Then it is a file rule, if on a path that no file has; parsers take it. */
    private boolean isFollowedByPermissions(Token name) {
        int start = cursor.lexer().position();
        cursor.lexer().reset(name.end());
        boolean permissions = cursor.peek().is(Kind.PERMISSIONS);
        cursor.lexer().reset(start);
        return permissions;
    }

    private SyntaxError unknown(Token token) {
        Optional<String> hint = Suggestion.didYouMean(token.text(), new TreeSet<>(KINDS.keySet()));
        String message = token.describe() + " starts no rule";
        return hint.map(meant -> cursor.failed(token.start(), message, meant))
                .orElseGet(() -> cursor.failed(token.start(), message));
    }

    /** Kinds whose rules cannot have an owner. */
    static void refuseOwner(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        qualifiers
                .owner()
                .ifPresent(owner -> cursor.error(
                        keyword.start(), keyword.text() + " rule: 'owner' and 'other' are for file and link rules"));
    }
}
