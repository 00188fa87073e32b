package org.aafleet.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aafleet.policy.SearchPath;
import picocli.CommandLine.Option;

/** Where the files that a policy includes are, as {@code apparmor_parser} takes it. */
final class PolicyOptions {

    @Option(
            names = {"-I", "--Include"},
            paramLabel = "DIR",
            description = "Look here for <…> in include and abi, before --base. May be given several times.")
    private List<Path> include = new ArrayList<>();

    @Option(
            names = {"-b", "--base"},
            paramLabel = "DIR",
            defaultValue = "/etc/apparmor.d",
            description = "Look here for <…> last (default: ${DEFAULT-VALUE}).")
    private Path base = Path.of("/etc/apparmor.d");

    SearchPath searchPath() {
        return new SearchPath(Stream.concat(include.stream(), Stream.of(base)).toList(), Path.of(""));
    }
}
