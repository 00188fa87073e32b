/** The difference between what a host shall have and what it has, as typed changes. Pure. */
@NullMarked
package org.aafleet.plan;

import org.jspecify.annotations.NullMarked;
