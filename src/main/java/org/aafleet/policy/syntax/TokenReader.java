package org.aafleet.policy.syntax;

/** One of the lexer's methods: how to read the next token where the parser is now. */
@FunctionalInterface
interface TokenReader {

    Token read();
}
