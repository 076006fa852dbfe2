/**
 * Scalar expressions as the planner hands them to the engine. Read {@link
 * io.cairn.planner.exec.expression.Expression}.
 */
@NullMarked
package io.cairn.planner.exec.expression;

import org.jspecify.annotations.NullMarked;
