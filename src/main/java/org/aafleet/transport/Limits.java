package org.aafleet.transport;

import java.time.Duration;

/**
 * What one run may cost. A host that exceeds any of them has failed; its connection is closed.
 *
 * @param timeout for the whole run
 * @param idle without a byte in either direction
 * @param maxOutputBytes stdout and stderr together
 */
public record Limits(Duration timeout, Duration idle, long maxOutputBytes) {}
