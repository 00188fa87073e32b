@NullMarked
package org.aafleet;

import org.jspecify.annotations.NullMarked;
