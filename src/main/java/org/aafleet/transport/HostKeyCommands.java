package org.aafleet.transport;

import java.nio.file.Path;
import java.util.Locale;

/** Commands for a person who has made sure that a host key is right. */
final class HostKeyCommands {

    private HostKeyCommands() {}

    /** Adds the key. A host behind a jump host can only be asked from there, by a person who can log in there. */
    static String accept(Hop hop, PublicKeyBlob key, boolean throughJump) {
        String port = hop.port() == 22 ? "" : "-p " + hop.port() + " ";
        String scan = "ssh-keyscan " + port + "-t " + keyscanType(key) + " " + Quoted.shell(hop.hostName());
        return (throughJump ? "(on the jump host) " : "") + scan + " >> " + file(hop);
    }

    static String forget(Hop hop) {
        return "ssh-keygen -f " + file(hop) + " -R "
                + Quoted.shell(hop.hostKeys().names().get(0));
    }

    private static String keyscanType(PublicKeyBlob key) {
        String type = key.type().toLowerCase(Locale.ROOT);
        return type.contains("ed25519") ? "ed25519" : type.contains("ecdsa") ? "ecdsa" : "rsa";
    }

    private static String file(Hop hop) {
        return hop.hostKeys().userFiles().stream()
                .findFirst()
                .map(Path::toString)
                .map(Quoted::shell)
                .orElse("~/.ssh/known_hosts");
    }
}
