/** The terminal behind one interface. */
@NullMarked
package org.aafleet.console;

import org.jspecify.annotations.NullMarked;
