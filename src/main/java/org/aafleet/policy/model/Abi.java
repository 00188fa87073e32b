package org.aafleet.policy.model;

/** {@code abi <abi/4.0>,}: the kernel features that the policy was written for. */
public record Abi(FileReference file, Span span) implements Statement {

    @Override
    public String construct() {
        return "abi rule";
    }

    @Override
    public String toString() {
        return "abi " + file + ",";
    }
}
