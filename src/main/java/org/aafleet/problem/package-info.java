/** What is wrong with what a person wrote: where, what, and what was probably meant. */
@NullMarked
package org.aafleet.problem;

import org.jspecify.annotations.NullMarked;
