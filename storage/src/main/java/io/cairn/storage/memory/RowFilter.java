package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates a predicate for single rows, straight from its definition: what other readers are
 * compared with. Immutable and thread-safe.
 */
final class RowFilter {
  private final List<MemoryColumn> columns;

  RowFilter(List<MemoryColumn> columns) {
    this.columns = columns;
  }

  /** Whether every comparison of the predicate can be evaluated; its constants do not matter. */
  boolean canApply(Predicate predicate) {
    if (predicate instanceof Predicate.Comparison comparison) {
      return columns.get(comparison.column()).isComparable();
    }
    if (predicate instanceof Predicate.In in) {
      return columns.get(in.column()).isComparable();
    }
    if (predicate instanceof Predicate.And and) {
      return and.operands().stream().allMatch(this::canApply);
    }
    if (predicate instanceof Predicate.Or or) {
      return or.operands().stream().allMatch(this::canApply);
    }
    return true;
  }

  /** The conjuncts that can, or cannot, be applied. */
  Predicate part(Predicate predicate, boolean applicable) {
    List<Predicate> part = new ArrayList<>();
    for (Predicate conjunct : predicate.conjuncts()) {
      if (canApply(conjunct) == applicable) {
        part.add(conjunct);
      }
    }
    return Predicate.and(part);
  }

  /** Whether the predicate, which can be applied and is bound, is true for the row. */
  boolean selects(Predicate predicate, int row) {
    if (predicate instanceof Predicate.Comparison comparison) {
      MemoryColumn column = columns.get(comparison.column());
      return !column.isNull(row)
          && holds(comparison.operator(), column.compare(row, comparison.constant()));
    }
    if (predicate instanceof Predicate.In in) {
      MemoryColumn column = columns.get(in.column());
      if (!column.isNull(row)) {
        for (Constant constant : in.constants()) {
          if (column.compare(row, constant) == 0) {
            return true;
          }
        }
      }
      return false;
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return columns.get(isNull.column()).isNull(row);
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return !columns.get(isNotNull.column()).isNull(row);
    }
    if (predicate instanceof Predicate.And and) {
      for (Predicate operand : and.operands()) {
        if (!selects(operand, row)) {
          return false;
        }
      }
      return true;
    }
    if (predicate instanceof Predicate.Or or) {
      for (Predicate operand : or.operands()) {
        if (selects(operand, row)) {
          return true;
        }
      }
      return false;
    }
    throw new AssertionError(predicate);
  }

  private static boolean holds(Predicate.Operator operator, int order) {
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }
}
