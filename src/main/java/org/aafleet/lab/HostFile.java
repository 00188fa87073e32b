package org.aafleet.lab;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What is written down about a lab host, so that the next aa-fleet finds it. */
record HostFile(Release release, Ports ports) {

    static final String NAME = "host.properties";

    String text() {
        return "release=" + release + "\nssh=" + ports.ssh() + "\nhttp=" + ports.http() + "\nalternate-http="
                + ports.alternateHttp() + "\n";
    }

    /** Absent when the file does not hold all of it: the host was never finished. */
    static Optional<HostFile> parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
            Ports ports =
                    new Ports(port(properties, "ssh"), port(properties, "http"), port(properties, "alternate-http"));
            return Optional.of(new HostFile(Release.of(properties.getProperty("release", "")), ports));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    static Optional<HostFile> read(Path directory) {
        try {
            return parse(Files.readString(directory.resolve(NAME)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    void write(Path directory) {
        Directories.write(directory.resolve(NAME), text());
    }

    private static int port(Properties properties, String name) {
        return Integer.parseInt(properties.getProperty(name, ""));
    }
}
