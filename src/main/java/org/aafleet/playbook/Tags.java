package org.aafleet.playbook;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which plays {@code --tags} selects, by Ansible's rules. */
final class Tags {

    private static final String ALWAYS = "always";
    private static final String NEVER = "never";

    private Tags() {}

    /**
     * @param own of the play; {@code a,b} counts as two
     * @param asked as after {@code --tags}; none means {@code all}
     */
    static boolean select(List<String> own, List<String> asked) {
        Set<String> tags = new LinkedHashSet<>(split(own));
        List<String> wanted = asked.isEmpty() ? List.of("all") : split(asked);
        if (tags.contains(ALWAYS) || wanted.stream().anyMatch(tags::contains)) {
            return true;
        }
        if (tags.isEmpty()) {
            return wanted.contains("all") || wanted.contains("untagged");
        }
        return !tags.contains(NEVER) && (wanted.contains("all") || wanted.contains("tagged"));
    }

    private static List<String> split(List<String> tags) {
        return tags.stream()
                .flatMap(tag -> Stream.of(tag.split(",", -1)))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }
}
