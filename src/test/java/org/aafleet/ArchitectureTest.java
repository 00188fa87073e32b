package org.aafleet;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The package list is the architecture: an import points down it, never up. Packages may be missing as yet. */
class ArchitectureTest {

    private static final String ROOT = "org.aafleet";

    /** Lowest first. */
    private static final List<String> PACKAGES = List.of(
            "problem",
            "yaml",
            "policy",
            "audit",
            "inventory",
            "catalog",
            "playbook",
            "host",
            "transport",
            "fleet",
            "plan",
            "rollout",
            "learn",
            "journal",
            "report",
            "lab",
            "console",
            "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    static Stream<String> packages() {
        return PACKAGES.stream();
    }

    private static String[] inside(Stream<String> packages) {
        return packages.map(each -> ROOT + "." + each + "..").toArray(String[]::new);
    }

    private static Stream<String> above(String name) {
        return PACKAGES.stream().skip(PACKAGES.indexOf(name) + 1L);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void imports_only_point_down(String name) {
        String[] above = inside(above(name));
        if (above.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + name + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(above)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void every_package_has_its_place_in_the_list() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .allMatch(name -> PACKAGES.contains(name.replaceFirst("^org\\.aafleet\\.([^.]+).*$", "$1")));
    }

    @Test
    void only_the_transport_knows_jsch() {
        onlyIn("com.jcraft..", "transport");
    }

    @Test
    void only_reading_and_writing_yaml_knows_snakeyaml() {
        onlyIn("org.yaml..", "yaml", "inventory");
    }

    @Test
    void only_the_command_line_knows_picocli() {
        onlyIn("picocli..", "cli", "console");
    }

    private static void onlyIn(String library, String... packages) {
        noClasses()
                .that()
                .resideOutsideOfPackages(inside(Stream.of(packages)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
