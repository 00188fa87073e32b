package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.aafleet.catalog.RealParser.Result;
import org.aafleet.catalog.ServiceFile.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is rendered must be policy for the host's own parser too, and mean there what the site wrote. */
class RealParserTest {

    @TempDir
    private Path directory;

    private RealParser parser;

    @BeforeEach
    void find() {
        parser = new RealParser(directory);
    }

    static Stream<Arguments> shipped() {
        return CatalogTest.shipped()
                .flatMap(service -> Stream.of(ServiceMode.COMPLAIN, ServiceMode.ENFORCE)
                        .flatMap(mode -> Catalogs.allFeatures(service).stream()
                                .map(features -> Arguments.of(service.name(), mode, features, service))));
    }

    /** Every feature, and every tunable set to what a site could call its directories. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("shipped")
    void compiles_every_shipped_service_fully_tuned(
            String name, ServiceMode mode, List<String> features, Service service) throws Exception {
        Tuning tuning = Catalogs.withFeatures(Catalogs.tuning(mode), features.toArray(String[]::new));
        for (Map.Entry<String, ServiceFile.Tunable> tunable :
                service.about().tunables().entrySet()) {
            tuning = Catalogs.with(
                    service,
                    tuning,
                    tunable.getKey(),
                    odd(tunable.getKey(), tunable.getValue().kind()));
        }
        if (service.site().isPresent()) {
            tuning = Catalogs.withSites(tuning, "shop", "blog.example.org", "a_b", "a-b");
        }
        RenderedService rendered = Catalogs.render(service, tuning);
        Result result = parser.compile(rendered);
        assertThat(result.messages()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(parser.names(rendered)).containsExactlyInAnyOrderElementsOf(rendered.names());
    }

    /** Each tunable has places of its own: one place may not be run in two ways. */
    private static String[] odd(String name, Kind kind) {
        return kind == Kind.NAME
                ? new String[] {"a.b-c_d"}
                : new String[] {"/srv/" + name + "/o'brien & sons", "/srv/" + name + "/$(reboot);x", "/srv/" + name};
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/srv/plain",
                "/srv/with space",
                "/srv/it's",
                "/srv/$(reboot)`reboot`;&|<>",
                "/srv/say \"hello\"",
                "/srv/back\\slash",
                "/srv/star*",
                "/srv/who?",
                "/srv/[a-z]",
                "/srv/{a,b}",
                "/srv/a,b",
                "/srv/a,",
                "/srv/#no-comment",
                "/srv/ #no-comment",
                "/srv/@{HOME}",
                "/srv/@home",
                "/srv/caret^",
                "/srv/!not",
                "/srv/(x) -> y",
                "/srv/a=b",
                "/srv/%41~+",
                "/srv/straße",
            })
    void a_directory_means_itself_whatever_is_in_its_name(String name) throws Exception {
        Service web = Catalogs.service("web");
        Tuning tuning = Catalogs.with(web, Catalogs.tuning(ServiceMode.ENFORCE), "root", name);
        RenderedService rendered = Catalogs.render(web, tuning);
        Result result = parser.compile(rendered);
        assertThat(result.messages()).isEmpty();
        assertThat(result.policy()).isNotEmpty().isEqualTo(byNumbers(rendered, name));
    }

    /** The same policy with the path in octal numbers, which no quoting can spoil. */
    private String byNumbers(RenderedService rendered, String name) throws IOException, InterruptedException {
        StringBuilder numbers = new StringBuilder("/");
        for (byte value : name.substring(1).getBytes(StandardCharsets.UTF_8)) {
            numbers.append(value == '/' ? "/" : String.format("\\%03o", value & 0xff));
        }
        String rule = "\"" + numbers + "/**\" r,";
        String text = Catalogs.main(rendered).replace("@{web_root}/** r,", rule);
        assertThat(text).contains(rule);
        Map<String, String> files = new LinkedHashMap<>(rendered.files());
        files.put(rendered.main(), text);
        files.put("/etc/apparmor.d/aa-fleet/web/tunables", "@{web_root}=/none\n@{web_program}=/usr/sbin/web{,d}\n");
        Result result = parser.compile(files, rendered.main());
        assertThat(result.messages()).isEmpty();
        return result.policy();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/srv/{a,b}", "/srv/*.sock", "/srv/[ab]?", "/srv/with space*", "/srv/a,b", "/srv/say \"x\""})
    void a_path_keeps_its_globs(String glob) throws Exception {
        Service web = Catalogs.service("web");
        Tuning tuning = Catalogs.with(web, Catalogs.tuning(ServiceMode.ENFORCE), "program", glob);
        Result result = parser.compile(Catalogs.render(web, tuning));
        assertThat(result.messages()).isEmpty();
        assertThat(result.status()).isZero();
    }
}
