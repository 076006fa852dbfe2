package io.cairn.planner.exec;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates expressions one row at a time over boxed values, as plainly as possible. */
final class RowOracle {
  private final @Nullable Object[] parameters;

  RowOracle(@Nullable Object... parameters) {
    this.parameters = parameters;
  }

  @Nullable Object evaluate(Expression expression, @Nullable Object[] row) {
    if (expression instanceof Expression.Input input) {
      return row[input.column()];
    }
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Parameter parameter) {
      return parameters[parameter.index()];
    }
    return call((Expression.Call) expression, row);
  }

  private @Nullable Object call(Expression.Call call, @Nullable Object[] row) {
    List<Expression> operands = call.operands();
    switch (call.operator()) {
      case AND, OR -> {
        return logic(call.operator() == Operator.AND, operands, row);
      }
      case CASE -> {
        for (int i = 0; i + 1 < operands.size(); i += 2) {
          if (Boolean.TRUE.equals(evaluate(operands.get(i), row))) {
            return evaluate(operands.get(i + 1), row);
          }
        }
        return operands.size() % 2 == 1 ? evaluate(operands.get(operands.size() - 1), row) : null;
      }
      case COALESCE -> {
        for (Expression operand : operands) {
          Object value = evaluate(operand, row);
          if (value != null) {
            return value;
          }
        }
        return null;
      }
      default -> {}
    }
    @Nullable Object[] values = new @Nullable Object[operands.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = evaluate(operands.get(i), row);
    }
    return strict(call, values);
  }

  private @Nullable Object logic(boolean and, List<Expression> operands, @Nullable Object[] row) {
    boolean unknown = false;
    for (Expression operand : operands) {
      Object value = evaluate(operand, row);
      if (value == null) {
        unknown = true;
      } else if ((Boolean) value != and) {
        return !and;
      }
    }
    return unknown ? null : (Boolean) and;
  }

  private static @Nullable Object strict(Expression.Call call, @Nullable Object[] values) {
    Object a = values[0];
    switch (call.operator()) {
      case IS_NULL -> {
        return a == null;
      }
      case IS_NOT_NULL -> {
        return a != null;
      }
      case IS_TRUE -> {
        return Boolean.TRUE.equals(a);
      }
      case IS_NOT_TRUE -> {
        return !Boolean.TRUE.equals(a);
      }
      case IS_FALSE -> {
        return Boolean.FALSE.equals(a);
      }
      case IS_NOT_FALSE -> {
        return !Boolean.FALSE.equals(a);
      }
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> {
        Object b = values[1];
        boolean same = (a == null || b == null) ? a == b : compare(a, b) == 0;
        return same == (call.operator() == Operator.IS_NOT_DISTINCT_FROM);
      }
      case IN -> {
        return in(values);
      }
      default -> {}
    }
    for (Object value : values) {
      if (value == null) {
        return null;
      }
    }
    return present(call, values);
  }

  private static @Nullable Object in(@Nullable Object[] values) {
    if (values[0] == null) {
      return null;
    }
    boolean unknown = false;
    for (int i = 1; i < values.length; i++) {
      if (values[i] == null) {
        unknown = true;
      } else if (compare(values[0], values[i]) == 0) {
        return true;
      }
    }
    return unknown ? null : false;
  }

  @SuppressWarnings("NullAway") // every value is there
  private static @Nullable Object present(Expression.Call call, @Nullable Object[] values) {
    Object a = values[0];
    Object b = values.length > 1 ? values[1] : a;
    ColumnType type = call.type();
    return switch (call.operator()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO -> arithmetic(call.operator(), a, b, type);
      case NEGATE ->
          a instanceof Double number ? -number : fit(BigDecimal.ZERO.subtract(decimal(a)), type);
      case ABS ->
          a instanceof Double number ? (Object) Math.abs(number) : fit(decimal(a).abs(), type);
      case EQUAL -> compare(a, b) == 0;
      case NOT_EQUAL -> compare(a, b) != 0;
      case LESS -> compare(a, b) < 0;
      case LESS_OR_EQUAL -> compare(a, b) <= 0;
      case GREATER -> compare(a, b) > 0;
      case GREATER_OR_EQUAL -> compare(a, b) >= 0;
      case NOT -> !(Boolean) a;
      case GREATEST -> Arrays.stream(values).max(RowOracle::compare).orElseThrow();
      case LEAST -> Arrays.stream(values).min(RowOracle::compare).orElseThrow();
      case CAST -> cast(a, type);
      case UPPER -> ((String) a).toUpperCase(java.util.Locale.ROOT);
      case LOWER -> ((String) a).toLowerCase(java.util.Locale.ROOT);
      case CHAR_LENGTH -> (long) ((String) a).codePointCount(0, ((String) a).length());
      case OCTET_LENGTH -> (long) ((String) a).getBytes(StandardCharsets.UTF_8).length;
      case CONCAT -> {
        StringBuilder all = new StringBuilder();
        for (Object value : values) {
          all.append(value);
        }
        yield all.toString();
      }
      case SUBSTRING -> substring(values);
      case REPLACE ->
          ((String) b).isEmpty() ? a : ((String) a).replace((String) b, (String) values[2]);
      case POSITION -> {
        int at = ((String) b).indexOf((String) a);
        yield at < 0 ? 0L : (long) ((String) b).codePointCount(0, at) + 1;
      }
      case STARTS_WITH -> ((String) a).startsWith((String) b);
      case LIKE -> like((String) a, (String) b, false);
      case ILIKE -> like((String) a, (String) b, true);
      case TRIM_BOTH -> trim((String) a, (String) b, true, true);
      case TRIM_LEADING -> trim((String) a, (String) b, true, false);
      case TRIM_TRAILING -> trim((String) a, (String) b, false, true);
      case FLOOR, CEIL, ROUND, TRUNCATE -> rounded(call.operator(), values, type);
      case SIGN ->
          a instanceof Double number
              ? (Object) Math.signum(number)
              : fit(BigDecimal.valueOf(decimal(a).signum()), type);
      case SQRT -> Math.sqrt((Double) a);
      case EXTRACT_YEAR -> (long) java.time.LocalDate.ofEpochDay((Long) a).getYear();
      case EXTRACT_MONTH -> (long) java.time.LocalDate.ofEpochDay((Long) a).getMonthValue();
      case EXTRACT_DAY -> (long) java.time.LocalDate.ofEpochDay((Long) a).getDayOfMonth();
      case EXTRACT_DAY_OF_YEAR -> (long) java.time.LocalDate.ofEpochDay((Long) a).getDayOfYear();
      case EXTRACT_DAY_OF_WEEK ->
          (long) java.time.LocalDate.ofEpochDay((Long) a).getDayOfWeek().getValue() % 7 + 1;
      default -> throw new AssertionError(call);
    };
  }

  private static Object rounded(Operator operator, @Nullable Object[] values, ColumnType type) {
    Object a = java.util.Objects.requireNonNull(values[0]);
    int digits =
        values.length > 1 ? ((Long) java.util.Objects.requireNonNull(values[1])).intValue() : 0;
    RoundingMode mode =
        switch (operator) {
          case FLOOR -> RoundingMode.FLOOR;
          case CEIL -> RoundingMode.CEILING;
          case ROUND -> RoundingMode.HALF_UP;
          default -> RoundingMode.DOWN;
        };
    if (a instanceof Double number) {
      if (!Double.isFinite(number)) {
        return number;
      }
      boolean single = type instanceof ColumnType.FloatingPoint floating && floating.bits() == 32;
      String shown = single ? Float.toString(number.floatValue()) : Double.toString(number);
      double result = new BigDecimal(shown).setScale(digits, mode).doubleValue();
      return single ? (double) (float) result : result;
    }
    BigDecimal exact = decimal(a);
    return fit(digits >= exact.scale() ? exact : exact.setScale(digits, mode), type);
  }

  private static String trim(String text, String characters, boolean start, boolean end) {
    int[] points = text.codePoints().toArray();
    int from = 0;
    int to = points.length;
    while (start && from < to && characters.indexOf(points[from]) >= 0) {
      from++;
    }
    while (end && from < to && characters.indexOf(points[to - 1]) >= 0) {
      to--;
    }
    return new String(points, from, to - from);
  }

  private static boolean like(String text, String pattern, boolean ignoreCase) {
    StringBuilder regex = new StringBuilder();
    pattern
        .codePoints()
        .forEach(
            c ->
                regex.append(
                    c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(Character.toString(c))));
    int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
    return Pattern.compile(regex.toString(), flags).matcher(text).matches();
  }

  private static String substring(@Nullable Object[] values) {
    int[] points = ((String) java.util.Objects.requireNonNull(values[0])).codePoints().toArray();
    long start = (Long) java.util.Objects.requireNonNull(values[1]);
    long length = values.length > 2 ? (Long) java.util.Objects.requireNonNull(values[2]) : 1000;
    if (length < 0) {
      throw new QueryException(ErrorCode.INVALID_ARGUMENT, "length");
    }
    StringBuilder out = new StringBuilder();
    for (long position = 1; position <= points.length; position++) {
      if (position >= start && position < start + length) {
        out.appendCodePoint(points[(int) position - 1]);
      }
    }
    return out.toString();
  }

  static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal exact
        ? exact
        : value instanceof BigInteger integer
            ? new BigDecimal(integer)
            : BigDecimal.valueOf((Long) value);
  }

  private static Object arithmetic(Operator operator, Object a, Object b, ColumnType type) {
    if (type instanceof ColumnType.FloatingPoint floating) {
      double x = ((Number) a).doubleValue();
      double y = ((Number) b).doubleValue();
      double result =
          switch (operator) {
            case ADD -> x + y;
            case SUBTRACT -> x - y;
            case MULTIPLY -> x * y;
            case DIVIDE -> x / y;
            default -> x % y;
          };
      return floating.bits() == 64 ? result : (double) (float) result;
    }
    BigDecimal x = decimal(a);
    BigDecimal y = decimal(b);
    boolean divides = operator == Operator.DIVIDE || operator == Operator.MODULO;
    if (divides && y.signum() == 0) {
      throw new QueryException(ErrorCode.DIVISION_BY_ZERO, "zero");
    }
    BigDecimal result =
        switch (operator) {
          case ADD -> x.add(y);
          case SUBTRACT -> x.subtract(y);
          case MULTIPLY -> x.multiply(y);
          case DIVIDE ->
              type instanceof ColumnType.Decimal decimal
                  ? x.divide(y, decimal.scale(), RoundingMode.HALF_UP)
                  : new BigDecimal(x.toBigInteger().divide(y.toBigInteger()));
          default -> x.remainder(y);
        };
    return fit(result, type);
  }

  /** The number in the boxed form of an exact type, rounded half up. */
  static Object fit(BigDecimal value, ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      BigDecimal rounded = value.setScale(decimal.scale(), RoundingMode.HALF_UP);
      if (rounded.unscaledValue().abs().compareTo(BigInteger.TEN.pow(decimal.precision())) >= 0) {
        throw new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "range");
      }
      return rounded;
    }
    ColumnType.Int integer = (ColumnType.Int) type;
    BigInteger whole = value.setScale(0, RoundingMode.HALF_UP).toBigInteger();
    BigInteger min =
        integer.signed() ? BigInteger.ONE.shiftLeft(integer.bits() - 1).negate() : BigInteger.ZERO;
    BigInteger max = min.add(BigInteger.ONE.shiftLeft(integer.bits()));
    if (whole.compareTo(min) < 0 || whole.compareTo(max) >= 0) {
      throw new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "range");
    }
    return integer.bits() == 64 && !integer.signed() ? whole : (Object) whole.longValueExact();
  }

  private static Object cast(Object value, ColumnType type) {
    boolean exactTarget = type instanceof ColumnType.Int || type instanceof ColumnType.Decimal;
    if (exactTarget && value instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "range");
      }
      return fit(
          type instanceof ColumnType.Int ? new BigDecimal(number) : BigDecimal.valueOf(number),
          type);
    }
    if (exactTarget) {
      return fit(decimal(value), type);
    }
    if (type instanceof ColumnType.FloatingPoint floating) {
      double wide = value instanceof Double number ? number : decimal(value).doubleValue();
      if (floating.bits() == 64) {
        return wide;
      }
      if (Float.isInfinite((float) wide) && !Double.isInfinite(wide)) {
        throw new QueryException(ErrorCode.NUMERIC_OUT_OF_RANGE, "range");
      }
      return (double) (float) wide;
    }
    throw new AssertionError(type);
  }

  /** Orders two values of one type: NaN above everything, text by UTF-8 bytes. */
  static int compare(Object a, Object b) {
    if (a instanceof Double x && b instanceof Double y) {
      return Double.compare(x + 0.0, y + 0.0);
    }
    if (a instanceof String x && b instanceof String y) {
      return Arrays.compareUnsigned(
          x.getBytes(StandardCharsets.UTF_8), y.getBytes(StandardCharsets.UTF_8));
    }
    if (a instanceof Boolean x && b instanceof Boolean y) {
      return Boolean.compare(x, y);
    }
    if (a instanceof UUID x && b instanceof UUID y) {
      int high = Long.compareUnsigned(x.getMostSignificantBits(), y.getMostSignificantBits());
      return high != 0
          ? high
          : Long.compareUnsigned(x.getLeastSignificantBits(), y.getLeastSignificantBits());
    }
    return decimal(a).compareTo(decimal(b));
  }

  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.getClass() == b.getClass() && compare(a, b) == 0;
  }
}
