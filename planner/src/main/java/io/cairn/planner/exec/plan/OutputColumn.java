package io.cairn.planner.exec.plan;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;

/**
 * A column that a plan node delivers. Immutable.
 *
 * @param lane how its vectors lie in memory, in every batch
 */
public record OutputColumn(String name, ColumnType type, boolean nullable, Lane lane) {
  /** A column in its type's natural lane. */
  public static OutputColumn of(String name, ColumnType type, boolean nullable) {
    return new OutputColumn(name, type, nullable, type.naturalLane());
  }
}
