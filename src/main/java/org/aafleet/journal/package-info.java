/** What was done, by whom and when, kept on the controller. */
@NullMarked
package org.aafleet.journal;

import org.jspecify.annotations.NullMarked;
