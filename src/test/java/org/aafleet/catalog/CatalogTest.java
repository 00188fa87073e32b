package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.policy.model.VariableAssignment;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogTest {

    private static final String GOOD = """
            description: d
            profile: web
            programs: [/usr/sbin/web]
            units: []
            tunables: {root: {description: d, kind: directory}}
            features: {extra: {description: d}}
            profiles: {web: d}
            """;

    @TempDir
    private Path directory;

    static Stream<Service> shipped() {
        Catalog catalog = Catalogs.load();
        return catalog.names().stream().map(name -> catalog.service(name).orElseThrow());
    }

    @Test
    void ships_the_services_without_a_problem() {
        assertThat(Catalogs.load().names())
                .containsExactly("apache", "lighttpd", "mysql", "php-cli", "php-fpm", "postfix");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void says_of_each_service_what_its_sources_have(Service service) {
        ProfileFile profile = parsed(service.profile());
        assertThat(profile.profiles())
                .map(NamedProfile::kernelName)
                .containsExactlyInAnyOrderElementsOf(service.about().profiles().keySet());
        assertThat(parsed(service.tunables()).statements())
                .filteredOn(VariableAssignment.class::isInstance)
                .map(statement -> ((VariableAssignment) statement).name())
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                service.about().tunables().keySet().stream().map(service::variable),
                                service.about().sites().stream()
                                        .flatMap(sites -> sites.tunables().keySet().stream())
                                        .map(service::variableOfPattern))
                        .toList());
        service.site().ifPresent(site -> {
            Problems problems = new Problems();
            assertThat(ProfileFile.parseFragment(site, problems).profiles())
                    .map(NamedProfile::kernelName)
                    .containsExactly("site");
            assertThat(problems.all()).isEmpty();
        });
        assertThat(Catalogs.load().names()).containsAll(service.about().discoverAfter());
        assertThat(service.fragments().keySet())
                .containsExactlyInAnyOrderElementsOf(service.about().fragments());
    }

    /** Or the hosts of {@code ansible-side-by-side} lack profiles that an apply then waits for. */
    @ParameterizedTest
    @MethodSource("shipped")
    void has_profiles_that_the_parser_of_the_benchmark_finds(Service service) throws IOException, InterruptedException {
        Path list = Files.writeString(directory.resolve("profiles"), "foreign (complain)\n");
        Path source = Files.writeString(
                directory.resolve("profile"), service.profile().text());
        ProcessBuilder parser = new ProcessBuilder("sh", "src/test/bench/apparmor_parser", "-r", source.toString());
        parser.environment().put("AA_KERNEL_LIST", list.toString());
        assertThat(parser.inheritIO().start().waitFor()).isZero();
        List<String> loaded = Stream.concat(
                        Stream.of("foreign (complain)"),
                        parsed(service.profile()).profiles().stream().map(named -> named.kernelName() + " (enforce)"))
                .toList();
        assertThat(list).content().isEqualTo(String.join("\n", loaded) + "\n");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void lets_every_feature_and_the_rules_of_a_site_in(Service service) {
        String own = "include if exists <aa-fleet/" + service.name() + "/";
        String text = service.profile().text();
        service.about()
                .features()
                .keySet()
                .forEach(feature -> assertThat(text).contains(own + "features/" + feature + ">"));
        service.about()
                .profiles()
                .keySet()
                .forEach(profile -> assertThat(text).contains(own + "site/" + profile.replace("//", ".") + ">"));
    }

    @Test
    void takes_a_service_from_the_user_instead_of_the_shipped_one() throws IOException {
        write("lighttpd", GOOD);
        Catalog catalog = Catalogs.load(directory, directory.resolve("missing"));
        assertThat(catalog.service("lighttpd").orElseThrow().about().description())
                .isEqualTo("d");
        assertThat(catalog.service("apache").orElseThrow().about().description())
                .contains("Apache");
        assertThat(catalog.service("varnish")).isEmpty();
    }

    @Test
    void passes_by_directories_that_hold_no_service() throws IOException {
        Files.createDirectories(directory.resolve("Notes"));
        assertThat(Catalogs.load(directory).names()).doesNotContain("Notes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "profile: web          | profile: ../../etc/passwd        | 1:1: error: profile '../../etc/passwd' is not a plain name",
                "profiles: {web: d}    | profiles: {web//../../../x: d}   | 1:1: error: profile 'web//../../../x' is not a plain name",
                "profiles: {web: d}    | profiles: {'$(reboot)': d}       | 1:1: error: profile '$(reboot)' is not a plain name",
                "{extra:               | {../extra:                       | 1:1: error: feature '../extra' is not a plain name",
                "{root:                | {'root}=/etc':                   | 1:1: error: tunable 'root}=/etc' is not a plain name",
                "[/usr/sbin/web]       | ['/usr/sbin/{web']               | 1:1: error: program '/usr/sbin/{web': '{' is never closed",
                "[/usr/sbin/web]       | [web]                            | 1:1: error: program 'web' is not an absolute path",
                "kind: directory       | kind: dir                        | 5:41: error: expected one of directory, file, path, name, found 'dir'",
                "units:                | unit:                            | 4:1: error: unknown key 'unit' (did you mean 'units'?)",
            })
    void refuses_a_service_file_that_is_wrong(String right, String wrong, String message) throws IOException {
        write("web", GOOD.replace(right, wrong));
        assertThat(refusal().get(0)).startsWith(directory.resolve("web/service.yml") + ":" + message);
    }

    @Test
    void refuses_every_missing_source_at_once() throws IOException {
        write("web", GOOD);
        Files.delete(directory.resolve("web/web"));
        Files.delete(directory.resolve("web/tunables"));
        Files.delete(directory.resolve("web/features/extra"));
        assertThat(refusal())
                .map(problem -> problem.replace(directory + "/", ""))
                .containsExactly(
                        "error: web/features/extra: cannot be read: no such file",
                        "error: web/web: cannot be read: no such file",
                        "error: web/tunables: cannot be read: no such file");
    }

    @Test
    void refuses_a_directory_whose_name_is_no_plain_word() throws IOException {
        write("Web $(reboot)", GOOD);
        assertThat(refusal()).singleElement().asString().contains("a service's name is made of a-z");
    }

    private List<String> refusal() {
        Problems problems = new Problems();
        Catalog.load(List.of(directory), problems);
        return problems.all().stream().map(Problem::toString).toList();
    }

    private void write(String name, String about) throws IOException {
        Path service = directory.resolve(name);
        Files.createDirectories(service.resolve("features"));
        Files.writeString(service.resolve("service.yml"), about);
        Files.writeString(service.resolve("web"), "profile web { }\n");
        Files.writeString(service.resolve("tunables"), "@{web_root}=/srv\n");
        Files.writeString(service.resolve("features/extra"), "/a r,\n");
    }

    private static ProfileFile parsed(Source source) {
        Problems problems = new Problems();
        ProfileFile file = ProfileFile.parse(source, problems);
        assertThat(problems.all()).isEmpty();
        return file;
    }
}
