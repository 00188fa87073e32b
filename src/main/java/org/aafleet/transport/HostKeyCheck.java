package org.aafleet.transport;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.aafleet.transport.KnownHostEntry.Marker;
import org.jspecify.annotations.Nullable;

/**
 * What jsch may know of host keys while it connects to one host: that host's entries only. An object per connection, as
 * jsch locks it for the check, and to remember what the host showed.
 */
final class HostKeyCheck implements HostKeyRepository {

    enum Verdict {
        NOT_SEEN,
        KNOWN,
        UNKNOWN,
        CHANGED,
        REVOKED
    }

    private final Hop.HostKeyPolicy policy;
    private final KnownHosts known;
    private Verdict verdict = Verdict.NOT_SEEN;
    private PublicKeyBlob presented = PublicKeyBlob.of(new byte[0]);

    HostKeyCheck(Hop.HostKeyPolicy policy, KnownHosts known) {
        this.policy = policy;
        this.known = known;
    }

    /** Stays {@code NOT_SEEN} where a host certificate was accepted. */
    Verdict verdict() {
        return verdict;
    }

    /** The key that the host showed. */
    PublicKeyBlob presented() {
        return presented;
    }

    /** Where the host's keys are that are not the one shown. */
    List<String> origins() {
        return entries(entry -> entry.marker() == Marker.NONE)
                .map(KnownHostEntry::origin)
                .toList();
    }

    @Override
    public int check(String host, byte[] key) {
        presented = PublicKeyBlob.of(key);
        verdict = judge(presented);
        if (verdict == Verdict.UNKNOWN && policy.acceptNew()) {
            accept(presented);
        }
        return switch (verdict) {
            case KNOWN -> OK;
            case CHANGED, REVOKED -> CHANGED;
            case UNKNOWN, NOT_SEEN -> NOT_INCLUDED;
        };
    }

    /**
     * The name with the port decides; the bare name only helps where that one is not known (OpenSSH's
     * check_host_key). A host that is known by keys of another type only counts as changed: a stranger in between could
     * otherwise offer just that type.
     */
    private Verdict judge(PublicKeyBlob key) {
        if (policy.names().stream().anyMatch(name -> known.isRevoked(name, key))) {
            return Verdict.REVOKED;
        }
        for (String name : policy.names()) {
            List<KnownHostEntry> plain = known.of(name).stream()
                    .filter(entry -> entry.marker() == Marker.NONE)
                    .toList();
            if (plain.stream().anyMatch(entry -> entry.key().equals(key))) {
                return Verdict.KNOWN;
            }
            if (!plain.isEmpty() && name.equals(policy.names().get(0))) {
                return Verdict.CHANGED;
            }
        }
        return Verdict.UNKNOWN;
    }

    private void accept(PublicKeyBlob key) {
        String name = policy.names().get(0);
        String field = policy.hashNames() ? KnownHostNames.hash(name, new SecureRandom()) : name;
        try {
            KnownHostsFiles.append(policy.userFiles().get(0), field, key);
            known.add(
                    name,
                    new KnownHostEntry(
                            Marker.NONE,
                            new KnownHostNames.Plain(List.of(name)),
                            key,
                            policy.userFiles().get(0).toString()));
            verdict = Verdict.KNOWN;
        } catch (IOException e) {
            // Stays unknown: a key that cannot be remembered would be accepted anew each time.
            verdict = Verdict.UNKNOWN;
        }
    }

    /** Authorities for this host, and every revoked key: what jsch looks through when it is shown a certificate. */
    @Override
    public HostKey[] getHostKey() {
        Stream<HostKey> authorities = entries(entry -> entry.marker() == Marker.CERT_AUTHORITY)
                .flatMap(entry -> jschKey("@cert-authority", entry).stream());
        Stream<HostKey> revoked = known.revoked().stream().flatMap(entry -> jschKey("@revoked", entry).stream());
        return Stream.concat(authorities, revoked).toArray(HostKey[]::new);
    }

    /**
     * This host's plain keys, whose types jsch then prefers. Not its authorities: their type says nothing of the type of
     * the host's certificate, and jsch would move the plain key of that type to the front.
     */
    @Override
    public HostKey[] getHostKey(String host, @Nullable String type) {
        return entries(entry -> entry.marker() == Marker.NONE)
                .filter(entry -> type == null || entry.type().equals(type))
                .flatMap(entry -> jschKey("", entry).stream())
                .toArray(HostKey[]::new);
    }

    private Stream<KnownHostEntry> entries(Predicate<KnownHostEntry> wanted) {
        List<KnownHostEntry> found = new ArrayList<>();
        policy.names().forEach(name -> known.of(name).stream().filter(wanted).forEach(found::add));
        return found.stream();
    }

    /** Under the very name that jsch asks for: it knows neither exclusions nor hashed names of authorities. */
    private Optional<HostKey> jschKey(String marker, KnownHostEntry entry) {
        String name = policy.names().get(0);
        try {
            return Optional.of(
                    new HostKey(marker, name, HostKey.GUESS, entry.key().bytes(), ""));
        } catch (JSchException | ArrayIndexOutOfBoundsException e) {
            // A type that jsch does not know, a security key's for example: it could not be negotiated either.
            return Optional.empty();
        }
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return policy.userFiles().toString();
    }

    @Override
    public void add(HostKey hostkey, @Nullable UserInfo ui) {
        throw new UnsupportedOperationException("keys are accepted in check");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("keys are never removed");
    }

    @Override
    public void remove(String host, String type, byte @Nullable [] key) {
        throw new UnsupportedOperationException("keys are never removed");
    }
}
