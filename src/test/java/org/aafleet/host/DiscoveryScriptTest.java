package org.aafleet.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the discovery scripts of the catalogue find, as the probe runs them. A case is a directory:
 *
 * <pre>
 * root/      the host's files; a program of the service is a script there that prints what a real one printed
 * links      PATH TARGET, one a line, for links that a checkout could not hold
 * findings   what other services told before, SERVICE and a tab before each line
 * expected   what is found, line by line
 * </pre>
 */
class DiscoveryScriptTest {

    private static final Path CASES = Path.of("src/test/resources/discovery");
    private static final Path CATALOGUE = Path.of("profiles");
    private static final Pattern NAME = Pattern.compile("(?m)^  ([a-z0-9_-]+):");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> finds() {
        return Arrays.stream(ShellKind.values())
                .flatMap(shell -> cases().stream()
                        .map(place -> dynamicTest(shell + " " + CASES.relativize(place), () -> check(place, shell))));
    }

    private void check(Path place, ShellKind shell) throws IOException, InterruptedException {
        Path root = directory.resolve(
                shell + "-" + CASES.relativize(place).toString().replace('/', '-'));
        copy(place.resolve("root"), root);
        for (String link : lines(place.resolve("links"))) {
            String[] words = link.split(" ", -1);
            Path at = root.resolve(words[0].substring(1));
            Files.createDirectories(at.resolveSibling("."));
            Files.createSymbolicLink(at, Path.of(words[1]));
        }
        String service = CASES.relativize(place).getName(0).toString();
        List<String> found = discover(service, root, shell, String.join("\n", lines(place.resolve("findings"))));
        assertThat(String.join("\n", found)).isEqualTo(String.join("\n", lines(place.resolve("expected"))));
        assertThat(namesIn(found)).isSubsetOf(names(service));
    }

    static Stream<String> services() {
        return list(CATALOGUE).stream()
                .filter(service -> Files.exists(service.resolve("discover.sh")))
                .map(service -> service.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("services")
    void finds_nothing_where_the_service_is_not_installed(String service) throws Exception {
        for (ShellKind shell : ShellKind.values()) {
            assertThat(discover(service, Files.createDirectory(directory.resolve(shell.name())), shell, ""))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_virtual_hosts_of_apache_fit_into_time_and_answer(ShellKind shell) throws Exception {
        program(
                "usr/sbin/apache2",
                "cat << END\nIncluded configuration files:\n  (*) /etc/apache2/apache2.conf\nEND\n");
        StringBuilder text = new StringBuilder("ServerRoot /etc/apache2\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("<VirtualHost *:80>\n  ServerName s").append(i).append(".example.org\n");
            text.append("  DocumentRoot /srv/www/s").append(i).append("/htdocs\n");
            text.append("  CustomLog /srv/www/s").append(i).append("/logs/access.log combined\n");
            text.append("  SetHandler \"proxy:unix:/run/php/s").append(i).append(".sock|fcgi://localhost\"\n");
            text.append("</VirtualHost>\n");
        }
        write("etc/apache2/apache2.conf", text.toString());
        assertThat(discover("apache", directory, shell, ""))
                .contains(
                        "pattern\tdocroot\t/srv/www\t/*/htdocs\tDocumentRoot\t/etc/apache2/apache2.conf:4",
                        "pattern\tlog\t/srv/www\t/*/logs/**\tCustomLog\t/etc/apache2/apache2.conf:5",
                        "pattern\tsocket\t/run/php\t/*.sock\tSetHandler\t/etc/apache2/apache2.conf:6",
                        "site\ts9.example.org\tdocroot\t/srv/www/s9/htdocs\tDocumentRoot\t/etc/apache2/apache2.conf:58",
                        "unread\t10000 values of docroot are told as /srv/www/*/htdocs")
                .anyMatch(line -> line.matches("unread\t\\d+ virtual hosts are not told one by one.*"));
    }

    @ParameterizedTest
    @EnumSource
    void ten_thousand_virtual_hosts_of_lighttpd_fit_into_time_and_answer(ShellKind shell) throws Exception {
        StringBuilder printed = new StringBuilder("config {\n    server.document-root = \"/var/www/html\"\n\n");
        StringBuilder written = new StringBuilder("server.document-root = \"/var/www/html\"\n");
        for (int i = 0; i < 10_000; i++) {
            String condition = "$HTTP[\"host\"] == \"s" + i + "\"";
            String root = "server.document-root = \"/home/s" + i + "/www\"\n";
            printed.append("\n    ")
                    .append(condition)
                    .append(" {\n        # block ")
                    .append(i + 1)
                    .append('\n');
            printed.append("        ")
                    .append(root)
                    .append("\n    } # end of ")
                    .append(condition)
                    .append('\n');
            written.append(condition).append(" {\n  ").append(root).append("}\n");
        }
        program("usr/sbin/lighttpd", "cat << 'END'\n" + printed + "}\nEND\n");
        write("etc/lighttpd/lighttpd.conf", written.toString());
        assertThat(discover("lighttpd", directory, shell, ""))
                .containsExactlyInAnyOrder(
                        "value\tdocroot\t/var/www/html\tserver.document-root\t/etc/lighttpd/lighttpd.conf:1",
                        "pattern\tdocroot\t/home\t/*/www\tserver.document-root\t/etc/lighttpd/lighttpd.conf:3",
                        "unread\t10000 values of docroot are told as /home/*/www");
    }

    /** What the probe's answer has for the service, without the word that says it is complete. */
    private static List<String> discover(String service, Path root, ShellKind shell, String findings)
            throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("usr/bin"));
        shell.installApplets(root.resolve("usr/bin"));
        Files.deleteIfExists(root.resolve("usr/bin/logger")); // a program that cases name
        String script = String.join(
                "\n",
                "PATH=$root/usr/sbin:$root/usr/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C; export PATH LC_ALL",
                HostScripts.discoveryLibrary(),
                "findings=" + Shell.quote(findings.isEmpty() ? "" : findings + "\n"),
                Shell.command("discover", service, Files.readString(script(service))),
                "");
        List<String> command = new ArrayList<>(shell.command());
        command.add("-s");
        Path stdin = Files.createTempFile("stdin", "");
        Path stdout = Files.createTempFile("stdout", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Files.writeString(stdin, script).toFile())
                .redirectOutput(stdout.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Map.of("root", root.toString(), "newline", "\n", "tab", "\t"));
        Process process = builder.start();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        List<String> answer = new ArrayList<>(Files.readAllLines(stdout, StandardCharsets.ISO_8859_1));
        Files.delete(stdin);
        Files.delete(stdout);
        assertThat(answer.remove(0)).isEqualTo("discovered " + service);
        assertThat(answer.remove(answer.size() - 1)).isEmpty();
        assertThat(answer.remove(answer.size() - 1))
                .as("the script came to its end")
                .isEqualTo("|end");
        return answer.stream().map(line -> line.substring(1)).toList();
    }

    private static Set<String> namesIn(List<String> found) {
        Set<String> names = new TreeSet<>();
        for (String line : found) {
            String[] words = line.split("\t", -1);
            switch (words[0]) {
                case "value", "pattern", "word", "feature" -> names.add(words[1]);
                case "site" -> {
                    if (!words[2].equals("enters")) {
                        names.add(words[2]);
                    }
                }
                default -> assertThat(words[0]).isIn("section", "unread", "failed");
            }
        }
        return names;
    }

    /** Tunables and features. */
    private static Set<String> names(String service) throws IOException {
        Matcher matcher =
                NAME.matcher(Files.readString(CATALOGUE.resolve(service).resolve("service.yml")));
        Set<String> names = new TreeSet<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    private static List<Path> cases() {
        return list(CASES).stream().flatMap(service -> list(service).stream()).toList();
    }

    private static List<Path> list(Path place) {
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file, StandardCharsets.ISO_8859_1) : List.of();
    }

    private static void copy(Path from, Path to) throws IOException, InterruptedException {
        Process copy = new ProcessBuilder("cp", "-a", from.toString(), to.toString()).start();
        assertThat(copy.waitFor()).isZero();
    }

    private void program(String path, String text) throws IOException {
        write(path, "#!/bin/sh\n" + text);
        assertThat(directory.resolve(path).toFile().setExecutable(true)).isTrue();
    }

    private void write(String path, String text) throws IOException {
        Files.createDirectories(directory.resolve(path).resolveSibling("."));
        Files.writeString(directory.resolve(path), text);
    }

    private static Path script(String service) {
        return CATALOGUE.resolve(service).resolve("discover.sh");
    }
}
