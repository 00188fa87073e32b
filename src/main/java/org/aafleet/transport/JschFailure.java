package org.aafleet.transport;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.JSchRevokedHostKeyException;
import com.jcraft.jsch.JSchSessionDisconnectException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.aafleet.transport.TransportException.Kind;

/** What a failed login means. jsch tells most failures apart by their text only. */
record JschFailure(String host, Hop hop, HostKeyCheck hostKey, Identities.Offer offer, boolean throughJump) {

    private static final int BY_TOO_MANY_FAILURES = 2;

    TransportException explain(Exception failure) {
        if (failure instanceof JSchRevokedHostKeyException) {
            return revoked(failure);
        }
        return switch (hostKey.verdict()) {
            case UNKNOWN -> unknown(failure);
            case CHANGED -> changed(failure);
            case REVOKED -> revoked(failure);
            case KNOWN, NOT_SEEN -> other(failure);
        };
    }

    private TransportException unknown(Exception failure) {
        return new TransportException(
                Kind.HOST_KEY_UNKNOWN,
                host,
                "the host key of " + hop.shown() + " is not known: "
                        + hostKey.presented().fingerprint(),
                Optional.of("compare that with the host's own (ssh-keygen -lf on its console), then: "
                        + HostKeyCommands.accept(hop, hostKey.presented(), throughJump)),
                failure);
    }

    private TransportException changed(Exception failure) {
        return new TransportException(
                Kind.HOST_KEY_CHANGED,
                host,
                "the host key of " + hop.shown() + " has changed, or somebody is in between: it shows "
                        + hostKey.presented().fingerprint() + ", which is not what is in "
                        + String.join(", ", hostKey.origins()),
                Optional.of("only if the host was reinstalled: "
                        + HostKeyCommands.forget(hop) + " && "
                        + HostKeyCommands.accept(hop, hostKey.presented(), throughJump)),
                failure);
    }

    private TransportException revoked(Exception failure) {
        return new TransportException(
                Kind.HOST_KEY_REVOKED,
                host,
                "the host key of " + hop.shown() + " is marked @revoked",
                Optional.of("give the host a new key"),
                failure);
    }

    private TransportException other(Exception failure) {
        if (failure instanceof Answers.AskedAgain) {
            return authentication("the password was not accepted", failure);
        }
        if (failure instanceof JSchAlgoNegoFailException) {
            return protocol("no algorithm in common: " + Printed.line(String.valueOf(failure.getMessage())), failure);
        }
        if (failure instanceof JSchSessionDisconnectException disconnect) {
            return disconnect.getReasonCode() == BY_TOO_MANY_FAILURES && hostKey.verdict() == HostKeyCheck.Verdict.KNOWN
                    ? authentication("the server cut the login off after too many keys", failure)
                    : lost("the server ended the login: " + Printed.line(disconnect.getDescription()), failure);
        }
        String text = String.valueOf(failure.getMessage());
        if (text.startsWith("Auth ") || text.startsWith("USERAUTH ")) {
            return authentication("no key and no password was accepted", failure);
        }
        if (failure instanceof JSchException && failure.getCause() == null && !text.contains("closed")) {
            return protocol("not the ssh that was expected: " + Printed.line(text), failure);
        }
        return lost("the server closed the connection during the login", failure);
    }

    private TransportException authentication(String what, Exception failure) {
        String tried = offer.identities().isEmpty()
                ? "no keys"
                : offer.identities().stream().map(SshIdentity::name).collect(Collectors.joining(", "));
        List<String> notes = offer.notes().get();
        return new TransportException(
                Kind.AUTHENTICATION,
                host,
                what + " for " + hop.shown(),
                Optional.of("tried " + tried + (hop.password().isPresent() ? ", a password" : ", no password")
                        + (notes.isEmpty() ? "" : "; " + String.join("; ", notes))),
                failure);
    }

    private TransportException protocol(String what, Exception failure) {
        return new TransportException(
                Kind.PROTOCOL, host, what, Optional.of("is " + hop.shown() + " an ssh server?"), failure);
    }

    private TransportException lost(String what, Exception failure) {
        return new TransportException(
                Kind.CONNECTION_LOST,
                host,
                what,
                Optional.of("its log says why (journalctl -u ssh); MaxStartups and full disks are the usual reasons"),
                failure);
    }
}
