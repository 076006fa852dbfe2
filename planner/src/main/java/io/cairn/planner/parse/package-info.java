/**
 * From text to a syntax tree and a checked one: the generated parser's own nodes, dialect,
 * functions and error messages. Read {@link io.cairn.planner.parse.StatementParser} first.
 */
@NullMarked
package io.cairn.planner.parse;

import org.jspecify.annotations.NullMarked;
