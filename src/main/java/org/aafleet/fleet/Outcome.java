package org.aafleet.fleet;

/** What a job on a host ended in. */
public sealed interface Outcome<R> {

    record Done<R>(R value) implements Outcome<R> {}

    record Failed<R>(HostFailure failure) implements Outcome<R> {}
}
