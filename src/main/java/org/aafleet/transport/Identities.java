package org.aafleet.transport;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The keys to offer to a host, in OpenSSH's order: the agent's that are configured, its others, then the files'. */
final class Identities {

    private final JSch jsch;
    private final Passphrases passphrases;
    private final Map<Path, Loaded> files = new ConcurrentHashMap<>();

    /** @param problem why the file holds no key that we can use */
    private record Loaded(Optional<KeyFile> key, String problem) {}

    Identities(JSch jsch, Passphrases passphrases) {
        this.jsch = jsch;
        this.passphrases = passphrases;
    }

    /** @param notes what became of keys that were of no use; asked for when the login has failed */
    record Offer(List<SshIdentity> identities, Supplier<List<String>> notes) {}

    Offer of(Hop hop) {
        List<String> notes = new ArrayList<>();
        List<KeyFile> keys = hop.identityFiles().stream()
                .flatMap(file -> load(file).key().stream())
                .toList();
        List<PublicKeyBlob> configured = configuredBlobs(hop, keys);
        List<SshIdentity> held = hop.agent().map(socket -> agent(socket, notes)).orElse(List.of());
        List<SshIdentity> preferred =
                held.stream().filter(each -> configured.contains(each.blob())).toList();
        List<SshIdentity> others = hop.identitiesOnly()
                ? List.of()
                : held.stream().filter(each -> !preferred.contains(each)).toList();
        List<SshIdentity> fromFiles = keys.stream()
                .map(KeyFile::identity)
                .filter(each -> held.stream().noneMatch(one -> one.blob().equals(each.blob())))
                .toList();
        List<SshIdentity> plain =
                Stream.of(preferred, others, fromFiles).flatMap(List::stream).toList();
        return new Offer(
                Stream.concat(certified(hop, plain).stream(), plain.stream()).toList(),
                () -> Stream.concat(notes.stream(), fileNotes(hop).stream()).toList());
    }

    private List<String> fileNotes(Hop hop) {
        List<String> notes = new ArrayList<>();
        for (Path file : hop.identityFiles()) {
            Loaded loaded = load(file);
            loaded.key().filter(KeyFile::stayedLocked).ifPresent(key -> notes.add(file + " needs its passphrase"));
            if (!loaded.problem().isEmpty()) {
                notes.add(file + " " + loaded.problem());
            }
        }
        return notes;
    }

    private Loaded load(Path file) {
        return files.computeIfAbsent(file, this::read);
    }

    private Loaded read(Path file) {
        if (!Files.exists(file)) {
            return new Loaded(Optional.empty(), "");
        }
        try {
            return new Loaded(Optional.of(KeyFile.read(jsch, file, passphrases)), "");
        } catch (IOException e) {
            return new Loaded(Optional.empty(), "cannot be read");
        } catch (JSchException e) {
            return new Loaded(Optional.empty(), "cannot be used: " + e.getMessage());
        }
    }

    /** Keys that the agent holds may be configured by their public half alone. */
    private static List<PublicKeyBlob> configuredBlobs(Hop hop, List<KeyFile> keys) {
        List<PublicKeyBlob> blobs =
                new ArrayList<>(keys.stream().map(KeyFile::blob).toList());
        hop.identityFiles().stream()
                .flatMap(file -> Stream.of(file, file.resolveSibling(file.getFileName() + ".pub")))
                .map(KeyFile::publicBlob)
                .flatMap(Optional::stream)
                .forEach(blobs::add);
        return blobs;
    }

    /** A connection of its own for each host: jsch's agent object takes one question at a time. */
    private static List<SshIdentity> agent(Path socket, List<String> notes) {
        try {
            AgentIdentityRepository agent = new AgentIdentityRepository(new SSHAgentConnector(socket));
            List<SshIdentity> held = new ArrayList<>();
            for (Identity each : agent.getIdentities()) {
                held.add(new SshIdentity(
                        "agent: " + each.getName(), PublicKeyBlob.of(each.getPublicKeyBlob()), each::getSignature));
            }
            return held;
        } catch (AgentProxyException e) {
            notes.add("the agent at " + socket + " cannot be used: " + e.getMessage());
            return List.of();
        }
    }

    /** {@code KEY-cert.pub} beside each key file, and every CertificateFile, with the key that it certifies. */
    private static List<SshIdentity> certified(Hop hop, List<SshIdentity> plain) {
        List<SshIdentity> certified = new ArrayList<>();
        Stream.concat(
                        hop.certificateFiles().stream(),
                        hop.identityFiles().stream().map(file -> file.resolveSibling(file.getFileName() + "-cert.pub")))
                .distinct()
                .forEach(file -> KeyFile.publicBlob(file)
                        .ifPresent(certificate -> plain.stream()
                                .filter(key -> Certificates.certifies(certificate, key.blob()))
                                .forEach(key -> certified.add(key.certified(file.toString(), certificate)))));
        return certified;
    }
}
