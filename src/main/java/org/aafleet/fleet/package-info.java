/** One job on many hosts at once; one host&#39;s failure is its own. */
@NullMarked
package org.aafleet.fleet;

import org.jspecify.annotations.NullMarked;
