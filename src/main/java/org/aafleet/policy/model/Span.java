package org.aafleet.policy.model;

import org.aafleet.problem.Location;

/**
 * Where a construct stands in its source text.
 *
 * @param at the place of its first character, as editors count
 * @param start offset of its first character
 * @param end offset after its last character
 */
public record Span(Location at, int start, int end) {}
