package io.cairn.formats.hdf5.scan;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import java.util.Arrays;
import java.util.List;

/** Conditions on one column of positions, evaluated without reading anything. */
final class PositionPredicate {
  /** No column, or several. */
  static final int NO_COLUMN = -1;

  private PositionPredicate() {}

  /**
   * The one column that the condition is about, if whole numbers and parameters are all it compares
   * it with; else {@link #NO_COLUMN}.
   */
  static int column(Predicate predicate) {
    if (predicate instanceof Predicate.Comparison comparison) {
      return isPosition(comparison.constant()) ? comparison.column() : NO_COLUMN;
    }
    if (predicate instanceof Predicate.In in) {
      for (Constant constant : in.constants()) {
        if (!isPosition(constant)) {
          return NO_COLUMN;
        }
      }
      return in.column();
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return isNull.column();
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return isNotNull.column();
    }
    return commonColumn(
        predicate instanceof Predicate.And and
            ? and.operands()
            : ((Predicate.Or) predicate).operands());
  }

  private static int commonColumn(List<Predicate> operands) {
    int common = NO_COLUMN;
    for (Predicate operand : operands) {
      int column = column(operand);
      if (column == NO_COLUMN || (common != NO_COLUMN && common != column)) {
        return NO_COLUMN;
      }
      common = column;
    }
    return common;
  }

  private static boolean isPosition(Constant constant) {
    return constant instanceof Constant.Whole
        || constant instanceof Constant.Huge
        || constant instanceof Constant.Parameter;
  }

  /**
   * The positions below {@code extent} for which the condition is true; it has a {@link #column}.
   */
  static IndexSet select(Predicate predicate, long extent) {
    if (predicate instanceof Predicate.Comparison comparison) {
      return comparison(comparison, extent);
    }
    if (predicate instanceof Predicate.In in) {
      long[] starts = new long[in.constants().size()];
      for (int i = 0; i < starts.length; i++) {
        starts[i] = clamp(in.constants().get(i), extent);
      }
      Arrays.sort(starts);
      long[] ends = new long[starts.length];
      for (int i = 0; i < starts.length; i++) {
        boolean inside = starts[i] >= 0 && starts[i] < extent;
        ends[i] = inside ? starts[i] + 1 : starts[i];
      }
      return IndexSet.ofSorted(starts, ends, starts.length);
    }
    if (predicate instanceof Predicate.IsNull) {
      return IndexSet.EMPTY;
    }
    if (predicate instanceof Predicate.IsNotNull) {
      return IndexSet.range(0, extent);
    }
    if (predicate instanceof Predicate.And and) {
      IndexSet all = IndexSet.range(0, extent);
      for (Predicate operand : and.operands()) {
        all = all.intersect(select(operand, extent));
      }
      return all;
    }
    if (predicate instanceof Predicate.Or or) {
      IndexSet any = IndexSet.EMPTY;
      for (Predicate operand : or.operands()) {
        any = any.union(select(operand, extent));
      }
      return any;
    }
    throw new AssertionError(predicate);
  }

  private static IndexSet comparison(Predicate.Comparison comparison, long extent) {
    long value = clamp(comparison.constant(), extent);
    return switch (comparison.operator()) {
      case EQUAL ->
          value < 0 || value == extent ? IndexSet.EMPTY : IndexSet.range(value, value + 1);
      case NOT_EQUAL ->
          value < 0 || value == extent
              ? IndexSet.range(0, extent)
              : IndexSet.range(0, value).union(IndexSet.range(value + 1, extent));
      case LESS -> IndexSet.range(0, value);
      case LESS_OR_EQUAL -> IndexSet.range(0, Math.min(value, extent - 1) + 1);
      case GREATER -> IndexSet.range(value + 1, extent);
      case GREATER_OR_EQUAL -> IndexSet.range(Math.max(0, value), extent);
    };
  }

  /** The constant, -1 for all below 0, the extent for all from there on. */
  private static long clamp(Constant constant, long extent) {
    if (constant instanceof Constant.Whole whole) {
      return Math.max(-1, Math.min(extent, whole.value()));
    }
    if (constant instanceof Constant.Huge huge) {
      return huge.value().signum() < 0
          ? -1
          : huge.value().bitLength() > 62 ? extent : Math.min(extent, huge.value().longValue());
    }
    throw new IllegalArgumentException(
        "A scan's predicate holds " + constant + ", which is not bound");
  }
}
