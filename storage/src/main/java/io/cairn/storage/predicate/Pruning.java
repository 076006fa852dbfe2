package io.cairn.storage.predicate;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates predicates over statistics. Bad or missing statistics only ever widen the answer to
 * {@link Match#SOME}.
 */
final class Pruning {
  private Pruning() {}

  static Match match(Predicate predicate, IntFunction<ColumnStatistics> statistics) {
    if (predicate instanceof Predicate.Comparison comparison) {
      return comparison(comparison, statistics.apply(comparison.column()));
    }
    if (predicate instanceof Predicate.In in) {
      ColumnStatistics column = statistics.apply(in.column());
      Match best = Match.NONE;
      for (Constant constant : in.constants()) {
        Match match =
            comparison(
                new Predicate.Comparison(in.column(), Predicate.Operator.EQUAL, constant), column);
        best = match.compareTo(best) > 0 ? match : best;
      }
      return best;
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return nullMatch(statistics.apply(isNull.column()), true);
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return nullMatch(statistics.apply(isNotNull.column()), false);
    }
    if (predicate instanceof Predicate.And and) {
      Match worst = Match.ALL;
      for (Predicate operand : and.operands()) {
        Match match = match(operand, statistics);
        worst = match.compareTo(worst) < 0 ? match : worst;
      }
      return worst;
    }
    if (predicate instanceof Predicate.Or or) {
      return or(or.operands(), statistics);
    }
    throw new AssertionError(predicate);
  }

  private static Match or(List<Predicate> operands, IntFunction<ColumnStatistics> statistics) {
    Match best = Match.NONE;
    for (Predicate operand : operands) {
      Match match = match(operand, statistics);
      best = match.compareTo(best) > 0 ? match : best;
    }
    return best;
  }

  private static Match nullMatch(ColumnStatistics column, boolean wanted) {
    if (column.nullCount() < 0) {
      return Match.SOME;
    }
    if (column.nullCount() == 0) {
      return wanted ? Match.NONE : Match.ALL;
    }
    if (column.nullCount() == column.rowCount()) {
      return wanted ? Match.ALL : Match.NONE;
    }
    return Match.SOME;
  }

  private static Match comparison(Predicate.Comparison comparison, ColumnStatistics column) {
    if (column.rowCount() == 0 || column.nullCount() == column.rowCount()) {
      return Match.NONE;
    }
    Constant constant = comparison.constant();
    Constant min = column.min();
    Constant max = column.max();
    if (min == null || max == null || constant instanceof Constant.Parameter) {
      return Match.SOME;
    }
    boolean mayHoldNan = column.nanCount() != 0 && min instanceof Constant.Real;
    if (constant instanceof Constant.Real real && Double.isNaN(real.value()) && mayHoldNan) {
      return Match.SOME;
    }
    Match match =
        range(
            comparison.operator(),
            Constant.compare(min, constant),
            Constant.compare(max, constant));
    // NaN is above every constant here, so what holds for the range may not hold for it.
    if (mayHoldNan) {
      match = withNan(comparison.operator(), match);
    }
    return match == Match.ALL && column.nullCount() != 0 ? Match.SOME : match;
  }

  /**
   * The match of all values in a range.
   *
   * @param min how the smallest value compares with the constant
   * @param max how the largest value compares with the constant
   */
  private static Match range(Predicate.Operator operator, int min, int max) {
    return switch (operator) {
      case LESS -> max < 0 ? Match.ALL : min < 0 ? Match.SOME : Match.NONE;
      case LESS_OR_EQUAL -> max <= 0 ? Match.ALL : min <= 0 ? Match.SOME : Match.NONE;
      case GREATER -> min > 0 ? Match.ALL : max > 0 ? Match.SOME : Match.NONE;
      case GREATER_OR_EQUAL -> min >= 0 ? Match.ALL : max >= 0 ? Match.SOME : Match.NONE;
      case EQUAL -> min > 0 || max < 0 ? Match.NONE : min == 0 && max == 0 ? Match.ALL : Match.SOME;
      case NOT_EQUAL ->
          min > 0 || max < 0 ? Match.ALL : min == 0 && max == 0 ? Match.NONE : Match.SOME;
    };
  }

  private static Match withNan(Predicate.Operator operator, Match match) {
    @Nullable Match impossible =
        switch (operator) {
          case LESS, LESS_OR_EQUAL, EQUAL -> Match.ALL;
          case GREATER, GREATER_OR_EQUAL, NOT_EQUAL -> Match.NONE;
        };
    return match == impossible ? Match.SOME : match;
  }
}
