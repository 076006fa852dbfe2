package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

/** What storage left of a bound predicate, as an expression that the engine evaluates. */
final class PredicateExpressions {
  private final IntFunction<Expression.Input> inputs;

  /** {@code inputs} gives the input column of a schema's ordinal. */
  PredicateExpressions(IntFunction<Expression.Input> inputs) {
    this.inputs = inputs;
  }

  Expression of(Predicate predicate) {
    if (predicate instanceof Predicate.Comparison comparison) {
      Expression.Input input = inputs.apply(comparison.column());
      Operator operator =
          switch (comparison.operator()) {
            case EQUAL -> Operator.EQUAL;
            case NOT_EQUAL -> Operator.NOT_EQUAL;
            case LESS -> Operator.LESS;
            case LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case GREATER -> Operator.GREATER;
            case GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
          };
      return call(operator, List.of(input, literal(comparison.constant(), input.type())));
    }
    if (predicate instanceof Predicate.In in) {
      Expression.Input input = inputs.apply(in.column());
      List<Expression> operands = new ArrayList<>(List.of(input));
      for (Constant constant : in.constants()) {
        operands.add(literal(constant, input.type()));
      }
      return call(Operator.IN, operands);
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return call(Operator.IS_NULL, List.of(inputs.apply(isNull.column())));
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return call(Operator.IS_NOT_NULL, List.of(inputs.apply(isNotNull.column())));
    }
    if (predicate instanceof Predicate.And and) {
      return call(Operator.AND, and.operands().stream().map(this::of).toList());
    }
    if (predicate instanceof Predicate.Or or) {
      return call(Operator.OR, or.operands().stream().map(this::of).toList());
    }
    throw new AssertionError(predicate);
  }

  private static Expression call(Operator operator, List<Expression> operands) {
    return new Expression.Call(operator, operands, ColumnType.BOOLEAN, true);
  }

  static Expression.Literal literal(Constant constant, ColumnType type) {
    if (constant instanceof Constant.Whole whole) {
      Object value =
          type instanceof ColumnType.Decimal || type instanceof ColumnType.Bool
              ? BoxedValues.ofWhole(whole.value(), type)
              : BoxedValues.isUnsigned64(type)
                  ? (Object) BigInteger.valueOf(whole.value())
                  : (Object) whole.value();
      return new Expression.Literal(value, type);
    }
    if (constant instanceof Constant.Huge huge) {
      return new Expression.Literal(huge(huge.value(), type), type);
    }
    if (constant instanceof Constant.Real real) {
      return new Expression.Literal(real.value(), type);
    }
    if (constant instanceof Constant.Text text) {
      return new Expression.Literal(
          type instanceof ColumnType.Bytes
              ? text.bytes()
              : new String(text.bytes(), StandardCharsets.UTF_8),
          type);
    }
    throw new AssertionError(constant);
  }

  private static Object huge(BigInteger value, ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return new BigDecimal(value, decimal.scale());
    }
    if (type instanceof ColumnType.Uuid) {
      return new UUID(value.shiftRight(64).longValue(), value.longValue());
    }
    return value;
  }
}
