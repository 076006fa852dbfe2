package io.cairn.storage.predicate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A condition on the rows of one relation that storage understands. Columns are ordinals of the
 * relation's schema. Immutable.
 *
 * <p>Three-valued logic as in SQL: a comparison with NULL is unknown, and a row is selected only
 * where the condition is true. There is no NOT: the planner pushes negations down to the
 * comparisons, which is exact under three-valued logic. Doubles compare as {@link Constant} says:
 * NaN equals NaN and is above everything.
 */
public sealed interface Predicate {
  /** Selects every row. */
  static Predicate all() {
    return new And(List.of());
  }

  /** Selects no row. */
  static Predicate none() {
    return new Or(List.of());
  }

  /** Whether this is {@link #all()}: it selects every row without looking at it. */
  default boolean isAll() {
    return this instanceof And and && and.operands.isEmpty();
  }

  /** How a column stands to a constant. */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /** True where the column's value is not NULL and stands in this relation to the constant. */
  record Comparison(int column, Operator operator, Constant constant) implements Predicate {}

  /** True where the column's value is one of the constants; none of them is NULL. */
  record In(int column, List<Constant> constants) implements Predicate {
    public In {
      constants = List.copyOf(constants);
    }
  }

  record IsNull(int column) implements Predicate {}

  record IsNotNull(int column) implements Predicate {}

  /** True where every operand is; without operands, everywhere. */
  record And(List<Predicate> operands) implements Predicate {
    public And {
      operands = List.copyOf(operands);
    }
  }

  /** True where at least one operand is; without operands, nowhere. */
  record Or(List<Predicate> operands) implements Predicate {
    public Or {
      operands = List.copyOf(operands);
    }
  }

  /** The conjunction of these, flattened; {@link #all()} if there is none. */
  static Predicate and(List<Predicate> operands) {
    List<Predicate> flat = new ArrayList<>();
    for (Predicate operand : operands) {
      flat.addAll(operand.conjuncts());
    }
    return flat.size() == 1 ? flat.get(0) : new And(flat);
  }

  /** The operands of the top-level conjunction; the predicate itself if it is none. */
  default List<Predicate> conjuncts() {
    if (this instanceof And and) {
      List<Predicate> flat = new ArrayList<>();
      for (Predicate operand : and.operands) {
        flat.addAll(operand.conjuncts());
      }
      return flat;
    }
    return List.of(this);
  }

  /**
   * What statistics alone say about the rows they describe.
   *
   * @param statistics gives, for a column ordinal, what is known about those rows
   */
  default Match match(IntFunction<ColumnStatistics> statistics) {
    return Pruning.match(this, statistics);
  }
}
