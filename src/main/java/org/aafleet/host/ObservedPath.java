package org.aafleet.host;

/** What is at a path of a host. */
public sealed interface ObservedPath {

    String path();

    /** @param checksum {@code cksum}'s CRC and size in bytes */
    record RegularFile(String path, String checksum, String text) implements ObservedPath {}

    record Link(String path, String target) implements ObservedPath {}

    record Absent(String path) implements ObservedPath {}

    /** A directory, device or the like, where a file was expected. */
    record Other(String path) implements ObservedPath {}
}
