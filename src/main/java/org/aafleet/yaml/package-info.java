/**
 * YAML text to nodes that know their place, and nodes to records. Nothing is ever constructed from a tag: the text is
 * composed, then bound to the types that the program declares, and every problem is reported at once.
 */
@NullMarked
package org.aafleet.yaml;

import org.jspecify.annotations.NullMarked;
