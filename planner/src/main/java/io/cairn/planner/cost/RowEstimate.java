package io.cairn.planner.cost;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the rows of a relational expression. Columns are estimated when first asked
 * for. One thread at a time.
 */
public final class RowEstimate {
  private final double rows;
  private final IntFunction<ColumnEstimate> source;
  private final @Nullable ColumnEstimate[] columns;

  public RowEstimate(double rows, int width, IntFunction<ColumnEstimate> source) {
    assert !Double.isNaN(rows);
    this.rows = rows;
    this.source = source;
    this.columns = new @Nullable ColumnEstimate[width];
  }

  public double rows() {
    return rows;
  }

  public int width() {
    return columns.length;
  }

  public ColumnEstimate column(int index) {
    ColumnEstimate known = columns[index];
    if (known == null) {
      known = source.apply(index);
      columns[index] = known;
    }
    return known;
  }

  /** Rows drawn at random from these, or all of them several times. */
  RowEstimate withRows(double count) {
    return count == rows
        ? this
        : new RowEstimate(
            count, width(), index -> count < rows ? column(index).among(count) : column(index));
  }

  /** These columns, by position. */
  RowEstimate with(int width, IntFunction<ColumnEstimate> columnSource) {
    return new RowEstimate(rows, width, columnSource);
  }

  /** Different combinations of values in some columns, at least 1 unless there are no rows. */
  public double groups(Iterable<Integer> keys) {
    double product = 1;
    for (int key : keys) {
      ColumnEstimate column = column(key);
      // Where nothing is known, a tenth of the rows is as good a guess as any.
      double distinct = Double.isNaN(column.distinct()) ? rows / 10 : column.distinct();
      product *= Math.max(1, distinct + (column.nulls() > 0 ? 1 : 0));
      if (product >= rows) {
        return rows;
      }
    }
    return Math.min(rows, product);
  }
}
