/** From what a fleet did to rules that a person decided: evidence, proposals, decisions and the dialogue's logic. */
@NullMarked
package org.aafleet.learn;

import org.jspecify.annotations.NullMarked;
