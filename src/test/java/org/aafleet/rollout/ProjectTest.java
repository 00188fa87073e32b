package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aafleet.plan.DeclaredService;
import org.aafleet.plan.DesiredFleet.DesiredPlay;
import org.aafleet.plan.DesiredHost;
import org.aafleet.problem.InputException;
import org.aafleet.problem.Problem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Variables, limits, tags and groups, as Ansible has them. */
class ProjectTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void write() throws IOException {
        write("hosts.yml", """
                web: {hosts: {w1: {a: of-the-host}, w2: {}}, vars: {a: of-the-group, b: of-the-group}}
                mail: {hosts: {m1: {}}}
                """);
        write("group_vars/all.yml", "{a: of-all, b: of-all, c: of-all, d: of-all}\n");
        write("host_vars/w1.yml", "{c: of-host_vars}\n");
    }

    @ParameterizedTest
    @CsvSource({
        "a, w1, of-the-host",
        "a, w2, of-all", // group_vars beside an inventory count more than the groups in it
        "b, w1, of-all",
        "c, w1, of-host_vars",
        "c, w2, of-all",
        "d, w1, of-the-play",
        "e, w1, of-e",
        "f, w1, of-e",
    })
    void the_nearer_variable_wins_and_extra_variables_over_all(String name, String host, String value)
            throws IOException {
        write("play.yml", """
                - hosts: web
                  vars: {d: of-the-play, e: of-the-play}
                  services: [{name: lighttpd, tune: {docroot: "/srv/{{ %s }}"}}]
                """.formatted(name));
        Project project = load(List.of(), List.of(), List.of("e=of-e", "{\"f\": \"of-e\"}"));
        assertThat(tunables(project, host)).isEqualTo("{docroot=[/srv/" + value + "]}");
    }

    @Test
    void extra_variables_name_the_hosts_of_a_play() throws IOException {
        write("play.yml", "- {hosts: '{{ target }}', vars: {target: web}, services: lighttpd}\n");
        assertThat(hosts(load(List.of(), List.of(), List.of()))).containsExactly(List.of("w1", "w2"));
        assertThat(hosts(load(List.of(), List.of(), List.of("target=m1")))).containsExactly(List.of("m1"));
    }

    @Test
    void a_limit_may_leave_some_plays_without_a_host_but_not_all() throws IOException {
        write("play.yml", "- {hosts: web, services: lighttpd}\n- {hosts: mail, services: postfix}\n");
        assertThat(hosts(load(List.of("w2"), List.of(), List.of()))).containsExactly(List.of("w2"), List.of());
        assertThatThrownBy(() -> load(List.of("w2:!w2"), List.of(), List.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("leaves no host");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'none, one, always'",
        "all, 'none, one, always'",
        "one, 'one, always'",
        "two, 'one, always'",
        "'one,debug', 'one, always, never'",
        "tagged, 'one, always'",
        "untagged, 'none, always'",
        "other, always",
    })
    void tags_select_plays(String asked, String selected) throws IOException {
        write("play.yml", """
                - {name: none, hosts: web, services: lighttpd}
                - {name: one, hosts: web, tags: "one,two", services: apache}
                - {name: always, hosts: web, tags: always, services: mysql}
                - {name: never, hosts: web, tags: [never, debug], services: postfix}
                """);
        List<String> tags = asked.isEmpty() ? List.of() : List.of(asked.split(","));
        assertThat(load(List.of(), tags, List.of()).desired().plays())
                .map(play -> play.play().title())
                .containsExactly(selected.split(", "));
    }

    @Test
    void a_service_goes_only_where_its_group_is_and_needs_no_variables_elsewhere() throws IOException {
        write("play.yml", """
                - hosts: all
                  services:
                    - {name: postfix, when_group: mail}
                    - {name: apache, when_group: [web, mail]}
                    - {name: lighttpd, when_group: web, tune: {docroot: "/srv/{{ b }}"}}
                    - {name: mysql, when_group: mail, profile: mysql, mode: "{{ c }}"}
                    - {name: php-cli, when_group: all}
                """);
        write("group_vars/all.yml", "{}\n");
        write("group_vars/mail.yml", "{c: enforce}\n");
        assertThat(services(load(List.of(), List.of(), List.of())))
                .containsExactly(
                        "w1: apache lighttpd php-cli",
                        "w2: apache lighttpd php-cli",
                        "m1: postfix apache mysql php-cli");
    }

    @Test
    void warns_of_a_pattern_that_matches_nothing_where_it_stands() throws IOException {
        write("play.yml", "- {hosts: 'web:wbe', services: lighttpd}\n");
        assertThat(load(List.of(), List.of(), List.of()).desired().warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning)
                        .asString()
                        .endsWith("play.yml:1:11: warning: no group or host matches 'wbe' (did you mean 'web'?)\n"
                                + "  - {hosts: 'web:wbe', services: lighttpd}\n            ^"))
                .extracting(Problem::isError)
                .isEqualTo(false);
    }

    @Test
    void reports_the_mistakes_of_all_files_at_once() throws IOException {
        write("play.yml", """
                - hosts: web
                  services:
                    - {name: lighttp}
                    - {name: apache, mode: enforced}
                    - {name: mysql, tune: {datadr: [/srv/db/]}}
                """);
        write("host_vars/w1.yml", "{ansible_connection: telnet, ansible_port: many}\n");
        assertRefused("lighttp", "enforced", "datadr", "telnet", "many");

        write("hosts.yml", "web: {hosts: [w1]}\n");
        assertRefused("lighttp", "enforced", "datadr", "hosts.yml:1:");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> load(List.of(), List.of(), List.of()))
                .isInstanceOf(InputException.class)
                .message()
                .contains(words);
    }

    private Project load(List<String> limits, List<String> tags, List<String> extraVars) {
        return Project.load(new ProjectFiles(
                directory.resolve("play.yml"),
                List.of(directory.resolve("hosts.yml").toString()),
                List.of(),
                limits,
                tags,
                extraVars));
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static List<List<String>> hosts(Project project) {
        return project.desired().plays().stream()
                .map(play -> play.hosts().stream().map(DesiredHost::name).toList())
                .toList();
    }

    private static List<String> services(Project project) {
        List<String> services = new ArrayList<>();
        for (DesiredPlay play : project.desired().plays()) {
            for (DesiredHost host : play.hosts()) {
                services.add(host.name() + ": "
                        + String.join(
                                " ",
                                host.services().stream()
                                        .map(DeclaredService::name)
                                        .toList()));
            }
        }
        return services;
    }

    private static String tunables(Project project, String host) {
        return project.desired().plays().get(0).hosts().stream()
                .filter(each -> each.name().equals(host))
                .flatMap(each -> each.services().stream())
                .map(service -> service.declaration().tuning().tunables().toString())
                .findFirst()
                .orElseThrow();
    }
}
