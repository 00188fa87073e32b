/**
 * From text to the model. The lexer is driven by the parser, because in AppArmor's language it depends on the rule what
 * a word is; parsing goes on after an error, so that one run shows them all.
 */
@NullMarked
package org.aafleet.policy.syntax;

import org.jspecify.annotations.NullMarked;
