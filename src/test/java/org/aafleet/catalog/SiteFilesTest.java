package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aafleet.policy.Dialect;
import org.aafleet.problem.Problem;
import org.aafleet.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A site's own rules in files of its repository. */
class SiteFilesTest {

    @TempDir
    private Path directory;

    private final Problems problems = new Problems();

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve("web").resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private SiteFiles load() {
        Catalog catalog = Catalog.load(List.of(Catalogs.FOR_TESTS), problems);
        return SiteFiles.load(List.of(directory), catalog, problems);
    }

    @Test
    void go_from_what_holds_for_all_to_what_holds_for_one() throws IOException {
        write("rules/web", "/all r,\n");
        write("group_rules/db/web", "/db r,\n");
        write("group_rules/shop/web", "/shop r,\n");
        write("host_rules/a/web", "/a r,\n");
        write("rules/web.child", "/child r,\n");
        write("rules/web~", "nonsense\n");
        SiteFiles files = load();
        assertThat(problems.all()).isEmpty();
        assertThat(files.rules("web", "a", List.of("all", "shop")))
                .isEqualTo(Map.of("web", List.of("/all r,", "/shop r,", "/a r,"), "web//child", List.of("/child r,")));
        assertThat(files.rules("web", "b", List.of("all")).get("web")).containsExactly("/all r,");
        assertThat(files.scopes())
                .containsExactly(
                        RuleScope.EVERYWHERE, RuleScope.group("db"), RuleScope.group("shop"), RuleScope.host("a"));
    }

    @Test
    void may_make_a_child_with_rules_of_its_own() throws IOException {
        write("rules/web", "/bin/sort Cx -> sort,\nprofile sort {\n  /bin/sort mr,\n}\n");
        write("rules/web.sort", "/srv/list r,\n");
        Map<String, List<String>> rules = load().rules("web", "a", List.of());
        assertThat(problems.all()).isEmpty();
        Service web = Catalog.load(List.of(Catalogs.FOR_TESTS), problems)
                .service("web")
                .orElseThrow();
        Tuning tuning = new Tuning(ServiceMode.COMPLAIN, Map.of(), List.of(), Map.of(), Map.of()).withRules(rules);
        RenderedService rendered = new Renderer(web, TunablesFile.of(web), Dialect.NEWEST).render(tuning);
        assertThat(rendered.profiles()).containsEntry("web//sort", "complain");
        assertThat(rendered.files())
                .containsEntry("/etc/apparmor.d/aa-fleet/web/site/web.sort", "/srv/list r,\n")
                .hasEntrySatisfying(
                        "/etc/apparmor.d/aa-fleet/web/site/web",
                        text -> assertThat(text).contains("profile sort flags=(complain) {"));
    }

    @Test
    void come_before_the_rules_of_the_playbook() {
        Tuning tuning =
                new Tuning(ServiceMode.ENFORCE, Map.of(), List.of(), Map.of("web", List.of("/playbook r,")), Map.of());
        assertThat(tuning.withRules(Map.of("web", List.of("/file r,"))).rules())
                .isEqualTo(Map.of("web", List.of("/file r,", "/playbook r,")));
    }

    @Test
    void are_checked_where_they_stand() throws IOException {
        write("rules/web", "/srv/ok r,\n/srv/broken zz,\n");
        write("rules/wbe", "/srv r,\n");
        load();
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains("web/rules/web:2:13"));
        assertThat(problems.all())
                .extracting(Problem::toString)
                .anySatisfy(text -> assertThat(text).contains("web has no profile 'wbe'", "did you mean 'web'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"apache", "php-fpm"})
    void reach_the_profile_of_the_one_site_that_they_are_for(String name) {
        Service service = Catalog.load(List.of(), problems).service(name).orElseThrow();
        String parent = service.about().sites().orElseThrow().parent();
        Tuning tuning = Catalogs.withRules(
                Catalogs.withSites(Catalogs.tuning(ServiceMode.ENFORCE), "shop", "blog"),
                parent + "//shop",
                "/srv/x r,");
        Map<String, String> files = Catalogs.render(service, tuning).files();
        assertThat(files)
                .containsEntry("/etc/apparmor.d/aa-fleet/" + name + "/site/" + parent + ".shop", "/srv/x r,\n");
        assertThat(files.get("/etc/apparmor.d/aa-fleet/" + name + "/sites"))
                .contains(
                        "include if exists <aa-fleet/" + name + "/site/" + parent + ".shop>",
                        "include if exists <aa-fleet/" + name + "/site/" + parent + ".blog>")
                .doesNotContain(".site>");
    }
}
