package org.aafleet.learn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aafleet.policy.model.Aare;

/** What a person changes in a rule with one key. */
final class RuleEdits {

    private static final Pattern FILE = Pattern.compile(
            "(?<before>(?:audit |deny |owner )*)(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>[/@]\\S*)) (?<after>[a-zA-Z]+(?: -> .*)?,)");

    private static final Pattern DENIED = Pattern.compile("\\s*(?:audit\\s+)?deny\\s");

    private RuleEdits() {}

    private record FileRule(String before, String path, String after) {

        static Optional<FileRule> of(String rule) {
            Matcher file = FILE.matcher(rule);
            return file.matches()
                    ? Optional.of(new FileRule(
                            file.group("before"),
                            Optional.ofNullable(file.group("quoted")).orElse(file.group("plain")),
                            file.group("after")))
                    : Optional.empty();
        }

        String with(String newPath) {
            return before + new Aare(newPath) + " " + after;
        }
    }

    /** One step wider, as aa-logprof's (G)lob: the last name, then all below, then one directory up. */
    static Optional<String> globbed(String rule) {
        return FileRule.of(rule).flatMap(file -> globbedPath(file.path()).map(file::with));
    }

    private static Optional<String> globbedPath(String path) {
        String plain = path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
        String slash = path.equals(plain) ? "" : "/";
        int at = plain.lastIndexOf('/');
        if (at < 0) {
            return Optional.empty();
        }
        String parent = plain.substring(0, at);
        return switch (plain.substring(at + 1)) {
            case "**" -> parent.isEmpty() ? Optional.empty() : Optional.of(up(parent) + "/**" + slash);
            case "*" -> Optional.of(parent + "/**" + slash);
            default -> Optional.of(parent + "/*" + slash);
        };
    }

    private static String up(String path) {
        int at = path.lastIndexOf('/');
        return at < 0 ? path : path.substring(0, at);
    }

    /** One step wider with the extension kept, as aa-logprof's glob with (E)xtension. */
    static Optional<String> globbedWithExtension(String rule) {
        return FileRule.of(rule).flatMap(file -> {
            int slash = file.path().lastIndexOf('/');
            String name = file.path().substring(slash + 1);
            int dot = name.lastIndexOf('.');
            if (slash < 0 || dot < 0) {
                return Optional.empty();
            }
            String parent = file.path().substring(0, slash);
            String extension = name.substring(dot);
            String start = name.substring(0, dot);
            if (start.equals("**")) {
                return parent.isEmpty() ? Optional.empty() : Optional.of(file.with(up(parent) + "/**" + extension));
            }
            return Optional.of(file.with(parent + (start.equals("*") ? "/**" : "/*") + extension));
        });
    }

    /** For the owner of the file alone, or for everybody again; unchanged where it is about no file. */
    static String withOwnerToggled(String rule) {
        return FileRule.of(rule)
                .map(file -> new FileRule(
                                file.before().contains("owner ")
                                        ? file.before().replace("owner ", "")
                                        : file.before() + "owner ",
                                file.path(),
                                file.after())
                        .with(file.path()))
                .orElse(rule);
    }

    static String audited(String rule) {
        return isRule(rule) ? "audit " + rule : rule;
    }

    static boolean isDenied(String rule) {
        return DENIED.matcher(rule).lookingAt();
    }

    /** What denies what the rule would allow; of a program whatever way it would run. */
    static String denied(String rule) {
        if (isDenied(rule)) {
            return rule;
        }
        return FileRule.of(rule)
                .filter(file -> file.after().matches("m?r?[a-zA-Z]*[xX](?: -> .*)?,"))
                .map(file -> "deny " + new Aare(file.path()) + " x,")
                .orElseGet(() -> "deny " + rule);
    }

    /** Not a child, a hat or an include, of which there is no contrary. */
    static boolean isRule(String text) {
        return text.endsWith(",");
    }
}
