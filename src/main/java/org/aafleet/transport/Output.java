package org.aafleet.transport;

/**
 * What a script printed, undecorated: text of a host may hold anything, terminal escapes included. Bytes that are not
 * UTF-8 came out as U+FFFD.
 *
 * @param status the exit status of {@code sh -s}
 */
public record Output(int status, String stdout, String stderr) {}
