/** What AppArmor's regular expressions (AARE) match, and what variables stand for in them. */
@NullMarked
package org.aafleet.policy.glob;

import org.jspecify.annotations.NullMarked;
