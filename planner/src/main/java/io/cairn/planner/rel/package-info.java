/**
 * Relational operators of our own in Calcite's trees. Read {@link
 * io.cairn.planner.rel.CairnTableScan}.
 */
@NullMarked
package io.cairn.planner.rel;

import org.jspecify.annotations.NullMarked;
