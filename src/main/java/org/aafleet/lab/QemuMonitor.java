package org.aafleet.lab;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A connection to QEMU's control socket; the protocol is QMP (QEMU's docs/interop/qmp-spec). */
final class QemuMonitor implements AutoCloseable {

    private final SocketChannel channel;
    private final BufferedReader replies;

    private QemuMonitor(SocketChannel channel) {
        this.channel = channel;
        this.replies = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    static QemuMonitor connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            QemuMonitor monitor = new QemuMonitor(channel);
            monitor.execute("qmp_capabilities", Map.of());
            return monitor;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Executes a command without a result. */
    void execute(String command, Map<String, Object> arguments) {
        request(command, arguments);
    }

    /** The text field {@code status} of what a query command returns. */
    String status(String query) {
        return request(query, Map.of()) instanceof Map<?, ?> result ? String.valueOf(result.get("status")) : "";
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private Object request(String command, Map<String, Object> arguments) {
        try {
            String text = JSON.std.asString(Map.of("execute", command, "arguments", arguments)) + "\n";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return reply(command);
        } catch (IOException e) {
            throw new LabException("QEMU's monitor: " + e.getMessage(), e);
        }
    }

    /** Events may come between a command and its reply. */
    private Object reply(String command) throws IOException {
        String line = replies.readLine();
        while (line != null) {
            Map<String, Object> message = JSON.std.mapFrom(line);
            if (message.containsKey("return")) {
                return message.get("return");
            }
            if (message.containsKey("error")) {
                throw new LabException("QEMU refused '" + command + "': " + message.get("error"));
            }
            line = replies.readLine();
        }
        throw new LabException("QEMU ended during '" + command + "'");
    }
}
