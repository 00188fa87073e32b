package org.aafleet.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where labs live, after the XDG base directory specification.
 *
 * @param images what can be made again: images and the key that opens them
 * @param labs one directory per lab with its running hosts
 */
public record LabDirs(Path images, Path labs) {

    /** @param environment as {@link System#getenv()} gives it */
    public static LabDirs of(Map<String, String> environment, Path home) {
        Path cache = directory(environment, "XDG_CACHE_HOME").orElse(home.resolve(".cache"));
        Path state = directory(environment, "XDG_STATE_HOME").orElse(home.resolve(".local/state"));
        return new LabDirs(cache.resolve("aa-fleet/lab"), state.resolve("aa-fleet/lab"));
    }

    public static LabDirs ofThisUser() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /** The specification says that relative paths are to be ignored. */
    private static Optional<Path> directory(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(Path::of).filter(Path::isAbsolute);
    }
}
