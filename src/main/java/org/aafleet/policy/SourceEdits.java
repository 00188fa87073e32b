package org.aafleet.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.aafleet.policy.model.FlagList;
import org.aafleet.policy.model.Include;
import org.aafleet.policy.model.Profile;
import org.aafleet.policy.model.ProfileHeader;
import org.aafleet.policy.model.Rule;
import org.aafleet.policy.model.RuleBlock;
import org.aafleet.policy.model.Span;
import org.aafleet.policy.model.Statement;
import org.aafleet.policy.model.Word;

/** Changes to a file's text that leave every other character as it was. */
public final class SourceEdits {

    private static final String COMPLAIN = "complain";

    /** Modes that exclude complain: a parser refuses a profile with two modes. */
    private static final Set<String> OTHER_MODES = Set.of("enforce", "kill", "unconfined", "prompt", "default_allow");

    /** @param removed what the text no longer has, in its order */
    public record Without(String text, List<Statement> removed) {
        public Without {
            removed = List.copyOf(removed);
        }
    }

    private record Edit(int start, int end, String replacement) {}

    private SourceEdits() {}

    /**
     * The text with a mode in the flags of every profile, child and hat; a parent's flags do not cover them. Setting
     * complain removes the other modes; setting enforce removes only complain, so a profile that is unconfined, say, stays
     * so.
     */
    public static String withMode(ProfileFile file, Mode mode) {
        List<Edit> edits = new ArrayList<>();
        for (NamedProfile profile : file.profiles()) {
            modeEdit(file.source().text(), profile.profile().header(), mode).ifPresent(edits::add);
        }
        return apply(file.source().text(), edits);
    }

    private static Optional<Edit> modeEdit(String text, ProfileHeader header, Mode mode) {
        boolean wanted = mode == Mode.COMPLAIN;
        Optional<FlagList> flags = header.flags();
        if (flags.isEmpty()) {
            Edit added = new Edit(header.span().end(), header.span().end(), " flags=(complain)");
            return wanted ? Optional.of(added) : Optional.empty();
        }
        List<Word> kept = flags.get().flags().stream()
                .filter(flag -> !flag.text().equals(COMPLAIN) && !(wanted && OTHER_MODES.contains(flag.text())))
                .toList();
        boolean complained = header.hasFlag(COMPLAIN);
        boolean changes = wanted != complained
                || kept.size() + (complained ? 1 : 0) != flags.get().flags().size();
        return changes ? Optional.of(flagEdit(text, flags.get(), kept, wanted)) : Optional.empty();
    }

    /** Flags that stay keep their spelling, the list keeps its separator. */
    private static Edit flagEdit(String text, FlagList list, List<Word> kept, boolean complain) {
        List<String> words = new ArrayList<>();
        kept.forEach(flag ->
                words.add(text.substring(flag.span().start(), flag.span().end())));
        if (complain) {
            words.add(COMPLAIN);
        }
        int first = list.flags().get(0).span().start();
        int last = list.flags().get(list.flags().size() - 1).span().end();
        if (words.isEmpty()) {
            return new Edit(
                    withoutBlanksBefore(text, list.span().start()), list.span().end(), "");
        }
        return new Edit(first, last, String.join(separator(text, list), words));
    }

    private static String separator(String text, FlagList list) {
        if (list.flags().size() < 2) {
            return ", ";
        }
        return text.substring(
                list.flags().get(0).span().end(), list.flags().get(1).span().start());
    }

    private static int withoutBlanksBefore(String text, int start) {
        int before = start;
        while (before > 0 && Character.isWhitespace(text.charAt(before - 1))) {
            before--;
        }
        return before;
    }

    /** The text with another name in the header of each profile, child and hat that has the old one. */
    public static String renamed(ProfileFile file, String from, String to) {
        List<Edit> edits = new ArrayList<>();
        for (NamedProfile profile : file.profiles()) {
            Word name = profile.profile().header().name();
            if (name.text().equals(from)) {
                edits.add(new Edit(name.span().start(), name.span().end(), to));
            }
        }
        return apply(file.source().text(), edits);
    }

    /**
     * The text without explicit deny rules, which deny silently even in complain mode. A line goes away when nothing else
     * is on it; a comment behind the rule goes with it.
     */
    public static Without withoutDenyRules(ProfileFile file) {
        return without(file, SourceEdits::isDeny);
    }

    /** The text without the statements that the test picks; what stands in a statement that goes away goes with it. */
    public static Without without(ProfileFile file, Predicate<Statement> picked) {
        return rewritten(file, picked, include -> false);
    }

    /** The same, and with {@code #include}, the old spelling, for each include that the other test picks. */
    public static Without rewritten(ProfileFile file, Predicate<Statement> dropped, Predicate<Include> respelled) {
        String text = file.source().text();
        List<Statement> removed = collected(file, dropped);
        List<Edit> edits = new ArrayList<>();
        removed.forEach(statement -> edits.add(removal(text, statement.span())));
        collected(file, statement -> statement instanceof Include include && respelled.test(include)).stream()
                .map(include -> include.span().start())
                .filter(start -> text.charAt(start) != '#')
                .forEach(start -> edits.add(new Edit(start, start, "#")));
        return new Without(apply(text, edits), removed);
    }

    private static List<Statement> collected(ProfileFile file, Predicate<Statement> picked) {
        List<Statement> found = new ArrayList<>();
        collect(file.statements(), picked, found);
        return found;
    }

    private static void collect(List<Statement> statements, Predicate<Statement> picked, List<Statement> found) {
        for (Statement statement : statements) {
            if (picked.test(statement)) {
                found.add(statement);
            } else if (statement instanceof Profile profile) {
                collect(profile.body(), picked, found);
            } else {
                collect(Statements.nested(statement), picked, found);
            }
        }
    }

    private static boolean isDeny(Statement statement) {
        return (statement instanceof Rule rule && rule.qualifiers().isDeny())
                || (statement instanceof RuleBlock block && block.qualifiers().isDeny());
    }

    private static Edit removal(String text, Span span) {
        int lineStart = text.lastIndexOf('\n', span.start() - 1) + 1;
        int newline = text.indexOf('\n', span.end());
        int lineEnd = newline < 0 ? text.length() : newline + 1;
        String behind = text.substring(span.end(), lineEnd).strip();
        boolean alone = text.substring(lineStart, span.start()).isBlank();
        if (alone && (behind.isEmpty() || behind.startsWith("#"))) {
            return new Edit(lineStart, lineEnd, "");
        }
        return new Edit(alone ? span.start() : withoutBlanksBefore(text, span.start()), span.end(), "");
    }

    private static String apply(String text, List<Edit> edits) {
        StringBuilder edited = new StringBuilder(text);
        edits.stream()
                .sorted(Comparator.comparingInt(Edit::start).reversed())
                .forEach(edit -> edited.replace(edit.start(), edit.end(), edit.replacement()));
        return edited.toString();
    }
}
