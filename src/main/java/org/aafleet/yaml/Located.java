package org.aafleet.yaml;

import org.aafleet.problem.Location;

/** A value with the place where somebody wrote it, for problems that show up only later. */
public record Located<T>(T value, Location at) {}
