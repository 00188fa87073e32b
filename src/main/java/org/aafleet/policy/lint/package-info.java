/** What parsers take and a person should think about. */
@NullMarked
package org.aafleet.policy.lint;

import org.jspecify.annotations.NullMarked;
