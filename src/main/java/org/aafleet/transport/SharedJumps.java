package org.aafleet.transport;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.aafleet.transport.TransportException.Kind;

/**
 * One session per jump host for all the hosts behind it that are in use at the same time: a thousand logins of their own
 * would meet the jump host's MaxStartups. Closed when the last of them is done.
 */
final class SharedJumps {

    interface Opener {
        SshLogin open() throws TransportException;
    }

    private static final class Shared {
        private final CompletableFuture<SshLogin> login = new CompletableFuture<>();
        private int users = 1;
    }

    private final Map<List<Hop>, Shared> open = new HashMap<>();

    /** @param route the logins that lead to the jump host, its own last */
    SshLogin borrow(List<Hop> route, String host, Opener opener) throws TransportException {
        Shared shared;
        boolean ours;
        synchronized (open) {
            Shared known = open.get(route);
            ours = known == null || isDead(known);
            shared = ours || known == null ? new Shared() : known;
            if (ours) {
                open.put(route, shared);
            } else {
                shared.users++;
            }
        }
        if (ours) {
            fill(route, shared, opener);
        }
        return await(shared, host);
    }

    void giveBack(List<Hop> route, SshLogin login) {
        synchronized (open) {
            Shared shared = open.get(route);
            if (shared == null || shared.login.getNow(null) != login) {
                return;
            }
            if (--shared.users > 0) {
                return;
            }
            open.remove(route);
        }
        login.close();
    }

    private static boolean isDead(Shared shared) {
        return shared.login.isDone()
                && !shared.login.isCompletedExceptionally()
                && !shared.login.join().isAlive();
    }

    private void fill(List<Hop> route, Shared shared, Opener opener) {
        try {
            shared.login.complete(opener.open());
        } catch (TransportException | RuntimeException e) {
            synchronized (open) {
                open.remove(route, shared);
            }
            shared.login.completeExceptionally(e);
        }
    }

    /** All who waited fail alike: one wrong password at a jump host must not be tried a thousand times. */
    private static SshLogin await(Shared shared, String host) throws TransportException {
        try {
            return shared.login.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransportException(Kind.INTERRUPTED, host, "stopped while connecting to its jump host");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransportException failure) {
                throw new TransportException(failure.kind(), host, failure.what(), failure.hint(), failure);
            }
            throw new CompletionException(e.getCause());
        }
    }
}
