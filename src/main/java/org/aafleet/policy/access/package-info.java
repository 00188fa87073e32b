/** What a profile lets a process do: the meaning of its rules, taken together. */
@NullMarked
package org.aafleet.policy.access;

import org.jspecify.annotations.NullMarked;
