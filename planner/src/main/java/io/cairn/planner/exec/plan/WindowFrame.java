package io.cairn.planner.exec.plan;

import io.cairn.planner.exec.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a partition that a window function looks at from one row, both bounds included.
 * Immutable.
 */
public record WindowFrame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
  /** What a bound counts. */
  public enum Unit {
    ROWS,
    /** By the value of the one order key; CURRENT ROW is every row with the same keys. */
    RANGE
  }

  /** Where a bound lies. */
  public enum BoundKind {
    UNBOUNDED_PRECEDING,
    PRECEDING,
    CURRENT_ROW,
    FOLLOWING,
    UNBOUNDED_FOLLOWING
  }

  /** Rows of the frame that are left out. */
  public enum Exclusion {
    NOTHING,
    CURRENT_ROW,
    /** The current row and those with the same keys. */
    GROUP,
    /** The rows with the keys of the current row, but not that row. */
    TIES
  }

  /**
   * A bound.
   *
   * @param offset a literal or parameter for PRECEDING and FOLLOWING, else null: an INT64 of rows,
   *     or what is taken from or added to the order key
   */
  public record Bound(BoundKind kind, @Nullable Expression offset) {}

  /** The whole partition. */
  public static final WindowFrame PARTITION =
      new WindowFrame(
          Unit.ROWS,
          new Bound(BoundKind.UNBOUNDED_PRECEDING, null),
          new Bound(BoundKind.UNBOUNDED_FOLLOWING, null),
          Exclusion.NOTHING);
}
