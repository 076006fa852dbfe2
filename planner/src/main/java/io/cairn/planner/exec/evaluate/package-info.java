/**
 * Expressions made ready to run: a tree of evaluators that call one kernel each for the rows of a
 * frame. Read {@link io.cairn.planner.exec.evaluate.Evaluator} first.
 */
@NullMarked
package io.cairn.planner.exec.evaluate;

import org.jspecify.annotations.NullMarked;
