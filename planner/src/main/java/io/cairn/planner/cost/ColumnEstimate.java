package io.cairn.planner.cost;

import org.jspecify.annotations.Nullable;

/**
 * What is expected of a column's values. Immutable.
 *
 * @param distinct different values that are not NULL, NaN if unknown
 * @param domain values that such a column could have as far as conditions on itself tell: as {@code
 *     distinct}, but not reduced by conditions on other columns; NaN if unknown
 * @param min the smallest value as a number, NaN if unknown; see {@link Positions}
 * @param max the largest value as a number, NaN if unknown
 * @param step the distance of neighbouring values: 1 for whole numbers, 0 for others
 * @param nulls the part of the rows that is NULL, from 0 to 1
 * @param origin the table that the values come from, null where they are computed
 */
public record ColumnEstimate(
    double distinct,
    double domain,
    double min,
    double max,
    double step,
    double nulls,
    @Nullable RowEstimate origin) {
  /** Nothing is known. */
  static final ColumnEstimate UNKNOWN =
      new ColumnEstimate(Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, null);

  /** A computed column of at most so many different values. */
  public static ColumnEstimate computed(double distinct) {
    return new ColumnEstimate(distinct, distinct, Double.NaN, Double.NaN, 0, 0, null);
  }

  /** Whether parts of the range can be told: not beside infinity. */
  boolean hasRange() {
    return Double.isFinite(max - min);
  }

  /** Different values among fewer rows, drawn at random. */
  ColumnEstimate among(double rows) {
    if (Double.isNaN(distinct)) {
      return this;
    }
    double left = Math.max(Math.min(1, distinct), drawn(distinct, rows));
    return left >= distinct
        ? this
        : new ColumnEstimate(left, domain, min, max, step, nulls, origin);
  }

  /** How many of so many values come up in as many draws. */
  static double drawn(double values, double draws) {
    return values <= 0 ? 0 : Math.min(draws, values * -Math.expm1(-draws / values));
  }

  /** The column where a condition on itself leaves some values of a range. */
  ColumnEstimate narrowed(double part, double newMin, double newMax) {
    return new ColumnEstimate(
        atLeastOne(distinct * part), atLeastOne(domain * part), newMin, newMax, step, 0, origin);
  }

  /** The column where an equality with a column of the other one's values holds. */
  ColumnEstimate joined(ColumnEstimate other) {
    return new ColumnEstimate(
        smaller(distinct, other.distinct),
        smaller(domain, other.domain),
        Double.isNaN(other.min) || min >= other.min ? min : other.min,
        Double.isNaN(other.max) || max <= other.max ? max : other.max,
        step,
        0,
        origin);
  }

  ColumnEstimate withNulls(double part) {
    return part <= nulls
        ? this
        : new ColumnEstimate(distinct, domain, min, max, step, part, origin);
  }

  private static double smaller(double a, double b) {
    return Double.isNaN(a) ? b : Double.isNaN(b) ? a : Math.min(a, b);
  }

  private static double atLeastOne(double count) {
    return count < 1 ? 1 : count;
  }
}
