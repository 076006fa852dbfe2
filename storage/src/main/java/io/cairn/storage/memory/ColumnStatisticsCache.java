package io.cairn.storage.memory;

import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The statistics of a relation's columns for each of its units of rows, computed when a column is
 * first asked for. Thread-safe: two threads may both compute, to the same result.
 */
final class ColumnStatisticsCache {
  private final List<MemoryColumn> columns;
  private final int rowCount;
  private final int unitRows;
  private final AtomicReferenceArray<ColumnStatistics @Nullable []> units;

  ColumnStatisticsCache(List<MemoryColumn> columns, int rowCount, int unitRows) {
    this.columns = columns;
    this.rowCount = rowCount;
    this.unitRows = unitRows;
    this.units = new AtomicReferenceArray<>(columns.size());
  }

  /** The statistics of a column over the unit's rows. */
  ColumnStatistics ofUnit(int column, int unit) {
    return ofUnits(column)[unit];
  }

  /** The statistics of a column over all rows. */
  ColumnStatistics ofAll(int column) {
    ColumnStatistics all = new ColumnStatistics(0, 0, 0, null, null, -1);
    for (ColumnStatistics unit : ofUnits(column)) {
      all =
          new ColumnStatistics(
              all.rowCount() + unit.rowCount(),
              all.nullCount() + unit.nullCount(),
              all.nanCount() + unit.nanCount(),
              smaller(all.min(), unit.min()),
              larger(all.max(), unit.max()),
              -1);
    }
    long distinct =
        columns.get(column) instanceof DictionaryColumn texts ? texts.distinctCount() : -1;
    return new ColumnStatistics(
        all.rowCount(), all.nullCount(), all.nanCount(), all.min(), all.max(), distinct);
  }

  private ColumnStatistics[] ofUnits(int column) {
    ColumnStatistics[] known = units.get(column);
    if (known == null) {
      known = new ColumnStatistics[(int) (((long) rowCount + unitRows - 1) / unitRows)];
      for (int unit = 0; unit < known.length; unit++) {
        int first = unit * unitRows;
        known[unit] = compute(columns.get(column), first, Math.min(unitRows, rowCount - first));
      }
      units.set(column, known);
    }
    return known;
  }

  private static ColumnStatistics compute(MemoryColumn column, int first, int count) {
    long nulls = 0;
    long nans = 0;
    Constant smallest = null;
    Constant largest = null;
    for (int row = first; row < first + count; row++) {
      if (column.isNull(row)) {
        nulls++;
      } else if (column.isNan(row)) {
        nans++;
      } else if (column.isComparable()) {
        if (smallest == null || column.compare(row, smallest) < 0) {
          smallest = column.constant(row);
        }
        if (largest == null || column.compare(row, largest) > 0) {
          largest = column.constant(row);
        }
      }
    }
    return new ColumnStatistics(count, nulls, nans, smallest, largest, -1);
  }

  private static @Nullable Constant smaller(@Nullable Constant left, @Nullable Constant right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return Constant.compare(left, right) <= 0 ? left : right;
  }

  private static @Nullable Constant larger(@Nullable Constant left, @Nullable Constant right) {
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    return Constant.compare(left, right) >= 0 ? left : right;
  }
}
