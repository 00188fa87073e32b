/** Carrying a plan out on hosts, and taking it back. */
@NullMarked
package org.aafleet.rollout;

import org.jspecify.annotations.NullMarked;
