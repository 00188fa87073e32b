/** Plans and states as text and JSON. */
@NullMarked
package org.aafleet.report;

import org.jspecify.annotations.NullMarked;
