/**
 * AppArmor's policy language as values: what {@code apparmor.d(5)} calls a rule is a record here, with the man page's
 * names. A record remembers where it stands and writes itself back as text that means the same.
 */
@NullMarked
package org.aafleet.policy.model;

import org.jspecify.annotations.NullMarked;
