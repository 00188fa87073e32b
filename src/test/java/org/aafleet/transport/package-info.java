@NullMarked
package org.aafleet.transport;

import org.jspecify.annotations.NullMarked;
