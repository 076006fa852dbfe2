package io.cairn.planner.cost;

import io.cairn.storage.predicate.ColumnStatistics;

/**
 * What is known about the columns of a leaf of a plan. A node of the plan implements it for its own
 * output; a table offers it through {@code RelOptTable.unwrap} for its row type. Thread-safe.
 */
public interface ColumnStatisticsSource {
  /** What is known about the column at this position of the row type, from 0. */
  ColumnStatistics columnStatistics(int column);
}
