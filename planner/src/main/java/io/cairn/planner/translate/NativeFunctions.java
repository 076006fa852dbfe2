package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.jspecify.annotations.Nullable;

/** Functions by name that the engine has kernels for. */
final class NativeFunctions {
  private static final Map<String, Operator> DOUBLE_FUNCTIONS =
      Map.ofEntries(
          Map.entry("SQRT", Operator.SQRT),
          Map.entry("EXP", Operator.EXP),
          Map.entry("LN", Operator.LN),
          Map.entry("LOG10", Operator.LOG10),
          Map.entry("SIN", Operator.SIN),
          Map.entry("COS", Operator.COS),
          Map.entry("TAN", Operator.TAN),
          Map.entry("ASIN", Operator.ASIN),
          Map.entry("ACOS", Operator.ACOS),
          Map.entry("ATAN", Operator.ATAN),
          Map.entry("ATAN2", Operator.ATAN2),
          Map.entry("RADIANS", Operator.RADIANS),
          Map.entry("DEGREES", Operator.DEGREES),
          Map.entry("POWER", Operator.POWER));

  private static final Map<String, Operator> TEXT_FUNCTIONS =
      Map.of(
          "UPPER", Operator.UPPER,
          "LOWER", Operator.LOWER,
          "CHAR_LENGTH", Operator.CHAR_LENGTH,
          "CHARACTER_LENGTH", Operator.CHAR_LENGTH,
          "LENGTH", Operator.CHAR_LENGTH,
          "||", Operator.CONCAT,
          "REPLACE", Operator.REPLACE,
          "POSITION", Operator.POSITION,
          "STARTS_WITH", Operator.STARTS_WITH);

  private static final Map<TimeUnitRange, Operator> FIELDS =
      Map.of(
          TimeUnitRange.YEAR, Operator.EXTRACT_YEAR,
          TimeUnitRange.QUARTER, Operator.EXTRACT_QUARTER,
          TimeUnitRange.MONTH, Operator.EXTRACT_MONTH,
          TimeUnitRange.DAY, Operator.EXTRACT_DAY,
          TimeUnitRange.DOW, Operator.EXTRACT_DAY_OF_WEEK,
          TimeUnitRange.DOY, Operator.EXTRACT_DAY_OF_YEAR,
          TimeUnitRange.HOUR, Operator.EXTRACT_HOUR,
          TimeUnitRange.MINUTE, Operator.EXTRACT_MINUTE,
          TimeUnitRange.SECOND, Operator.EXTRACT_SECOND,
          TimeUnitRange.EPOCH, Operator.EXTRACT_EPOCH);

  private NativeFunctions() {}

  /** The call as a native one, or null if there is none. */
  static @Nullable Expression translate(
      RexCall call, ColumnType type, boolean nullable, ExpressionTranslator translator) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    List<RexNode> operands = call.getOperands();
    Operator doubleFunction = DOUBLE_FUNCTIONS.get(name);
    if (doubleFunction != null && type.equals(ColumnType.FLOAT64)) {
      return each(doubleFunction, operands, ColumnType.FLOAT64, type, nullable, translator);
    }
    Operator textFunction = TEXT_FUNCTIONS.get(name);
    if (textFunction != null && allText(operands, translator)) {
      boolean arity = textFunction != Operator.POSITION || operands.size() == 2;
      return arity
          ? each(textFunction, operands, ColumnType.VARCHAR, type, nullable, translator)
          : null;
    }
    return switch (name) {
      case "ABS" -> numeric(Operator.ABS, operands, type, nullable, translator);
      case "SIGN" -> numeric(Operator.SIGN, operands, type, nullable, translator);
      case "FLOOR" ->
          operands.size() == 1
              ? numeric(Operator.FLOOR, operands, type, nullable, translator)
              : null;
      case "CEIL" ->
          operands.size() == 1
              ? numeric(Operator.CEIL, operands, type, nullable, translator)
              : null;
      case "ROUND" -> digits(Operator.ROUND, operands, type, nullable, translator);
      case "TRUNCATE" -> digits(Operator.TRUNCATE, operands, type, nullable, translator);
      case "GREATEST", "LEAST" ->
          isNumber(type)
              ? each(
                  name.equals("GREATEST") ? Operator.GREATEST : Operator.LEAST,
                  operands,
                  type,
                  type,
                  nullable,
                  translator)
              : null;
      case "LIKE" -> like(Operator.LIKE, operands, nullable, translator);
      case "ILIKE" -> like(Operator.ILIKE, operands, nullable, translator);
      case "SUBSTRING" -> substring(operands, type, nullable, translator);
      case "TRIM" -> trim(operands, type, nullable, translator);
      case "EXTRACT" -> extract(operands, type, nullable, translator);
      default -> null;
    };
  }

  private static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.FloatingPoint || CommonTypes.decimalOf(type) != null;
  }

  private static boolean allText(List<RexNode> operands, ExpressionTranslator translator) {
    return operands.stream().allMatch(operand -> isText(translator.storageOf(operand)));
  }

  private static boolean isText(ColumnType type) {
    return type instanceof ColumnType.Text
        || type instanceof ColumnType.Enumeration
        || type instanceof ColumnType.Reference;
  }

  private static Expression each(
      Operator operator,
      List<RexNode> operands,
      ColumnType operandType,
      ColumnType type,
      boolean nullable,
      ExpressionTranslator translator) {
    List<Expression> translated = new ArrayList<>();
    for (RexNode operand : operands) {
      translated.add(translator.translate(operand, operandType));
    }
    return new Expression.Call(operator, translated, type, nullable);
  }

  private static @Nullable Expression numeric(
      Operator operator,
      List<RexNode> operands,
      ColumnType type,
      boolean nullable,
      ExpressionTranslator translator) {
    if (!isNumber(type) || !isNumber(translator.storageOf(operands.get(0)))) {
      return null;
    }
    Expression operand = translator.translate(operands.get(0));
    if (type instanceof ColumnType.Decimal) {
      return operand.type() instanceof ColumnType.Decimal
          ? new Expression.Call(operator, List.of(operand), type, nullable)
          : null;
    }
    return new Expression.Call(
        operator, List.of(ExpressionTranslator.cast(operand, type)), type, nullable);
  }

  private static @Nullable Expression digits(
      Operator operator,
      List<RexNode> operands,
      ColumnType type,
      boolean nullable,
      ExpressionTranslator translator) {
    if (!isNumber(type) || !isNumber(translator.storageOf(operands.get(0)))) {
      return null;
    }
    Expression value = translator.translate(operands.get(0));
    if (type instanceof ColumnType.Decimal != value.type() instanceof ColumnType.Decimal) {
      return null;
    }
    Expression typed =
        type instanceof ColumnType.Decimal ? value : ExpressionTranslator.cast(value, type);
    return operands.size() == 1
        ? new Expression.Call(operator, List.of(typed), type, nullable)
        : new Expression.Call(
            operator,
            List.of(typed, translator.translate(operands.get(1), ColumnType.INT64)),
            type,
            nullable);
  }

  private static @Nullable Expression like(
      Operator operator,
      List<RexNode> operands,
      boolean nullable,
      ExpressionTranslator translator) {
    boolean fixedPattern =
        operands.subList(1, operands.size()).stream()
            .allMatch(
                operand ->
                    operand instanceof RexLiteral
                        || operand instanceof org.apache.calcite.rex.RexDynamicParam);
    boolean fixedEscape = operands.size() < 3 || operands.get(2) instanceof RexLiteral;
    return fixedPattern && fixedEscape && allText(operands, translator)
        ? each(operator, operands, ColumnType.VARCHAR, ColumnType.BOOLEAN, nullable, translator)
        : null;
  }

  private static @Nullable Expression substring(
      List<RexNode> operands, ColumnType type, boolean nullable, ExpressionTranslator translator) {
    if (!isText(translator.storageOf(operands.get(0)))) {
      return null;
    }
    List<Expression> translated = new ArrayList<>();
    translated.add(translator.translate(operands.get(0), ColumnType.VARCHAR));
    for (RexNode operand : operands.subList(1, operands.size())) {
      if (!(translator.storageOf(operand) instanceof ColumnType.Int)) {
        return null;
      }
      translated.add(translator.translate(operand, ColumnType.INT64));
    }
    return new Expression.Call(Operator.SUBSTRING, translated, type, nullable);
  }

  private static @Nullable Expression trim(
      List<RexNode> operands, ColumnType type, boolean nullable, ExpressionTranslator translator) {
    SqlTrimFunction.Flag flag =
        operands.get(0) instanceof RexLiteral literal
            ? literal.getValueAs(SqlTrimFunction.Flag.class)
            : null;
    if (flag == null
        || !(operands.get(1) instanceof RexLiteral)
        || !isText(translator.storageOf(operands.get(2)))) {
      return null;
    }
    Operator operator =
        switch (flag) {
          case BOTH -> Operator.TRIM_BOTH;
          case LEADING -> Operator.TRIM_LEADING;
          case TRAILING -> Operator.TRIM_TRAILING;
        };
    return new Expression.Call(
        operator,
        List.of(
            translator.translate(operands.get(2), ColumnType.VARCHAR),
            translator.translate(operands.get(1), ColumnType.VARCHAR)),
        type,
        nullable);
  }

  private static @Nullable Expression extract(
      List<RexNode> operands, ColumnType type, boolean nullable, ExpressionTranslator translator) {
    TimeUnitRange unit =
        operands.get(0) instanceof RexLiteral literal
            ? literal.getValueAs(TimeUnitRange.class)
            : null;
    Operator operator = unit == null ? null : FIELDS.get(unit);
    ColumnType operand = translator.storageOf(operands.get(1));
    if (operator == null
        || !(operand instanceof ColumnType.Date || operand instanceof ColumnType.Timestamp)) {
      return null;
    }
    return new Expression.Call(
        operator, List.of(translator.translate(operands.get(1))), type, nullable);
  }
}
