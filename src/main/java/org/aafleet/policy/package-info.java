/**
 * AppArmor's policy language for the rest of the program: files, their profiles, edits that keep the source, the loader
 * that follows includes, and the checks that a parser would make. Knows nothing of hosts.
 */
@NullMarked
package org.aafleet.policy;

import org.jspecify.annotations.NullMarked;
