package org.aafleet.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RecipeTest {

    private static final Recipe RECIPE = recipe(List.of("a", "b"), "QEMU 7.2", "ssh-ed25519 AAAA");

    @Test
    void names_the_release_and_the_hash() {
        assertThat(RECIPE.id()).matches("bookworm-[0-9a-f]{12}");
    }

    @Test
    void is_the_same_for_the_same_parts() {
        assertThat(recipe(List.of("a", "b"), "QEMU 7.2", "ssh-ed25519 AAAA").id())
                .isEqualTo(RECIPE.id());
    }

    @Test
    void changes_with_every_part() {
        Stream<Recipe> others = Stream.of(
                recipe(List.of("ab", ""), "QEMU 7.2", "ssh-ed25519 AAAA"),
                recipe(List.of("a", "c"), "QEMU 7.2", "ssh-ed25519 AAAA"),
                recipe(List.of("a", "b"), "QEMU 10.0", "ssh-ed25519 AAAA"),
                recipe(List.of("a", "b"), "QEMU 7.2", "ssh-ed25519 BBBB"));
        assertThat(Stream.concat(Stream.of(RECIPE), others).map(Recipe::id)).doesNotHaveDuplicates();
    }

    private static Recipe recipe(List<String> scripts, String qemuVersion, String publicKey) {
        return new Recipe(Release.BOOKWORM, scripts, qemuVersion, publicKey);
    }
}
