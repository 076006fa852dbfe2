/**
 * What the native engine lacks, run row by row by code that Calcite generates: scalar functions and
 * whole operators. Slow, complete, and shown as {@code fallback} by EXPLAIN. Read {@link
 * io.cairn.planner.fallback.RexFunctions} and {@link io.cairn.planner.fallback.EnumerableFallback}
 * first.
 *
 * <p>Generated code counts times in milliseconds: a function of a TIME or TIMESTAMP with more than
 * three digits after the second is refused rather than rounded.
 */
@NullMarked
package io.cairn.planner.fallback;

import org.jspecify.annotations.NullMarked;
