package org.aafleet.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A system user with a password, and with rules for sudo; gone when closed. */
final class TestUser implements AutoCloseable {

    private static final Path RULES = Path.of("/etc/sudoers.d");

    static final TestUser NONE = new TestUser();

    private final String name;
    private final String password;

    private TestUser() {
        name = "";
        password = "";
    }

    TestUser(String password) {
        Programs.requireRoot();
        this.name = "aaf" + UUID.randomUUID().toString().substring(0, 8);
        this.password = password;
        Programs.run("useradd", "--no-create-home", "--home-dir", "/", "--shell", "/bin/sh", name);
        Programs.run(List.of("chpasswd"), name + ":" + password + "\n");
    }

    String name() {
        return name;
    }

    String password() {
        return password;
    }

    /** @param rules lines of sudoers, in which USER stands for this user */
    TestUser sudoers(String rules) {
        Programs.require("sudo", "sudo");
        try {
            Files.writeString(RULES.resolve(name), rules.replace("USER", name) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    @Override
    public void close() {
        if (name.isEmpty()) {
            return;
        }
        try {
            Files.deleteIfExists(RULES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Programs.run("userdel", "--force", name);
    }
}
