package org.aafleet.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Ports of this machine's loopback address that lead into one lab host.
 *
 * @param ssh to port 22
 * @param http to port 80, where lighttpd listens
 * @param alternateHttp to port 8080, where Apache listens
 */
public record Ports(int ssh, int http, int alternateHttp) {

    /** Below the ports that Linux gives to outgoing connections, so that a host which is off finds its own again. */
    private static final int FIRST = 20_000;

    private static final int LAST = 32_000;

    /** Free ports now; whoever takes one of them before QEMU does makes QEMU refuse to start. */
    static Ports free(Set<Integer> taken, RandomGenerator random) {
        return free(taken, random, Ports::isFree);
    }

    static Ports free(Set<Integer> taken, RandomGenerator random, IntPredicate isFree) {
        Set<Integer> avoided = new HashSet<>(taken);
        int[] found = random.ints(FIRST, LAST)
                .filter(port -> !avoided.contains(port) && isFree.test(port))
                .filter(avoided::add)
                .limit(3)
                .toArray();
        return new Ports(found[0], found[1], found[2]);
    }

    IntStream all() {
        return IntStream.of(ssh, http, alternateHttp);
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
