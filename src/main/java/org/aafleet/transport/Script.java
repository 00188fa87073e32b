package org.aafleet.transport;

/**
 * A complete POSIX shell script; sent on stdin, never written to the host's disk.
 *
 * @param text must do nothing until it has arrived whole: functions, and a call on the last line
 */
public record Script(String text) {}
