/** Plays: which hosts, which services, in which mode, tuned how. */
@NullMarked
package org.aafleet.playbook;

import org.jspecify.annotations.NullMarked;
