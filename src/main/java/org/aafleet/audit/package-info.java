/** Events: what AppArmor writes to the logs of a host, in whichever form a log has it. */
@NullMarked
package org.aafleet.audit;

import org.jspecify.annotations.NullMarked;
