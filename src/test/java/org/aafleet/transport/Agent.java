package org.aafleet.transport;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A real ssh-agent. */
final class Agent implements AutoCloseable {

    private final Path socket;
    private final Process process;

    Agent(Path directory) throws IOException, InterruptedException {
        socket = directory.resolve("agent.sock");
        process = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        while (!listens() && process.isAlive()) {
            Thread.sleep(20);
        }
    }

    /** Its file is there a moment before it can be connected to. */
    private boolean listens() {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    Agent add(Path key) {
        Programs.run("env", "SSH_AUTH_SOCK=" + socket, "ssh-add", "-q", key.toString());
        return this;
    }

    Path socket() {
        return socket;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
