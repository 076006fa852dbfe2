package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the parameters of a predicate by their values, in the units of the columns. A comparison
 * with NULL selects nothing; a number that the column cannot hold exactly becomes the comparison
 * that selects the same rows.
 */
final class PredicateBinder {
  private final Schema schema;
  private final @Nullable Object[] parameters;

  PredicateBinder(Schema schema, @Nullable Object[] parameters) {
    this.schema = schema;
    this.parameters = parameters;
  }

  Predicate bind(Predicate predicate) {
    if (predicate instanceof Predicate.Comparison comparison) {
      return comparison.constant() instanceof Constant.Parameter parameter
          ? bound(comparison.column(), comparison.operator(), parameters[parameter.index()])
          : predicate;
    }
    if (predicate instanceof Predicate.In in) {
      return in(in);
    }
    if (predicate instanceof Predicate.And and) {
      return Predicate.and(all(and.operands()));
    }
    if (predicate instanceof Predicate.Or or) {
      return new Predicate.Or(all(or.operands()));
    }
    return predicate;
  }

  private List<Predicate> all(List<Predicate> operands) {
    List<Predicate> bound = new ArrayList<>(operands.size());
    for (Predicate operand : operands) {
      bound.add(bind(operand));
    }
    return bound;
  }

  private Predicate in(Predicate.In in) {
    boolean parameter = false;
    for (Constant constant : in.constants()) {
      parameter |= constant instanceof Constant.Parameter;
    }
    if (!parameter) {
      return in;
    }
    List<Constant> constants = new ArrayList<>();
    for (Constant constant : in.constants()) {
      if (!(constant instanceof Constant.Parameter given)) {
        constants.add(constant);
      } else if (bound(in.column(), Predicate.Operator.EQUAL, parameters[given.index()])
          instanceof Predicate.Comparison equal) {
        constants.add(equal.constant());
      }
    }
    return new Predicate.In(in.column(), constants);
  }

  /** The comparison of a column with a value in boxed form. */
  Predicate bound(int column, Predicate.Operator operator, @Nullable Object value) {
    if (value == null) {
      return Predicate.none();
    }
    ColumnType type = schema.column(column).type();
    switch (type.naturalLane()) {
      case DOUBLE -> {
        return new Predicate.Comparison(
            column, operator, new Constant.Real(((Number) value).doubleValue()));
      }
      case TEXT -> {
        return new Predicate.Comparison(
            column, operator, new Constant.Text(BoxedValues.toBytes(value)));
      }
      case INT, LONG, INT128 -> {
        if (value instanceof UUID uuid) {
          BigInteger bits =
              BigInteger.valueOf(uuid.getMostSignificantBits())
                  .shiftLeft(64)
                  .add(new BigInteger(Long.toUnsignedString(uuid.getLeastSignificantBits())));
          return new Predicate.Comparison(column, operator, new Constant.Huge(bits));
        }
        if (value instanceof Boolean truth) {
          return new Predicate.Comparison(column, operator, new Constant.Whole(truth ? 1 : 0));
        }
        return number(column, operator, type, BoxedValues.toDecimal(value));
      }
      case OBJECT -> throw new AssertionError(type);
    }
    throw new AssertionError(type);
  }

  private static Predicate number(
      int column, Predicate.Operator operator, ColumnType type, BigDecimal value) {
    int scale = type instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    BigDecimal floor = value.setScale(scale, RoundingMode.FLOOR);
    Predicate.Operator exact = operator;
    if (floor.compareTo(value) != 0) {
      // No value of the column equals it: x < 1.5 is x <= 1.
      switch (operator) {
        case EQUAL -> {
          return Predicate.none();
        }
        case NOT_EQUAL -> {
          return new Predicate.IsNotNull(column);
        }
        case LESS, LESS_OR_EQUAL -> exact = Predicate.Operator.LESS_OR_EQUAL;
        case GREATER, GREATER_OR_EQUAL -> exact = Predicate.Operator.GREATER;
      }
    }
    BigInteger unscaled = floor.unscaledValue();
    if (type.naturalLane() == Lane.INT128 || BoxedValues.isUnsigned64(type)) {
      return new Predicate.Comparison(column, exact, new Constant.Huge(unscaled));
    }
    if (unscaled.bitLength() < Long.SIZE) {
      return new Predicate.Comparison(column, exact, new Constant.Whole(unscaled.longValue()));
    }
    boolean above = unscaled.signum() > 0;
    boolean all =
        switch (exact) {
          case EQUAL -> false;
          case NOT_EQUAL -> true;
          case LESS, LESS_OR_EQUAL -> above;
          case GREATER, GREATER_OR_EQUAL -> !above;
        };
    return all ? new Predicate.IsNotNull(column) : Predicate.none();
  }

  /**
   * The bound predicate that says the same as a condition of the plan, or null if there is none.
   *
   * @param projection the schema's ordinal of each input column
   */
  @Nullable Predicate of(Expression condition, List<Integer> projection) {
    if (!(condition instanceof Expression.Call call) || call.operands().isEmpty()) {
      return null;
    }
    if (call.operator() == Operator.AND || call.operator() == Operator.OR) {
      List<Predicate> operands = new ArrayList<>();
      for (Expression operand : call.operands()) {
        Predicate same = of(operand, projection);
        if (same == null) {
          return null;
        }
        operands.add(same);
      }
      return call.operator() == Operator.AND ? Predicate.and(operands) : new Predicate.Or(operands);
    }
    if (!(call.operands().get(0) instanceof Expression.Input input)) {
      return null;
    }
    int column = projection.get(input.column());
    return switch (call.operator()) {
      case IS_NULL -> new Predicate.IsNull(column);
      case IS_NOT_NULL -> new Predicate.IsNotNull(column);
      case EQUAL -> comparison(column, Predicate.Operator.EQUAL, call);
      case NOT_EQUAL -> comparison(column, Predicate.Operator.NOT_EQUAL, call);
      case LESS -> comparison(column, Predicate.Operator.LESS, call);
      case LESS_OR_EQUAL -> comparison(column, Predicate.Operator.LESS_OR_EQUAL, call);
      case GREATER -> comparison(column, Predicate.Operator.GREATER, call);
      case GREATER_OR_EQUAL -> comparison(column, Predicate.Operator.GREATER_OR_EQUAL, call);
      case IN -> {
        List<Constant> constants = new ArrayList<>();
        for (Expression operand : call.operands().subList(1, call.operands().size())) {
          Predicate equal = comparison(column, Predicate.Operator.EQUAL, operand);
          if (!(equal instanceof Predicate.Comparison simple)) {
            yield null;
          }
          constants.add(simple.constant());
        }
        yield new Predicate.In(column, constants);
      }
      default -> null;
    };
  }

  private @Nullable Predicate comparison(
      int column, Predicate.Operator operator, Expression.Call call) {
    return comparison(column, operator, call.operands().get(1));
  }

  private @Nullable Predicate comparison(
      int column, Predicate.Operator operator, Expression constant) {
    if (constant instanceof Expression.Literal literal) {
      return bound(column, operator, literal.value());
    }
    return constant instanceof Expression.Parameter parameter
        ? bound(column, operator, parameters[parameter.index()])
        : null;
  }
}
