package org.aafleet.policy.access;

import org.aafleet.policy.ActiveRule;

/**
 * A rule that all but speaks of an access.
 *
 * @param what is different, as a sentence's end: {@code it grants r}, {@code it matches /srv/shop/ with a slash at the end}
 */
public record NearMiss(ActiveRule rule, String what) {}
