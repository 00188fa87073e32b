package org.aafleet.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** File rules of few letters, so that they meet. */
public record RandomFileRules(Random random, String root) {

    private static final List<String> PARTS = List.of(
            "a",
            "b",
            "ab",
            ".a",
            "*",
            "**",
            "?",
            "[ab]",
            "[^a]",
            "{a,b}",
            "{a*,b/}",
            "a*",
            "*b",
            "*.b",
            "\\*",
            "[a-c]?",
            "{,a}",
            "{a,b{,a}}",
            "é",
            "\\x41");

    /** @param exec how rules of one profile execute, as rules that meet must agree */
    public List<String> rules(int most, String exec) {
        List<String> rules = new ArrayList<>();
        int count = 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            rules.add(rule(exec));
        }
        return rules;
    }

    private String rule(String exec) {
        boolean deny = random.nextInt(4) == 0;
        String qualifiers = (random.nextInt(6) == 0 ? "audit " : "")
                + (deny ? "deny " : random.nextInt(8) == 0 ? "allow " : "")
                + (random.nextInt(4) == 0 ? "owner " : "");
        if (!deny && random.nextInt(25) == 0 && exec.equals("ix")) {
            return qualifiers.replace("owner ", "") + "file,";
        }
        String letters = letters();
        boolean executes = random.nextInt(4) == 0;
        String mode = executes ? deny ? "x" : exec.split(" ", 2)[0] : "";
        String target = executes && !deny && exec.contains("->") ? exec.substring(exec.indexOf(' ')) : "";
        String permissions = letters + mode;
        return qualifiers + pattern() + " " + (permissions.isEmpty() ? "r" : permissions) + target + ",";
    }

    private String letters() {
        StringBuilder letters = new StringBuilder();
        for (String letter : List.of("r", random.nextBoolean() ? "w" : "a", "k", "m")) {
            if (random.nextInt(3) == 0) {
                letters.append(letter);
            }
        }
        return letters.toString();
    }

    public String pattern() {
        return path(PARTS);
    }

    /** Up to three levels deep. */
    public String path(List<String> parts) {
        List<String> chosen = new ArrayList<>();
        int length = 1 + random.nextInt(3);
        for (int i = 0; i < length; i++) {
            chosen.add(pick(parts) + (random.nextInt(5) == 0 ? pick(parts) : ""));
        }
        return root + "/" + String.join("/", chosen) + (random.nextInt(4) == 0 ? "/" : "");
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
