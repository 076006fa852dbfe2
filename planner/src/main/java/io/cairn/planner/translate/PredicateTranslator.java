package io.cairn.planner.translate;

import com.google.common.collect.BoundType;
import com.google.common.collect.Range;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.predicate.Predicate.Operator;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUnknownAs;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/**
 * Translates conditions over a table's columns to what storage understands, where it means exactly
 * the same.
 */
final class PredicateTranslator {
  private final RexBuilder rexBuilder;
  private final Schema schema;

  PredicateTranslator(RexBuilder rexBuilder, Schema schema) {
    this.rexBuilder = rexBuilder;
    this.schema = schema;
  }

  /** The predicate that selects the same rows, or null if storage has none. */
  @Nullable Predicate translate(RexNode node) {
    return switch (node.getKind()) {
      case AND -> combine((RexCall) node, true);
      case OR -> combine((RexCall) node, false);
      case EQUALS -> comparison((RexCall) node, Operator.EQUAL);
      case NOT_EQUALS -> comparison((RexCall) node, Operator.NOT_EQUAL);
      case LESS_THAN -> comparison((RexCall) node, Operator.LESS);
      case LESS_THAN_OR_EQUAL -> comparison((RexCall) node, Operator.LESS_OR_EQUAL);
      case GREATER_THAN -> comparison((RexCall) node, Operator.GREATER);
      case GREATER_THAN_OR_EQUAL -> comparison((RexCall) node, Operator.GREATER_OR_EQUAL);
      case SEARCH -> search((RexCall) node);
      case IS_NULL -> nullTest((RexCall) node, true);
      case IS_NOT_NULL -> nullTest((RexCall) node, false);
      case INPUT_REF -> bool(node, 1);
      case NOT -> bool(((RexCall) node).getOperands().get(0), 0);
      default -> null;
    };
  }

  private @Nullable Predicate combine(RexCall call, boolean conjunction) {
    List<Predicate> operands = new ArrayList<>();
    for (RexNode operand : call.getOperands()) {
      Predicate translated = translate(operand);
      if (translated == null) {
        return null;
      }
      operands.add(translated);
    }
    return conjunction ? Predicate.and(operands) : new Predicate.Or(operands);
  }

  private @Nullable Predicate bool(RexNode node, long value) {
    int column = column(node);
    return column >= 0 && schema.column(column).type() instanceof ColumnType.Bool
        ? new Predicate.Comparison(column, Operator.EQUAL, new Constant.Whole(value))
        : null;
  }

  private @Nullable Predicate nullTest(RexCall call, boolean isNull) {
    int column = column(call.getOperands().get(0));
    if (column < 0) {
      return null;
    }
    return isNull ? new Predicate.IsNull(column) : new Predicate.IsNotNull(column);
  }

  /** The column that a node is, perhaps in a wider type; -1 if it is none. */
  private int column(RexNode node) {
    RexNode inner = node;
    while (inner.getKind() == SqlKind.CAST && isWidening((RexCall) inner)) {
      inner = ((RexCall) inner).getOperands().get(0);
    }
    return inner instanceof RexInputRef reference ? reference.getIndex() : -1;
  }

  /**
   * Whether a cast keeps every value and the order of values: to the same type, or to a wider whole
   * number.
   */
  private static boolean isWidening(RexCall cast) {
    RelDataType from = cast.getOperands().get(0).getType();
    if (from.getSqlTypeName() == cast.getType().getSqlTypeName()) {
      return from.getPrecision() <= cast.getType().getPrecision() && keepsDigits(from, cast);
    }
    if (!(TypeMapping.toStorage(from) instanceof ColumnType.Int)) {
      return false;
    }
    ColumnType to = TypeMapping.toStorage(cast.getType());
    ColumnType.Decimal needed = CommonTypes.decimalOf(TypeMapping.toStorage(from));
    ColumnType.Decimal offered = CommonTypes.decimalOf(to);
    return needed != null
        && offered != null
        && offered.precision() - offered.scale() >= needed.precision()
        && !(to instanceof ColumnType.Int integer && !integer.signed());
  }

  /** Whether a decimal keeps the digits on both sides of its point; others have none to lose. */
  private static boolean keepsDigits(RelDataType from, RexCall cast) {
    return !(TypeMapping.toStorage(from) instanceof ColumnType.Decimal narrow
            && TypeMapping.toStorage(cast.getType()) instanceof ColumnType.Decimal wide)
        || (wide.scale() >= narrow.scale()
            && wide.precision() - wide.scale() >= narrow.precision() - narrow.scale());
  }

  private @Nullable Predicate comparison(RexCall call, Operator operator) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    int column = column(left);
    if (column >= 0) {
      return comparison(column, operator, right);
    }
    column = column(right);
    return column >= 0 ? comparison(column, mirrored(operator), left) : null;
  }

  private static Operator mirrored(Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> operator;
      case LESS -> Operator.GREATER;
      case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
      case GREATER -> Operator.LESS;
      case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
    };
  }

  private @Nullable Predicate comparison(int column, Operator operator, RexNode value) {
    ColumnType type = schema.column(column).type();
    if (value instanceof RexDynamicParam parameter) {
      return isSameKind(type, TypeMapping.toStorage(value.getType()))
          ? new Predicate.Comparison(column, operator, new Constant.Parameter(parameter.getIndex()))
          : null;
    }
    RexNode constant = value;
    if (value.getKind() == SqlKind.CAST
        && type instanceof ColumnType.FloatingPoint
        && TypeMapping.toStorage(value.getType()).equals(ColumnType.FLOAT64)) {
      // A whole or decimal number that was made a double to be compared with one.
      constant = ((RexCall) value).getOperands().get(0);
    }
    return constant instanceof RexLiteral literal && !literal.isNull()
        ? comparison(column, type, operator, literal)
        : null;
  }

  /** Whether boxed values of the parameter's type can be compared with the column as they are. */
  private static boolean isSameKind(ColumnType column, ColumnType parameter) {
    if (column instanceof ColumnType.Int) {
      return parameter instanceof ColumnType.Int;
    }
    if (column instanceof ColumnType.FloatingPoint) {
      return parameter instanceof ColumnType.FloatingPoint;
    }
    if (column instanceof ColumnType.Text || column instanceof ColumnType.Enumeration) {
      return parameter instanceof ColumnType.Text;
    }
    return column.equals(parameter);
  }

  private @Nullable Predicate comparison(
      int column, ColumnType type, Operator operator, RexLiteral literal) {
    if (type instanceof ColumnType.Int) {
      BigDecimal value = number(literal);
      return value == null ? null : whole(column, operator, value);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      BigDecimal value = number(literal);
      return value == null
              || CommonTypes.decimalOf(TypeMapping.toStorage(literal.getType())) == null
          ? null
          : whole(column, operator, value.movePointRight(decimal.scale()));
    }
    Constant constant = constant(type, literal);
    return constant == null ? null : new Predicate.Comparison(column, operator, constant);
  }

  private static @Nullable BigDecimal number(RexLiteral literal) {
    return literal.getValue() instanceof BigDecimal value ? value : null;
  }

  /** A whole number against a decimal one: the nearest whole bound says the same. */
  private static Predicate whole(int column, Operator operator, BigDecimal value) {
    BigInteger floor = value.setScale(0, RoundingMode.FLOOR).toBigInteger();
    boolean exact = new BigDecimal(floor).compareTo(value) == 0;
    if (exact) {
      return new Predicate.Comparison(column, operator, wholeConstant(floor));
    }
    return switch (operator) {
      case EQUAL -> Predicate.none();
      case NOT_EQUAL -> new Predicate.IsNotNull(column);
      case LESS, LESS_OR_EQUAL ->
          new Predicate.Comparison(column, Operator.LESS_OR_EQUAL, wholeConstant(floor));
      case GREATER, GREATER_OR_EQUAL ->
          new Predicate.Comparison(column, Operator.GREATER, wholeConstant(floor));
    };
  }

  private static Constant wholeConstant(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? new Constant.Whole(value.longValue())
        : new Constant.Huge(value);
  }

  private static @Nullable Constant constant(ColumnType type, RexLiteral literal) {
    ColumnType literalType = TypeMapping.toStorage(literal.getType());
    if (type instanceof ColumnType.FloatingPoint) {
      boolean number =
          literalType instanceof ColumnType.FloatingPoint
              || CommonTypes.decimalOf(literalType) != null;
      return number && BoxedLiterals.box(literal, ColumnType.FLOAT64) instanceof Double value
          ? new Constant.Real(value)
          : null;
    }
    if ((type instanceof ColumnType.Text text && !text.fixed())
        || type instanceof ColumnType.Enumeration) {
      return literalType instanceof ColumnType.Text
              && BoxedLiterals.box(literal, literalType) instanceof String value
          ? new Constant.Text(value.getBytes(StandardCharsets.UTF_8))
          : null;
    }
    if (type instanceof ColumnType.Bool && literalType instanceof ColumnType.Bool) {
      return new Constant.Whole(
          Boolean.TRUE.equals(BoxedLiterals.box(literal, literalType)) ? 1 : 0);
    }
    boolean sameDate = type instanceof ColumnType.Date && literalType instanceof ColumnType.Date;
    boolean sameTimestamp =
        type instanceof ColumnType.Timestamp a
            && literalType instanceof ColumnType.Timestamp b
            && a.zoned() == b.zoned()
            && a.precision() >= b.precision();
    return (sameDate || sameTimestamp) && BoxedLiterals.box(literal, type) instanceof Long value
        ? new Constant.Whole(value)
        : null;
  }

  private @Nullable Predicate search(RexCall call) {
    int column = column(call.getOperands().get(0));
    RexLiteral literal = (RexLiteral) call.getOperands().get(1);
    Sarg<?> sarg = literal.getValueAs(Sarg.class);
    if (column < 0 || sarg == null || sarg.nullAs == RexUnknownAs.TRUE) {
      return null;
    }
    if (sarg.isComplementedPoints() || sarg.rangeSet.asRanges().isEmpty()) {
      return translate(RexUtil.expandSearch(rexBuilder, null, call));
    }
    List<Predicate> alternatives = new ArrayList<>();
    List<Constant> points = new ArrayList<>();
    for (Range<?> range : sarg.rangeSet.asRanges()) {
      Predicate alternative = range(column, range, literal.getType());
      if (alternative == null) {
        return null;
      }
      if (alternative.equals(Predicate.none())) {
        continue;
      }
      if (alternative instanceof Predicate.Comparison point && point.operator() == Operator.EQUAL) {
        points.add(point.constant());
      } else {
        alternatives.add(alternative);
      }
    }
    if (points.size() == 1) {
      alternatives.add(new Predicate.Comparison(column, Operator.EQUAL, points.get(0)));
    } else if (!points.isEmpty()) {
      alternatives.add(new Predicate.In(column, points));
    }
    return alternatives.size() == 1 ? alternatives.get(0) : new Predicate.Or(alternatives);
  }

  private @Nullable Predicate range(int column, Range<?> range, RelDataType type) {
    ColumnType columnType = schema.column(column).type();
    if (range.hasLowerBound()
        && range.hasUpperBound()
        && range.lowerEndpoint().equals(range.upperEndpoint())) {
      return comparison(column, columnType, Operator.EQUAL, literal(range.lowerEndpoint(), type));
    }
    List<Predicate> bounds = new ArrayList<>();
    if (range.hasLowerBound()) {
      Operator operator =
          range.lowerBoundType() == BoundType.CLOSED ? Operator.GREATER_OR_EQUAL : Operator.GREATER;
      Predicate bound =
          comparison(column, columnType, operator, literal(range.lowerEndpoint(), type));
      if (bound == null) {
        return null;
      }
      bounds.add(bound);
    }
    if (range.hasUpperBound()) {
      Operator operator =
          range.upperBoundType() == BoundType.CLOSED ? Operator.LESS_OR_EQUAL : Operator.LESS;
      Predicate bound =
          comparison(column, columnType, operator, literal(range.upperEndpoint(), type));
      if (bound == null) {
        return null;
      }
      bounds.add(bound);
    }
    return bounds.isEmpty() ? new Predicate.IsNotNull(column) : Predicate.and(bounds);
  }

  private RexLiteral literal(Object value, RelDataType type) {
    RexNode literal = rexBuilder.makeLiteral(value, type, true, true);
    // A literal of a type with a length may come back under a cast.
    return literal instanceof RexLiteral plain
        ? plain
        : (RexLiteral) ((RexCall) literal).getOperands().get(0);
  }
}
