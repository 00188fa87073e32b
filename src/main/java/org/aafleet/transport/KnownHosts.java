package org.aafleet.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aafleet.transport.KnownHostEntry.Marker;

/**
 * The host keys of known_hosts files (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). Plain names are found by hash look-up;
 * entries with hashed names are tried once per name, and then remembered. Safe for many threads.
 */
final class KnownHosts {

    private final Map<String, List<KnownHostEntry>> byName = new HashMap<>();
    private final List<KnownHostEntry> patterns = new ArrayList<>();
    private final List<KnownHostEntry> hashed = new ArrayList<>();
    private final List<KnownHostEntry> revoked = new ArrayList<>();
    private final Set<String> unhashedNames = new HashSet<>();

    KnownHosts(List<KnownHostEntry> entries) {
        entries.forEach(this::index);
    }

    /** Remembers an entry that has been written to a file. */
    synchronized void add(String name, KnownHostEntry entry) {
        byName.computeIfAbsent(name.toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                .add(entry);
    }

    /** Every entry for that name, in no particular order; revoked keys and authorities too. */
    synchronized List<KnownHostEntry> of(String givenName) {
        String name = givenName.toLowerCase(Locale.ROOT);
        if (!hashed.isEmpty() && unhashedNames.add(name)) {
            takeHashed(name);
        }
        List<KnownHostEntry> found = new ArrayList<>(byName.getOrDefault(name, List.of()));
        patterns.stream().filter(entry -> entry.names().matches(name)).forEach(found::add);
        return Collections.unmodifiableList(found);
    }

    /** Keys revoked for any host. */
    synchronized List<KnownHostEntry> revoked() {
        return List.copyOf(revoked);
    }

    synchronized boolean isRevoked(String name, PublicKeyBlob key) {
        return of(name).stream()
                .anyMatch(
                        entry -> entry.marker() == Marker.REVOKED && entry.key().equals(key));
    }

    private void index(KnownHostEntry entry) {
        if (entry.marker() == Marker.REVOKED) {
            revoked.add(entry);
        }
        if (entry.names() instanceof KnownHostNames.Hashed) {
            hashed.add(entry);
        } else if (entry.names() instanceof KnownHostNames.Plain plain) {
            plain.names()
                    .forEach(name -> byName.computeIfAbsent(name, any -> new ArrayList<>())
                            .add(entry));
        } else {
            patterns.add(entry);
        }
    }

    /** A hash is of one name only, so an entry that was matched need not be tried for other names. */
    private void takeHashed(String name) {
        KnownHostNames.Hasher hasher = new KnownHostNames.Hasher();
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        hashed.removeIf(entry -> {
            boolean matches = ((KnownHostNames.Hashed) entry.names()).matches(text, hasher);
            if (matches) {
                byName.computeIfAbsent(name, any -> new ArrayList<>()).add(entry);
            }
            return matches;
        });
    }
}
