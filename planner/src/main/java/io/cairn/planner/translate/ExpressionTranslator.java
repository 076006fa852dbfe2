package io.cairn.planner.translate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Translates scalar expressions over one input. One thread at a time. */
final class ExpressionTranslator {
  private final RexBuilder rexBuilder;
  private final List<OutputColumn> input;
  private final Fallback fallback;

  ExpressionTranslator(RexBuilder rexBuilder, List<OutputColumn> input, Fallback fallback) {
    this.rexBuilder = rexBuilder;
    this.input = input;
    this.fallback = fallback;
  }

  /** The expression, in the type that the node has. */
  Expression translate(RexNode node) {
    if (node instanceof RexInputRef reference) {
      OutputColumn column = input.get(reference.getIndex());
      return new Expression.Input(
          reference.getIndex(), column.type(), column.nullable(), column.lane());
    }
    if (node instanceof RexLiteral literal) {
      return literal(literal, literalType(literal.getType()));
    }
    if (node instanceof RexDynamicParam parameter) {
      return new Expression.Parameter(parameter.getIndex(), literalType(parameter.getType()));
    }
    if (node instanceof RexCall call) {
      Expression translated = call(call);
      return translated != null ? translated : fallback.expression(call, this::translate);
    }
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED, "The expression " + node + " is not supported here");
  }

  /** The expression, cast to a type if it has another. */
  Expression translate(RexNode node, ColumnType type) {
    if (node instanceof RexLiteral literal
        && !literal.isNull()
        && isNumber(type)
        && isNumber(TypeMapping.toStorage(literal.getType()))) {
      Expression exact = exactLiteral(literal, type);
      if (exact != null) {
        return exact;
      }
    }
    if (node instanceof RexLiteral literal && literal.isNull()) {
      return new Expression.Literal(null, type);
    }
    if (node instanceof RexLiteral literal
        && type instanceof ColumnType.Text
        && TypeMapping.toStorage(literal.getType()).equals(type)) {
      // The length of a literal's type counts characters outside the BMP twice, and would pad it.
      return new Expression.Literal(BoxedLiterals.box(literal, ColumnType.VARCHAR), type);
    }
    return cast(translate(node), type);
  }

  private static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.Int
        || type instanceof ColumnType.FloatingPoint
        || type instanceof ColumnType.Decimal;
  }

  /** A number as a literal of another numeric type if it has the same value there. */
  private static @Nullable Expression exactLiteral(RexLiteral literal, ColumnType type) {
    if (type instanceof ColumnType.FloatingPoint floating && floating.bits() == 64) {
      return literal(literal, type);
    }
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    if (value == null) {
      return null;
    }
    value = value.stripTrailingZeros();
    if (type instanceof ColumnType.Int integer && value.scale() <= 0) {
      int bits = integer.signed() ? integer.bits() - 1 : integer.bits();
      boolean fits =
          value.toBigInteger().bitLength() <= bits && (integer.signed() || value.signum() >= 0);
      return fits ? literal(literal, type) : null;
    }
    if (type instanceof ColumnType.Decimal decimal
        && value.scale() <= decimal.scale()
        && value.precision() - value.scale() <= decimal.precision() - decimal.scale()) {
      return literal(literal, type);
    }
    return null;
  }

  private static Expression literal(RexLiteral literal, ColumnType type) {
    return new Expression.Literal(BoxedLiterals.box(literal, type), type);
  }

  /** Text literals are VARCHAR here: the length of a literal pads nothing. */
  private static ColumnType literalType(RelDataType type) {
    ColumnType storage = TypeMapping.toStorage(type);
    return storage instanceof ColumnType.Text ? ColumnType.VARCHAR : storage;
  }

  static Expression cast(Expression expression, ColumnType type) {
    if (sameValues(expression.type(), type)) {
      return expression;
    }
    return new Expression.Call(Operator.CAST, List.of(expression), type, expression.nullable());
  }

  /** Whether a value of one type is, as it lies in its lane, a value of the other. */
  private static boolean sameValues(ColumnType from, ColumnType to) {
    if (from.equals(to)) {
      return true;
    }
    if (to instanceof ColumnType.Text text
        && !text.fixed()
        && text.maxLength() == ColumnType.UNBOUNDED) {
      return from instanceof ColumnType.Enumeration
          || from instanceof ColumnType.Reference
          || (from instanceof ColumnType.Text source && !source.fixed());
    }
    if (to instanceof ColumnType.FloatingPoint target
        && from instanceof ColumnType.FloatingPoint source) {
      return target.bits() >= source.bits();
    }
    return to instanceof ColumnType.Bytes bytes
        && bytes.maxLength() == ColumnType.UNBOUNDED
        && from instanceof ColumnType.Bytes;
  }

  private @Nullable Expression call(RexCall call) {
    ColumnType type = isTranslatable(call.getType()) ? TypeMapping.toStorage(call.getType()) : null;
    if (type == null) {
      return null;
    }
    boolean nullable = call.getType().isNullable();
    List<RexNode> operands = call.getOperands();
    return switch (call.getKind()) {
      case AND -> variadic(Operator.AND, operands, type, nullable);
      case OR -> variadic(Operator.OR, operands, type, nullable);
      case NOT -> variadic(Operator.NOT, operands, type, nullable);
      case IS_NULL -> variadic(Operator.IS_NULL, operands, type, nullable);
      case IS_NOT_NULL -> variadic(Operator.IS_NOT_NULL, operands, type, nullable);
      case IS_TRUE -> variadic(Operator.IS_TRUE, operands, type, nullable);
      case IS_NOT_TRUE -> variadic(Operator.IS_NOT_TRUE, operands, type, nullable);
      case IS_FALSE -> variadic(Operator.IS_FALSE, operands, type, nullable);
      case IS_NOT_FALSE -> variadic(Operator.IS_NOT_FALSE, operands, type, nullable);
      case EQUALS -> comparison(Operator.EQUAL, operands, nullable);
      case NOT_EQUALS -> comparison(Operator.NOT_EQUAL, operands, nullable);
      case LESS_THAN -> comparison(Operator.LESS, operands, nullable);
      case LESS_THAN_OR_EQUAL -> comparison(Operator.LESS_OR_EQUAL, operands, nullable);
      case GREATER_THAN -> comparison(Operator.GREATER, operands, nullable);
      case GREATER_THAN_OR_EQUAL -> comparison(Operator.GREATER_OR_EQUAL, operands, nullable);
      case IS_DISTINCT_FROM -> comparison(Operator.IS_DISTINCT_FROM, operands, nullable);
      case IS_NOT_DISTINCT_FROM -> comparison(Operator.IS_NOT_DISTINCT_FROM, operands, nullable);
      case SEARCH -> search(call, nullable);
      case CASE -> caseOf(operands, type, nullable);
      case COALESCE -> sameTyped(Operator.COALESCE, operands, type, nullable);
      case CAST -> castCall(call, type);
      case PLUS, CHECKED_PLUS -> arithmetic(Operator.ADD, operands, type, nullable);
      case MINUS, CHECKED_MINUS -> arithmetic(Operator.SUBTRACT, operands, type, nullable);
      case TIMES, CHECKED_TIMES -> arithmetic(Operator.MULTIPLY, operands, type, nullable);
      case DIVIDE, CHECKED_DIVIDE -> arithmetic(Operator.DIVIDE, operands, type, nullable);
      case MOD -> arithmetic(Operator.MODULO, operands, type, nullable);
      case MINUS_PREFIX, CHECKED_MINUS_PREFIX ->
          isNumber(type) ? sameTyped(Operator.NEGATE, operands, type, nullable) : null;
      case PLUS_PREFIX -> translate(operands.get(0), type);
      default -> NativeFunctions.translate(call, type, nullable, this);
    };
  }

  private static boolean isTranslatable(RelDataType type) {
    return BoxedLiterals.isSupported(type.getSqlTypeName());
  }

  private Expression variadic(
      Operator operator, List<RexNode> operands, ColumnType type, boolean nullable) {
    List<Expression> translated = new ArrayList<>();
    for (RexNode operand : operands) {
      translated.add(translate(operand));
    }
    return new Expression.Call(operator, translated, type, nullable);
  }

  private Expression sameTyped(
      Operator operator, List<RexNode> operands, ColumnType type, boolean nullable) {
    List<Expression> translated = new ArrayList<>();
    for (RexNode operand : operands) {
      translated.add(translate(operand, type));
    }
    return new Expression.Call(operator, translated, type, nullable);
  }

  private @Nullable Expression arithmetic(
      Operator operator, List<RexNode> operands, ColumnType type, boolean nullable) {
    if (operands.size() != 2) {
      return null;
    }
    if (isMove(operator, operands)) {
      return variadic(operator, operands, type, nullable);
    }
    if (!isNumber(type)) {
      return null;
    }
    if (operator == Operator.MODULO && !(type instanceof ColumnType.Decimal)) {
      return remainder(operands, type, nullable);
    }
    if (!(type instanceof ColumnType.Decimal)) {
      return sameTyped(operator, operands, type, nullable);
    }
    boolean aligned = operator == Operator.ADD || operator == Operator.SUBTRACT;
    List<Expression> translated = new ArrayList<>();
    for (RexNode operand : operands) {
      ColumnType own = TypeMapping.toStorage(operand.getType());
      ColumnType decimal = own instanceof ColumnType.Decimal ? own : CommonTypes.decimalOf(own);
      if (decimal == null) {
        return null;
      }
      translated.add(translate(operand, aligned ? type : decimal));
    }
    return new Expression.Call(operator, translated, type, nullable);
  }

  /** A remainder has the type of its divisor, which the dividend need not fit. */
  private @Nullable Expression remainder(
      List<RexNode> operands, ColumnType type, boolean nullable) {
    ColumnType common =
        CommonTypes.forComparison(storageOf(operands.get(0)), storageOf(operands.get(1)));
    if (common == null || !isNumber(common)) {
      return null;
    }
    List<Expression> translated = new ArrayList<>();
    for (RexNode operand : operands) {
      translated.add(translate(operand, common));
    }
    return cast(new Expression.Call(Operator.MODULO, translated, common, nullable), type);
  }

  /** Whether a date or a timestamp is moved by an interval. */
  private static boolean isMove(Operator operator, List<RexNode> operands) {
    SqlTypeName left = operands.get(0).getType().getSqlTypeName();
    SqlTypeName right = operands.get(1).getType().getSqlTypeName();
    return switch (operator) {
      case ADD -> (isDay(left) && isInterval(right)) || (isInterval(left) && isDay(right));
      case SUBTRACT -> isDay(left) && isInterval(right);
      default -> false;
    };
  }

  private static boolean isDay(SqlTypeName type) {
    return type == SqlTypeName.DATE || type == SqlTypeName.TIMESTAMP;
  }

  private static boolean isInterval(SqlTypeName type) {
    return SqlTypeName.INTERVAL_TYPES.contains(type);
  }

  private @Nullable Expression comparison(
      Operator operator, List<RexNode> operands, boolean nullable) {
    ColumnType left = storageOf(operands.get(0));
    ColumnType right = storageOf(operands.get(1));
    ColumnType common = CommonTypes.forComparison(left, right);
    if (common == null) {
      return null;
    }
    if (left instanceof ColumnType.Int
        && common instanceof ColumnType.Decimal
        && operands.get(1) instanceof RexLiteral literal) {
      Expression whole = wholeBound(operator, operands.get(0), left, literal, nullable);
      if (whole != null) {
        return whole;
      }
    }
    return new Expression.Call(
        operator,
        List.of(translate(operands.get(0), common), translate(operands.get(1), common)),
        ColumnType.BOOLEAN,
        nullable);
  }

  /**
   * A whole number against one with a fraction: the nearest whole number below says the same, in a
   * narrower lane.
   */
  private @Nullable Expression wholeBound(
      Operator operator, RexNode value, ColumnType type, RexLiteral literal, boolean nullable) {
    BigDecimal bound = literal.getValueAs(BigDecimal.class);
    boolean up = operator == Operator.GREATER || operator == Operator.GREATER_OR_EQUAL;
    boolean down = operator == Operator.LESS || operator == Operator.LESS_OR_EQUAL;
    if (bound == null || bound.stripTrailingZeros().scale() <= 0 || !(up || down)) {
      return null;
    }
    RexLiteral floor = rexBuilder.makeExactLiteral(bound.setScale(0, RoundingMode.FLOOR));
    Expression exact = exactLiteral(floor, type);
    return exact == null
        ? null
        : new Expression.Call(
            up ? Operator.GREATER : Operator.LESS_OR_EQUAL,
            List.of(translate(value), exact),
            ColumnType.BOOLEAN,
            nullable);
  }

  /** The type of an operand as the engine has it: a column keeps the type of its file. */
  ColumnType storageOf(RexNode node) {
    if (node instanceof RexInputRef reference) {
      return input.get(reference.getIndex()).type();
    }
    return literalType(node.getType());
  }

  private Expression search(RexCall call, boolean nullable) {
    RexNode value = call.getOperands().get(0);
    Sarg<?> sarg = ((RexLiteral) call.getOperands().get(1)).getValueAs(Sarg.class);
    if (sarg != null && sarg.nullAs == org.apache.calcite.rex.RexUnknownAs.UNKNOWN) {
      boolean complement = sarg.isComplementedPoints();
      if (sarg.isPoints() || complement) {
        Expression in =
            in(
                value,
                complement ? sarg.negate() : sarg,
                call.getOperands().get(1).getType(),
                nullable);
        if (in != null) {
          return complement
              ? new Expression.Call(Operator.NOT, List.of(in), ColumnType.BOOLEAN, nullable)
              : in;
        }
      }
    }
    return translate(RexUtil.expandSearch(rexBuilder, null, call));
  }

  private @Nullable Expression in(
      RexNode value, Sarg<?> points, RelDataType pointType, boolean nullable) {
    ColumnType common = CommonTypes.forComparison(storageOf(value), literalType(pointType));
    if (common == null) {
      return null;
    }
    List<Expression> operands = new ArrayList<>();
    operands.add(translate(value, common));
    for (com.google.common.collect.Range<?> range : points.rangeSet.asRanges()) {
      RexNode point = rexBuilder.makeLiteral(range.lowerEndpoint(), pointType, true, true);
      operands.add(translate(point, common));
    }
    return new Expression.Call(Operator.IN, operands, ColumnType.BOOLEAN, nullable);
  }

  private Expression caseOf(List<RexNode> operands, ColumnType type, boolean nullable) {
    List<Expression> translated = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      boolean isCondition = i % 2 == 0 && i < operands.size() - 1;
      translated.add(isCondition ? translate(operands.get(i)) : translate(operands.get(i), type));
    }
    return new Expression.Call(Operator.CASE, translated, type, nullable);
  }

  private @Nullable Expression castCall(RexCall call, ColumnType type) {
    RexNode operand = call.getOperands().get(0);
    if (operand instanceof RexLiteral literal && literal.isNull()) {
      return new Expression.Literal(null, type);
    }
    ColumnType from = storageOf(operand);
    boolean interval = from instanceof ColumnType.Interval || type instanceof ColumnType.Interval;
    if (interval && !from.equals(type)) {
      return null;
    }
    Expression translated =
        operand instanceof RexLiteral ? translate(operand, type) : translate(operand);
    return sameValues(translated.type(), type)
        ? translated
        : new Expression.Call(
            Operator.CAST, List.of(translated), type, call.getType().isNullable());
  }
}
