package org.aafleet.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What the jar's manifest says; classes that were not packaged have none. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"aa-fleet " + Objects.requireNonNullElse(version, "(not packaged)")};
    }
}
