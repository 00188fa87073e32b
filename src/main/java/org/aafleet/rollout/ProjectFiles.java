package org.aafleet.rollout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.aafleet.problem.InputException;

/**
 * Where a run's input is, as the user named it.
 *
 * @param inventories as after {@code -i}; none means {@code inventories/} beside the playbook or one level up
 * @param profiles directories of catalogue entries; none means {@code profiles/} beside the playbook or one level up
 * @param limits as after {@code --limit}
 * @param tags only plays with one of these; none means all
 * @param extraVars as after {@code -e}
 */
public record ProjectFiles(
        Path playbook,
        List<String> inventories,
        List<Path> profiles,
        List<String> limits,
        List<String> tags,
        List<String> extraVars) {

    public ProjectFiles {
        inventories = List.copyOf(inventories);
        profiles = List.copyOf(profiles);
        limits = List.copyOf(limits);
        tags = List.copyOf(tags);
        extraVars = List.copyOf(extraVars);
    }

    public Path directory() {
        Path parent = playbook.toAbsolutePath().getParent();
        return parent == null ? playbook.toAbsolutePath() : parent;
    }

    public List<String> inventorySources() {
        if (!inventories.isEmpty()) {
            return inventories;
        }
        return beside("inventories")
                .map(found -> List.of(found.toString()))
                .orElseThrow(() -> new InputException(
                        "no inventory: name one with -i, or keep it in inventories/ beside the playbook"));
    }

    /** Whether there is an inventory, named or in its usual place. */
    public boolean hasInventory() {
        return !inventories.isEmpty() || beside("inventories").isPresent();
    }

    /** The user's own catalogue entries and rules, where there are any. */
    public List<Path> profileDirectories() {
        return profiles.isEmpty() ? beside("profiles").map(List::of).orElse(List.of()) : profiles;
    }

    /** Where the user's own rules are written. */
    public Path ownProfiles() {
        List<Path> known = profileDirectories();
        return known.isEmpty() ? directory().resolve("profiles") : known.get(known.size() - 1);
    }

    /** Playbooks lie at the top of a repository or in its {@code playbooks/}. */
    private Optional<Path> beside(String name) {
        List<Path> candidates = new ArrayList<>(List.of(directory().resolve(name)));
        if (directory().getParent() != null) {
            candidates.add(directory().getParent().resolve(name));
        }
        return candidates.stream().filter(Files::isDirectory).findFirst();
    }
}
