package org.aafleet.lab;

/** Told what a lab is doing, so that a person who waits sees it. Called from any thread. */
@FunctionalInterface
public interface LabListener {

    /** @param what one line, such as {@code building the bookworm image} */
    void progress(String what);
}
