/** One class per verb: it parses arguments, calls a service and prints what came back. */
@NullMarked
package org.aafleet.cli;

import org.jspecify.annotations.NullMarked;
