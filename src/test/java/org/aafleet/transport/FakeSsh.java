package org.aafleet.transport;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.CommandFactory;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;

/** An in-process ssh server for what a real sshd does not do: odd ways to log in, and faults. */
final class FakeSsh implements AutoCloseable {

    private final SshServer server = SshServer.setUpDefaultServer();

    FakeSsh(Path directory) {
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(directory.resolve("fake_host_key"));
        keys.setAlgorithm(KeyUtils.EC_ALGORITHM);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(keys);
        server.setPasswordAuthenticator((user, password, session) -> password.equals("right"));
    }

    SshServer server() {
        return server;
    }

    FakeSsh runs(CommandFactory commands) {
        server.setCommandFactory(commands);
        return this;
    }

    FakeSsh start() throws IOException {
        server.start();
        return this;
    }

    int port() {
        return server.getPort();
    }

    /** An endpoint for which the password opens it; its key is accepted. */
    Endpoint endpoint(String password) {
        return SshHome.endpoint(SshHome.at(port(), "fleet", password));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
