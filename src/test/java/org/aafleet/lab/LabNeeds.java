package org.aafleet.lab;

import org.aafleet.Needs;

/** What a test needs of the machine to have a lab. */
public final class LabNeeds {

    private LabNeeds() {}

    public static void areMet() {
        Requirements requirements = Requirements.searching(System.getenv().getOrDefault("PATH", ""));
        Needs.that(
                requirements.missingToBuild().isEmpty(),
                "no lab without the Debian packages " + String.join(" ", requirements.missingToBuild()));
        Needs.that(Root.isRoot(), "the image of a lab is built by root only");
    }
}
