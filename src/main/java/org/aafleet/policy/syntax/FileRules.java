package org.aafleet.policy.syntax;

import java.util.Optional;
import java.util.Set;
import org.aafleet.policy.model.Aare;
import org.aafleet.policy.model.BareFileRule;
import org.aafleet.policy.model.ExecMode;
import org.aafleet.policy.model.ExecSafety;
import org.aafleet.policy.model.FilePermission;
import org.aafleet.policy.model.FilePermissions;
import org.aafleet.policy.model.FileRule;
import org.aafleet.policy.model.LinkRule;
import org.aafleet.policy.model.Qualifiers;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.syntax.Token.Kind;

/** File and link rules. */
final class FileRules {

    private static final String CONSTRUCT = "file rule";

    /** Words that mean something elsewhere and so cannot be a path. */
    private static final Set<String> RESERVED = Set.of("if", "else", "not", "defined", "subset", "set", "rlimit", "in");

    private FileRules() {}

    static boolean mayStart(Token name) {
        return name.text().equals("safe") || name.text().equals("unsafe");
    }

    static Rule keyword(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        if (cursor.acceptMark(",")) {
            if (qualifiers.isDeny()) {
                cursor.error(keyword.start(), "file rule: 'deny file,' is refused, because 'file' includes ix");
            }
            return new BareFileRule(qualifiers, cursor.span(keyword.start()));
        }
        return parse(cursor, qualifiers, keyword);
    }

    static Rule parse(Cursor cursor, Qualifiers qualifiers, Token first) {
        Optional<ExecSafety> safety = safety(cursor);
        Token token = cursor.next();
        FileRule rule = token.is(Kind.PERMISSIONS)
                ? permissionsFirst(cursor, qualifiers, safety, token, first)
                : pathFirst(cursor, qualifiers, safety, token, first);
        checkExec(cursor, rule, first);
        return rule;
    }

    static Optional<ExecSafety> safety(Cursor cursor) {
        if (cursor.acceptKeyword("safe")) {
            return Optional.of(ExecSafety.SAFE);
        }
        return cursor.acceptKeyword("unsafe") ? Optional.of(ExecSafety.UNSAFE) : Optional.empty();
    }

    private static FileRule pathFirst(
            Cursor cursor, Qualifiers qualifiers, Optional<ExecSafety> safety, Token path, Token first) {
        Aare pattern = path(cursor, path, CONSTRUCT);
        Token letters = cursor.next();
        if (!letters.is(Kind.PERMISSIONS)) {
            throw cursor.unexpected(letters, CONSTRUCT, "permissions such as 'rw'");
        }
        FilePermissions permissions = FilePermissionsReader.read(cursor, letters);
        Optional<Aare> target = target(cursor);
        cursor.expectMark(",", CONSTRUCT);
        return new FileRule(qualifiers, safety, pattern, permissions, false, false, target, cursor.span(first.start()));
    }

    private static FileRule permissionsFirst(
            Cursor cursor, Qualifiers qualifiers, Optional<ExecSafety> safety, Token letters, Token first) {
        FilePermissions permissions = FilePermissionsReader.read(cursor, letters);
        boolean subset = subset(cursor);
        Aare pattern = path(cursor, cursor.next(), CONSTRUCT);
        Optional<Aare> target = target(cursor);
        cursor.expectMark(",", CONSTRUCT);
        FileRule rule = new FileRule(
                qualifiers, safety, pattern, permissions, true, subset, target, cursor.span(first.start()));
        checkLink(cursor, rule, letters);
        return rule;
    }

    static Rule link(Cursor cursor, Qualifiers qualifiers, Token keyword) {
        boolean subset = subset(cursor);
        Aare link = path(cursor, cursor.next(), "link rule");
        Optional<Aare> target = target(cursor);
        if (target.isEmpty()) {
            throw cursor.unexpected(cursor.next(), "link rule", "'->' and what the link points to");
        }
        cursor.expectMark(",", "link rule");
        return new LinkRule(qualifiers, subset, link, target.get(), cursor.span(keyword.start()));
    }

    private static boolean subset(Cursor cursor) {
        return cursor.acceptKeyword("subset") || cursor.acceptMark("<=");
    }

    static Optional<Aare> target(Cursor cursor) {
        if (!cursor.acceptMark("->")) {
            return Optional.empty();
        }
        Token target = cursor.lexer().word();
        if (!target.is(Kind.WORD) && !target.is(Kind.QUOTED)) {
            throw cursor.unexpected(target, "->", "a name");
        }
        return Optional.of(Cursor.aare(target));
    }

    private static Aare path(Cursor cursor, Token token, String construct) {
        boolean isPath = token.is(Kind.LABEL)
                || token.is(Kind.VARIABLE)
                || token.is(Kind.QUOTED)
                || (token.is(Kind.NAME) && !RESERVED.contains(token.text()));
        if (!isPath) {
            throw cursor.unexpected(token, construct, "a path");
        }
        if (token.text().isEmpty() || "/@".indexOf(token.text().charAt(0)) < 0) {
            cursor.warn(
                    token.start(), construct + ": no file's path matches " + token.describe() + ": it starts with '/'");
        }
        return Cursor.aare(token);
    }

    private static void checkLink(Cursor cursor, FileRule rule, Token letters) {
        boolean link = rule.permissions().has(FilePermission.LINK);
        boolean onlyLink = link && rule.permissions().toString().equals("l");
        if (rule.subset() && !onlyLink) {
            cursor.error(letters.start(), "file rule: 'subset' is for 'l' alone");
        }
        if (rule.target().isPresent() && link && rule.permissions().exec().isPresent()) {
            cursor.error(letters.start(), "file rule: '->' cannot be a link's and an exec's target at once");
        }
        if (link
                && rule.target()
                        .filter(target -> target.text().matches("&?:[^:]+:.+"))
                        .isPresent()) {
            cursor.error(letters.start(), "file rule: a link cannot point into a namespace");
        }
    }

    private static void checkExec(Cursor cursor, FileRule rule, Token first) {
        Optional<ExecMode> exec = rule.permissions().exec();
        if (rule.safety().isPresent() && exec.isEmpty()) {
            cursor.error(first.start(), "file rule: 'safe' and 'unsafe' are for rules with an exec mode");
        }
        boolean bare = exec.equals(Optional.of(ExecMode.X));
        if (exec.isPresent()
                && rule.qualifiers().isDeny()
                && (!bare || rule.safety().equals(Optional.of(ExecSafety.UNSAFE)))) {
            cursor.error(first.start(), "file rule: a deny rule has 'x' without a mode before it");
        }
        if (bare && !rule.qualifiers().isDeny()) {
            cursor.error(first.start(), "file rule: 'x' needs a mode before it, such as 'ix' or 'Px'");
        }
    }

    /** A block gives its qualifiers to the rules within, and then the same must hold. */
    static void checkInBlock(Cursor cursor, Qualifiers block, Statement statement) {
        boolean exec = statement instanceof BareFileRule
                || (statement instanceof FileRule rule
                        && rule.permissions().exec().isPresent());
        boolean ownDeny =
                statement instanceof FileRule rule && rule.qualifiers().isDeny();
        if (exec && block.isDeny() != ownDeny) {
            cursor.error(
                    statement.span().start(), "qualifier block: the exec mode does not fit the block's qualifiers");
        }
    }
}
