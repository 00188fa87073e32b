/** What a profile is worth against an attacker who has taken over the process. */
@NullMarked
package org.aafleet.policy.strength;

import org.jspecify.annotations.NullMarked;
