/**
 * SQL over a source: parse, validate, plan, execute. Read {@link io.cairn.planner.Session} first:
 * it is all that the driver calls.
 */
@NullMarked
package io.cairn.planner;

import org.jspecify.annotations.NullMarked;
