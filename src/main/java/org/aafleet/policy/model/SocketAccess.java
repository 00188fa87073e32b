package org.aafleet.policy.model;

/** What network and unix rules grant; {@code read} and {@code r} mean receive, {@code write} and {@code w} send. */
public enum SocketAccess {
    CREATE,
    BIND,
    LISTEN,
    ACCEPT,
    CONNECT,
    SHUTDOWN,
    GETATTR,
    SETATTR,
    GETOPT,
    SETOPT,
    SEND,
    RECEIVE;

    /** Whether the other end has a say: such access may stand in a rule with a {@code peer=( )}. */
    public boolean concernsPeer() {
        return this == ACCEPT || this == CONNECT || this == SEND || this == RECEIVE;
    }
}
