package org.aafleet.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The one jar that is shipped: Ed25519 keys and the agent live in versioned classes, which a careless merge loses. */
@Order(6)
class PackagedJarIT {

    @RegisterExtension
    static final OpenSshServer SERVER = new OpenSshServer();

    private static final Path JAR = Path.of(System.getProperty("packaged.jar", "target/packaged.jar"));

    @TempDir
    Path directory;

    private String login(Path jar, String agent) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        jar + ":" + Path.of("target", "test-classes").toAbsolutePath(),
                        PackagedLogin.class.getName(),
                        directory.resolve("home").toString(),
                        Integer.toString(SERVER.port()),
                        agent)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void is_a_multi_release_jar() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Multi-Release"))
                    .isEqualTo("true");
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("org.aafleet.cli.Main");
        }
    }

    @Test
    void logs_in_with_an_ed25519_key() throws IOException {
        new SshHome(directory).trusted(SERVER);

        assertThat(login(JAR, "")).isEqualTo("inside\n");
    }

    @Test
    void logs_in_with_a_key_of_the_agent() throws Exception {
        SshHome home = new SshHome(directory).knownHosts(SERVER.knownHostsLine("ed25519"));
        SERVER.authorize(home.key("elsewhere", "ed25519", ""));
        try (Agent agent = new Agent(directory).add(home.ssh("elsewhere"))) {
            assertThat(login(JAR, agent.socket().toString())).isEqualTo("inside\n");
        }
    }

    @Test
    void neither_works_without_the_manifests_line_which_is_why_it_is_there() throws IOException {
        new SshHome(directory).trusted(SERVER);
        Path broken = directory.resolve("broken.jar");
        try (JarInputStream from = new JarInputStream(Files.newInputStream(JAR));
                JarOutputStream to = new JarOutputStream(Files.newOutputStream(broken))) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
                to.closeEntry();
            }
        }

        assertThat(login(broken, "")).contains("TransportException").doesNotContain("inside");
    }
}
