package org.aafleet.host;

/** What a probe that runs on the host itself said. */
public record CheckResult(String name, boolean passed, String output) {}
