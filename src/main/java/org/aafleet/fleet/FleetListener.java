package org.aafleet.fleet;

/** Told what goes on, from many threads at once. */
public interface FleetListener {

    FleetListener SILENT = new FleetListener() {};

    default void started(String doing, String host) {}

    default void finished(String doing, String host, boolean succeeded) {}
}
