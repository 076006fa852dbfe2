/**
 * From Calcite's trees to the engine's: conditions to storage predicates and residuals, expressions
 * to expressions, relational operators to plan nodes. Read {@link
 * io.cairn.planner.translate.PhysicalPlanner} first.
 */
@NullMarked
package io.cairn.planner.translate;

import org.jspecify.annotations.NullMarked;
