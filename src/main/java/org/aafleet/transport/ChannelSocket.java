package org.aafleet.transport;

import com.jcraft.jsch.ChannelDirectTCPIP;
import com.jcraft.jsch.JSchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketImpl;
import java.time.Duration;

/**
 * A TCP connection that an ssh server makes for us (direct-tcpip, RFC 4254 §7.2), in the shape of a socket so that jsch
 * can run another session over it and TLS can be laid over it.
 */
// A close must not wait for a lock that somebody holds who waits for the server.
@SuppressWarnings("UnsynchronizedOverridesSynchronized")
final class ChannelSocket extends Socket {

    private final ChannelDirectTCPIP channel;
    private final Pipe incoming = new Pipe();
    private final OutputStream outgoing;

    private ChannelSocket(ChannelDirectTCPIP channel) throws IOException {
        super((SocketImpl) null);
        this.channel = channel;
        channel.setOutputStream(incoming.sink());
        this.outgoing = channel.getOutputStream();
    }

    /** @throws JSchException when the server's side could not or would not connect; the channel's status says which */
    static ChannelSocket open(SshLogin login, ChannelDirectTCPIP channel, String host, int port, Duration timeout)
            throws JSchException, IOException {
        ChannelSocket socket = new ChannelSocket(channel);
        channel.setHost(host);
        channel.setPort(port);
        login.open(channel, timeout);
        // jsch swallows every other exception in there.
        if (!channel.isConnected()) {
            throw new JSchException("channel is not opened.");
        }
        return socket;
    }

    @Override
    public InputStream getInputStream() {
        return incoming.source();
    }

    @Override
    public OutputStream getOutputStream() {
        return outgoing;
    }

    @Override
    public void setSoTimeout(int millis) {
        incoming.setTimeout(millis);
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public void shutdownOutput() throws IOException {
        outgoing.close();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isClosed() {
        return !channel.isConnected();
    }

    @Override
    public void close() {
        incoming.close();
        channel.disconnect();
    }
}
