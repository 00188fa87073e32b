package org.aafleet.transport;

/**
 * How to reach one host and as whom to act there.
 *
 * @param name what errors call the host: its inventory name
 */
public record Endpoint(String name, Target target, Become become) {}
