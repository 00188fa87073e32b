package org.aafleet.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aafleet.policy.NamedProfile;
import org.aafleet.policy.ProfileFile;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problems;
import org.aafleet.yaml.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RendererTest {

    private static final String MAIN = "/etc/apparmor.d/aa-fleet.web";
    private static final String OWN = "/etc/apparmor.d/aa-fleet/web/";

    private final Service web = Catalogs.service("web");

    static Iterable<Service> shipped() {
        return CatalogTest.shipped().toList();
    }

    @Test
    void enforcing_without_tuning_changes_no_text() {
        RenderedService rendered = Catalogs.render(web, Catalogs.tuning(ServiceMode.ENFORCE));
        assertThat(rendered.files())
                .isEqualTo(Map.of(
                        MAIN,
                        web.profile().text(),
                        OWN + "tunables",
                        web.tunables().text()));
        assertThat(rendered.profiles()).isEqualTo(Map.of("web", "enforce", "web//child", "enforce"));
        assertThat(rendered.attachments()).containsExactly("/usr/sbin/web{,d}");
        assertThat(rendered.notes()).isEmpty();
    }

    @Test
    void complaining_leaves_deny_rules_out_and_says_so() {
        RenderedService rendered = Catalogs.render(web, Catalogs.tuning(ServiceMode.COMPLAIN));
        assertThat(rendered.files().get(MAIN))
                .contains("profile web @{web_program} flags=(complain) {", "profile child flags=(complain) {")
                .doesNotContain("deny");
        assertThat(rendered.notes()).singleElement().asString().contains("deny /etc/shadow r,");
    }

    @Test
    void disabled_keeps_the_files_and_loads_nothing() {
        RenderedService rendered = Catalogs.render(web, Catalogs.tuning(ServiceMode.DISABLED));
        assertThat(rendered.files()).hasSize(2);
        assertThat(rendered.profiles()).isEmpty();
        assertThat(rendered.names()).containsExactly("web", "web//child");
    }

    @Test
    void installs_features_and_rules_of_the_site() {
        Tuning tuning = Catalogs.withRules(
                Catalogs.withFeatures(Catalogs.tuning(ServiceMode.ENFORCE), "extra"),
                "web//child",
                "/srv/a r,",
                "owner /srv/b rw,");
        Map<String, String> files =
                new LinkedHashMap<>(Catalogs.render(web, tuning).files());
        assertThat(files)
                .containsEntry(OWN + "features/extra", "/srv/extra/** r,\n")
                .containsEntry(OWN + "site/web.child", "/srv/a r,\nowner /srv/b rw,\n")
                .hasSize(4);
    }

    @Test
    void gives_hats_of_the_site_the_mode_of_the_others() {
        Tuning tuning = Catalogs.withRules(
                Catalogs.tuning(ServiceMode.COMPLAIN), "web", "^shop { deny /key r, /srv/shop/** r, }", "hat x { }");
        RenderedService rendered = Catalogs.render(web, tuning);
        assertThat(rendered.files().get(OWN + "site/web"))
                .isEqualTo("^shop flags=(complain) { /srv/shop/** r, }\nhat x flags=(complain) { }\n");
        assertThat(rendered.profiles()).containsEntry("web//shop", "complain").containsEntry("web//x", "complain");
    }

    @Test
    void refuses_what_comes_after_a_hat() {
        assertThat(Catalogs.refusal("^a { } profile b /** { /** rw, }"))
                .containsExactly("a hat ends where its brace closes; write what follows as rules of their own");
    }

    @Test
    void replaces_all_values_of_a_tunable_and_no_other() {
        Service added = new Service(
                "web",
                web.about(),
                web.profile(),
                new Source("tunables", "# roots\n@{web_root}=/a\n@{web_root}+=/b\n@{web_program}=/c # d\n"),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        Tuning tuning = Catalogs.with(web, Catalogs.tuning(ServiceMode.ENFORCE), "root", "/x/", "/y");
        assertThat(Catalogs.render(added, tuning).files())
                .containsEntry(OWN + "tunables", "# roots\n@{web_root}=/x /y\n\n@{web_program}=/c # d\n");
    }

    @Test
    void refuses_a_catalogue_whose_tunables_file_lacks_one() {
        Service unset = new Service(
                "web",
                web.about(),
                web.profile(),
                new Source("tunables", "# none\n"),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> TunablesFile.of(unset)).hasMessageContaining("tunables does not set @{web_");
    }

    @Test
    void expands_tunables_in_attachments() {
        Tuning tuning = Catalogs.with(web, Catalogs.tuning(ServiceMode.ENFORCE), "program", "/opt/a", "/opt/b*");
        assertThat(Catalogs.render(web, tuning).attachments()).containsExactly("{/opt/a,/opt/b*}");
    }

    @Test
    void refuses_a_source_that_is_no_policy() {
        Service broken = new Service(
                "web",
                web.about(),
                new Source("web", "profile web {\n"),
                web.tunables(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> Catalogs.render(broken, Catalogs.tuning(ServiceMode.ENFORCE)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("never closed");
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void complains_in_every_profile_child_and_hat_of_the_shipped_services(Service service) {
        RenderedService rendered = Catalogs.render(service, all(service, ServiceMode.COMPLAIN));
        assertThat(profiles(rendered))
                .isNotEmpty()
                .allSatisfy(profile ->
                        assertThat(profile.flags()).as(profile.kernelName()).contains("complain"));
        assertThat(rendered.profiles().values()).containsOnly("complain");
        assertThat(String.join("\n", rendered.files().values()).lines().map(String::strip))
                .noneMatch(line -> line.startsWith("deny "));
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void enforces_every_profile_child_and_hat_of_the_shipped_services(Service service) {
        RenderedService rendered = Catalogs.render(service, all(service, ServiceMode.ENFORCE));
        assertThat(profiles(rendered))
                .allSatisfy(profile ->
                        assertThat(profile.flags()).as(profile.kernelName()).doesNotContain("complain"));
    }

    @ParameterizedTest
    @EnumSource(ServiceMode.class)
    void renders_the_same_twice(ServiceMode mode) {
        assertThat(Catalogs.render(web, all(web, mode))).isEqualTo(Catalogs.render(web, all(web, mode)));
    }

    @Test
    void takes_the_fragment_that_another_feature_alters() {
        String cgi = "/etc/apparmor.d/aa-fleet/lighttpd/features/cgi";
        assertThat(shippedWith("lighttpd", "cgi").get(cgi)).contains("Cx -> cgi");
        assertThat(shippedWith("lighttpd", "cgi", "no-new-privileges").get(cgi)).doesNotContain("Cx -> cgi");
    }

    @Test
    void brings_what_features_share() {
        String php = "/etc/apparmor.d/aa-fleet/apache/features/php";
        assertThat(shippedWith("apache", "mod-php")).containsKey(php);
        assertThat(shippedWith("apache", "cgi")).doesNotContainKey(php);
    }

    private static Map<String, String> shippedWith(String name, String... features) {
        Service service = CatalogTest.shipped()
                .filter(shipped -> shipped.name().equals(name))
                .findFirst()
                .orElseThrow();
        return Catalogs.render(service, Catalogs.withFeatures(Catalogs.tuning(ServiceMode.ENFORCE), features))
                .files();
    }

    private static Tuning all(Service service, ServiceMode mode) {
        return Catalogs.withFeatures(
                Catalogs.tuning(mode), service.about().features().keySet().toArray(String[]::new));
    }

    private static List<NamedProfile> profiles(RenderedService rendered) {
        Source main = new Source(rendered.main(), Catalogs.main(rendered));
        return ProfileFile.parse(main, new Problems()).profiles();
    }
}
