package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Chooses the evaluators of functions. */
final class FunctionCompiler {
  private final CastCompiler casts;

  FunctionCompiler(CastCompiler casts) {
    this.casts = casts;
  }

  Evaluator call(Expression.Call call, List<Evaluator> operands) {
    Operator operator = call.operator();
    ColumnType type = call.type();
    return switch (operator) {
      case SQRT, EXP, LN, LOG10, SIN, COS, TAN, ASIN, ACOS, ATAN, RADIANS, DEGREES -> {
        checkNumbers(operator, operands);
        yield new DoubleFunction(operator, real(operands.get(0)), null, type);
      }
      case ATAN2, POWER -> {
        checkNumbers(operator, operands);
        yield new DoubleFunction(operator, real(operands.get(0)), real(operands.get(1)), type);
      }
      case ABS, SIGN, FLOOR, CEIL, ROUND, TRUNCATE -> number(operator, operands, type);
      case GREATEST, LEAST -> extreme(operator == Operator.GREATEST, operands, type);
      case UPPER, LOWER -> {
        checkText(operator, operands);
        yield new TextTransforms.Case(operator == Operator.UPPER, operands.get(0), type);
      }
      case TRIM_BOTH, TRIM_LEADING, TRIM_TRAILING -> {
        checkText(operator, operands);
        yield new TextTransforms.Trim(operator, operands.get(0), operands.get(1), type);
      }
      case REPLACE -> {
        checkText(operator, operands);
        yield new TextTransforms.Replace(operands.get(0), operands.get(1), operands.get(2), type);
      }
      case SUBSTRING -> {
        checkText(operator, operands.subList(0, 1));
        List<Evaluator> bounds = new ArrayList<>();
        for (Evaluator bound : operands.subList(1, operands.size())) {
          bounds.add(LaneConversion.to(casts.cast(bound, ColumnType.INT64), Lane.LONG));
        }
        yield new TextTransforms.Substring(operands.get(0), bounds, type);
      }
      case CONCAT -> {
        checkText(operator, operands);
        yield new Concatenation(operands, type);
      }
      case CHAR_LENGTH, OCTET_LENGTH -> {
        checkText(operator, operands);
        yield new TextMeasure(operator, operands.get(0), null, type);
      }
      case POSITION, STARTS_WITH -> {
        checkText(operator, operands);
        yield new TextMeasure(operator, operands.get(0), operands.get(1), type);
      }
      case LIKE, ILIKE -> {
        checkText(operator, operands);
        yield new Like(
            operands.get(0),
            operands.get(1),
            operands.size() > 2 ? operands.get(2) : null,
            operator == Operator.ILIKE);
      }
      case EXTRACT_YEAR,
          EXTRACT_QUARTER,
          EXTRACT_MONTH,
          EXTRACT_DAY,
          EXTRACT_DAY_OF_WEEK,
          EXTRACT_DAY_OF_YEAR,
          EXTRACT_HOUR,
          EXTRACT_MINUTE,
          EXTRACT_SECOND,
          EXTRACT_EPOCH -> {
        ColumnType from = operands.get(0).type();
        boolean known =
            from instanceof ColumnType.Date
                || from instanceof ColumnType.Time
                || from instanceof ColumnType.Timestamp;
        if (!known) {
          throw unsupported(operator, operands);
        }
        yield new Extract(operator, operands.get(0), type);
      }
      default -> throw new AssertionError(operator);
    };
  }

  /** Arithmetic that is not of numbers alone. */
  Evaluator temporal(Operator operator, Evaluator left, Evaluator right, ColumnType type) {
    if (!TemporalArithmetic.exists(operator, left.type(), right.type(), type)) {
      throw unsupported(operator, List.of(left, right));
    }
    return TemporalArithmetic.of(operator, left, right, type);
  }

  private Evaluator real(Evaluator operand) {
    return LaneConversion.to(casts.cast(operand, ColumnType.FLOAT64), Lane.DOUBLE);
  }

  private Evaluator number(Operator operator, List<Evaluator> operands, ColumnType type) {
    checkNumbers(operator, operands);
    Evaluator operand = operands.get(0);
    boolean realResult = type instanceof ColumnType.FloatingPoint;
    boolean realOperand = operand.type() instanceof ColumnType.FloatingPoint;
    if (realResult && !realOperand) {
      operand = real(operand);
    } else if (!realResult && realOperand) {
      throw unsupported(operator, operands);
    }
    Evaluator digits =
        operands.size() < 2
            ? null
            : LaneConversion.to(casts.cast(operands.get(1), ColumnType.INT64), Lane.LONG);
    return new NumberFunction(operator, operand, digits, type);
  }

  private Evaluator extreme(boolean greatest, List<Evaluator> operands, ColumnType type) {
    Lane lane = type.naturalLane();
    if (lane == Lane.OBJECT) {
      throw unsupported(greatest ? Operator.GREATEST : Operator.LEAST, operands);
    }
    List<Evaluator> typed = new ArrayList<>();
    for (Evaluator operand : operands) {
      typed.add(LaneConversion.to(casts.cast(operand, type), lane));
    }
    return new ExtremeOf(greatest, typed, type, lane);
  }

  private static void checkNumbers(Operator operator, List<Evaluator> operands) {
    if (!operands.stream().allMatch(operand -> CastCompiler.isNumber(operand.type()))) {
      throw unsupported(operator, operands);
    }
  }

  private static void checkText(Operator operator, List<Evaluator> operands) {
    if (!operands.stream().allMatch(operand -> operand.lane() == Lane.TEXT)) {
      throw unsupported(operator, operands);
    }
  }

  private static QueryException unsupported(Operator operator, List<Evaluator> operands) {
    return new QueryException(
        ErrorCode.TYPE_MISMATCH,
        operands.stream()
            .map(operand -> TypeNames.of(operand.type()))
            .collect(
                Collectors.joining(", ", Signs.of(operator) + " cannot be applied to (", ")")));
  }
}
