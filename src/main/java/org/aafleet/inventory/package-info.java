/** Hosts, groups, variables and patterns, from Ansible's inventory formats and by Ansible's rules (ansible-core 2.14). */
@NullMarked
package org.aafleet.inventory;

import org.jspecify.annotations.NullMarked;
