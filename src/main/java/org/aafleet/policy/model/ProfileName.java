package org.aafleet.policy.model;

import java.util.Optional;

/**
 * A profile's name taken apart: {@code :namespace:name} and {@code :namespace://name} are the same.
 *
 * @param name empty where the text has none, which no parser accepts
 */
public record ProfileName(Optional<String> namespace, String name) {

    /** @return empty where the namespace does not end */
    public static Optional<ProfileName> parse(String text) {
        if (!text.startsWith(":")) {
            return Optional.of(new ProfileName(Optional.empty(), text));
        }
        int end = text.indexOf(':', 1);
        if (end < 0) {
            return Optional.empty();
        }
        String name = text.substring(end + 1);
        return Optional.of(
                new ProfileName(Optional.of(text.substring(1, end)), name.startsWith("//") ? name.substring(2) : name));
    }
}
