package org.aafleet.policy.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.policy.model.Condition;
import org.aafleet.policy.model.FlagList;
import org.aafleet.policy.model.ProfileHeader;
import org.aafleet.policy.model.ProfileHeader.Introducer;
import org.aafleet.policy.model.ProfileName;
import org.aafleet.policy.model.Word;
import org.aafleet.policy.syntax.Token.Kind;

/** What stands before the opening brace of a profile, child or hat. */
final class HeaderParser {

    private final Cursor cursor;

    HeaderParser(Cursor cursor) {
        this.cursor = cursor;
    }

    private Introducer introducer() {
        Token token = cursor.peek();
        if (token.isMark("^")) {
            cursor.next();
            return Introducer.CARET;
        }
        if (token.isKeyword("profile") || token.isKeyword("hat")) {
            return cursor.next().isKeyword("hat") ? Introducer.HAT : Introducer.PROFILE;
        }
        return Introducer.NONE;
    }

    ProfileHeader header() {
        int first = cursor.peek().start();
        Introducer introducer = introducer();
        Word name = name(introducer);
        Optional<Word> attachment = attachment();
        List<Condition> xattrs = xattrs(introducer);
        List<Word> identities = identities();
        Optional<FlagList> flags = flags();
        return new ProfileHeader(introducer, name, attachment, xattrs, identities, flags, cursor.span(first));
    }

    private Word name(Introducer introducer) {
        Token token = introducer == Introducer.NONE
                ? cursor.next()
                : cursor.lexer().profileName(introducer != Introducer.CARET);
        boolean isName = introducer == Introducer.NONE
                ? token.is(Kind.LABEL) || token.is(Kind.NAME) || token.is(Kind.QUOTED)
                : token.is(Kind.WORD) || token.is(Kind.QUOTED);
        if (!isName) {
            throw cursor.unexpected(token, "profile", introducer == Introducer.NONE ? "a profile" : "a name");
        }
        checkName(token, introducer);
        return cursor.word(token);
    }

    private void checkName(Token token, Introducer introducer) {
        Optional<ProfileName> name = ProfileName.parse(token.text());
        if (token.text().startsWith("&")) {
            cursor.error(token.start(), "profile: the name must not start with '&'");
        } else if (name.isEmpty()) {
            cursor.error(token.start(), "profile: the namespace has no closing ':'");
        } else if (name.get().namespace().filter(String::isEmpty).isPresent()) {
            cursor.error(token.start(), "profile: the namespace is empty");
        } else if (name.get().name().isEmpty()) {
            cursor.error(token.start(), "profile: the name is empty");
        } else if (introducer == Introducer.NONE && isBareName(name.get())) {
            throw cursor.failed(
                    token.start(),
                    "profile: " + token.describe() + " starts no profile",
                    "a profile whose name is no path starts with the word 'profile'");
        }
    }

    private static boolean isBareName(ProfileName name) {
        return !name.name().startsWith("/") && name.namespace().isEmpty();
    }

    private Optional<Word> attachment() {
        Token token = cursor.peek();
        if (!token.is(Kind.LABEL) && !token.is(Kind.VARIABLE) && !token.is(Kind.NAME) && !token.is(Kind.QUOTED)) {
            return Optional.empty();
        }
        cursor.next();
        if (!token.text().startsWith("/") && !token.text().startsWith("@{")) {
            cursor.error(
                    token.start(), "profile: an attachment starts with '/' or a variable, not " + token.describe());
        }
        return Optional.of(cursor.word(token));
    }

    private List<Condition> xattrs(Introducer introducer) {
        Token group = cursor.peek();
        if (!group.is(Kind.GROUP)) {
            return List.of();
        }
        cursor.next();
        if (!group.text().equals("xattrs")) {
            cursor.error(group.start(), "profile: '" + group.text() + "=( )' does not belong here");
        } else if (introducer == Introducer.HAT || introducer == Introducer.CARET) {
            cursor.error(group.start(), "hat: a hat does not attach, so it takes no xattrs");
        }
        return new ConditionReader(cursor).group("profile");
    }

    /** {@code +identities=(a b)}: which users a profile is for; parser 5.0. */
    private List<Word> identities() {
        List<Word> identities = new ArrayList<>();
        while (cursor.acceptMark("+")) {
            Token name = cursor.next();
            if (!name.is(Kind.CONDITION) || !name.text().equals("identities")) {
                throw cursor.unexpected(name, "profile", "'identities='");
            }
            cursor.lexer().accept('=');
            identities.addAll(list("identities"));
            identities.stream()
                    .filter(identity ->
                            identity.text().contains(" ") && !identity.text().startsWith("/"))
                    .forEach(identity -> cursor.error(identity.span().start(), "identities: a name has no spaces"));
        }
        return identities;
    }

    private Optional<FlagList> flags() {
        Token token = cursor.peek();
        if (token.is(Kind.CONDITION)) {
            cursor.next();
            if (!token.text().equals("flags")) {
                throw cursor.unexpected(token, "profile", "'flags='");
            }
            cursor.lexer().accept('=');
        } else if (!token.isMark("(")) {
            return Optional.empty();
        }
        List<Word> flags = list("flags");
        new FlagChecker(cursor).check(flags);
        return Optional.of(new FlagList(flags, cursor.span(token.start())));
    }

    private List<Word> list(String what) {
        cursor.expectMark("(", what);
        List<Word> words = new ArrayList<>();
        Token token = cursor.lexer().listItem();
        while (!token.isMark(")")) {
            if (token.is(Kind.END) || token.is(Kind.UNKNOWN)) {
                throw cursor.unexpected(token, what, "')'");
            }
            words.add(cursor.word(token));
            token = cursor.lexer().listItem();
        }
        if (words.isEmpty()) {
            throw cursor.failed(token.start(), what + ": the list is empty");
        }
        return words;
    }
}
