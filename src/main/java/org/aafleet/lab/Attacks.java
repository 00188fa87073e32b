package org.aafleet.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What became of attacks by the services of a lab host; see {@code prove/attacks.sh}. */
public record Attacks(List<Attack> attacks) {

    private static final Pattern LINE =
            Pattern.compile("(SUCCEEDED|stopped) ([a-z-]+) (.*?)(?: because (.*)| (DENIED .*)| - no record)?");

    /**
     * @param reason why it succeeds where that is known beforehand; else empty
     * @param record the audit record that names it; empty when it succeeded, or was stopped without one
     */
    public record Attack(String service, String name, boolean succeeded, String reason, String record) {}

    public Attacks {
        attacks = List.copyOf(attacks);
    }

    static Attacks parse(CommandResult result) {
        List<Attack> attacks = new ArrayList<>();
        boolean complete = false;
        for (String line : result.stdout().lines().toList()) {
            Matcher attack = LINE.matcher(line);
            if (attack.matches()) {
                attacks.add(new Attack(
                        attack.group(2),
                        attack.group(3),
                        attack.group(1).equals("SUCCEEDED"),
                        Objects.requireNonNullElse(attack.group(4), ""),
                        Objects.requireNonNullElse(attack.group(5), "")));
            }
            complete |= line.matches("stopped [0-9]+");
        }
        if (!complete) {
            throw new LabException("the attacks did not run to their end (exit code " + result.exitCode() + "): "
                    + (result.stderr().isBlank() ? result.stdout() : result.stderr()).strip());
        }
        return new Attacks(attacks);
    }

    public List<Attack> of(String service) {
        return attacks.stream()
                .filter(attack -> attack.service().equals(service))
                .toList();
    }

    public List<Attack> stopped() {
        return attacks.stream().filter(attack -> !attack.succeeded()).toList();
    }

    public List<Attack> succeeded() {
        return attacks.stream().filter(Attack::succeeded).toList();
    }
}
