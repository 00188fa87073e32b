package org.aafleet.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderWayTest {

    @TempDir
    private Path directory;

    @Test
    void remembers_since_when_each_host_is_on_the_way_until_it_arrives() {
        Path file = directory.resolve("state/under-way");
        UnderWay web = new UnderWay(file, "web.yml: the shop", true);
        UnderWay mail = new UnderWay(file, "mail.yml: all", true);
        assertThat(web.since("web1")).isEmpty();
        web.change(Map.of("web1", "noon", "web2", "noon"), List.of("web3"));
        mail.change(Map.of("web1", "one o'clock"), List.of());
        web.change(Map.of("web1", "two o'clock"), List.of("web2"));
        assertThat(new UnderWay(file, "web.yml: the shop", true).since("web1")).contains("noon");
        assertThat(mail.since("web1")).contains("one o'clock");
        assertThat(web.since("web2")).isEmpty();
    }

    @Test
    void leaves_the_file_alone_when_nothing_changes() throws IOException {
        Path file = directory.resolve("under-way");
        UnderWay web = new UnderWay(file, "web", true);
        web.change(Map.of(), List.of("web1"));
        assertThat(file).doesNotExist();
        new UnderWay(file, "web", false).change(Map.of("web1", "noon"), List.of());
        assertThat(file).doesNotExist();
        web.change(Map.of("web1", "noon"), List.of());
        Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(0));
        web.change(Map.of("web1", "one"), List.of("web2"));
        assertThat(Files.getLastModifiedTime(file).toMillis()).isZero();
    }
}
