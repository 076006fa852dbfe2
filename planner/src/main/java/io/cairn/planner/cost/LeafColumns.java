package io.cairn.planner.cost;

import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** Finds the statistics of a leaf's columns and reads numbers out of them. */
final class LeafColumns {
  private LeafColumns() {}

  /** What is known about a column of a leaf; null if nothing is. */
  static @Nullable ColumnStatistics statistics(RelNode leaf, int column) {
    if (leaf instanceof ColumnStatisticsSource source) {
      return source.columnStatistics(column);
    }
    if (leaf instanceof TableScan scan
        && scan.getTable().getRowType().getFieldCount() == leaf.getRowType().getFieldCount()) {
      ColumnStatisticsSource source = scan.getTable().unwrap(ColumnStatisticsSource.class);
      return source == null ? null : source.columnStatistics(column);
    }
    return null;
  }

  /** Estimated different values that are not NULL, at least 1; NaN if nothing is known. */
  static double distinctValues(RelNode leaf, int column) {
    ColumnStatistics statistics = statistics(leaf, column);
    if (statistics == null) {
      return Double.NaN;
    }
    if (statistics.distinctCount() >= 0) {
      return Math.max(1, statistics.distinctCount());
    }
    if (leaf.getRowType().getFieldList().get(column).getType().getSqlTypeName()
        == SqlTypeName.BOOLEAN) {
      return 2;
    }
    BigInteger min = whole(statistics.min());
    BigInteger max = whole(statistics.max());
    if (min == null || max == null) {
      return Double.NaN;
    }
    double width = max.subtract(min).doubleValue() + 1;
    // A range as wide as the table tells nothing about a column that repeats its values.
    return width <= statistics.rowCount() ? Math.max(1, width) : Double.NaN;
  }

  /** A bound as a number in the column's own unit, NaN where it is none. */
  static double number(@Nullable Constant constant, RelDataType type) {
    if (constant instanceof Constant.Real real) {
      return real.value();
    }
    BigInteger whole = whole(constant);
    if (whole == null) {
      return Double.NaN;
    }
    return switch (type.getSqlTypeName()) {
      case DECIMAL -> new BigDecimal(whole, type.getScale()).doubleValue();
      case TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          UTINYINT,
          USMALLINT,
          UINTEGER,
          UBIGINT,
          DATE,
          REAL,
          FLOAT,
          DOUBLE ->
          whole.doubleValue();
      default -> Double.NaN;
    };
  }

  private static @Nullable BigInteger whole(@Nullable Constant constant) {
    if (constant instanceof Constant.Whole whole) {
      return BigInteger.valueOf(whole.value());
    }
    return constant instanceof Constant.Huge huge ? huge.value() : null;
  }
}
