/** Services that can be confined: AppArmor source, tunables, features; and their rendering for one host. */
@NullMarked
package org.aafleet.catalog;

import org.jspecify.annotations.NullMarked;
