/**
 * What the planner knows about relational expressions: row counts, keys, predicates and costs, from
 * the statistics of the files. Read {@link io.cairn.planner.cost.CairnMetadataQuery} first.
 */
@NullMarked
package io.cairn.planner.cost;

import org.jspecify.annotations.NullMarked;
