package org.aafleet.policy.strength;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.aafleet.policy.access.Access;
import org.aafleet.policy.access.AccessText;

/**
 * Something that a captured process should not be able to do.
 *
 * @param weight what it costs a profile of its points
 * @param group what kind of harm it is, as the end of a sentence that starts with the profile
 * @param access one way to do it
 * @param why what an attacker gains by it
 */
public record Danger(int weight, String group, Access access, String why) {

    private static final String TABLE = "/org/aafleet/policy/dangers";

    /** Each of them. */
    public static List<Danger> all() {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Danger.class.getResourceAsStream(TABLE), TABLE), StandardCharsets.UTF_8))) {
            return table.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> of(line.split(" *\\| *")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of files the first access is the owner's: most servers start as root. */
    private static Danger of(String[] cells) {
        Access access =
                AccessText.parse(Arrays.asList(cells[2].trim().split(" +"))).get(0);
        return new Danger(Integer.parseInt(cells[0].trim()), cells[1], access, cells[3].trim());
    }
}
