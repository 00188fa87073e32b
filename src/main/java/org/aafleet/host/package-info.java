/** What a host has (observed state), the scripts that run there, and what they print. */
@NullMarked
package org.aafleet.host;

import org.jspecify.annotations.NullMarked;
