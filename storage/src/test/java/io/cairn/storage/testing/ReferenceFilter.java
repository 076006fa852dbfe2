package io.cairn.storage.testing;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates predicates over rows in boxed form, with orders of its own: it shares no code with what
 * it is compared with.
 */
public final class ReferenceFilter {
  private ReferenceFilter() {}

  /** Whether the predicate is true for the row. */
  public static boolean selects(Predicate predicate, Schema schema, @Nullable Object[] row) {
    if (predicate instanceof Predicate.Comparison comparison) {
      Object value = row[comparison.column()];
      if (value == null) {
        return false;
      }
      int order = order(schema.column(comparison.column()).type(), value, comparison.constant());
      return switch (comparison.operator()) {
        case EQUAL -> order == 0;
        case NOT_EQUAL -> order != 0;
        case LESS -> order < 0;
        case LESS_OR_EQUAL -> order < 0 || order == 0;
        case GREATER -> order > 0;
        case GREATER_OR_EQUAL -> order > 0 || order == 0;
      };
    }
    if (predicate instanceof Predicate.In in) {
      Object value = row[in.column()];
      ColumnType type = schema.column(in.column()).type();
      return value != null
          && in.constants().stream().anyMatch(constant -> order(type, value, constant) == 0);
    }
    if (predicate instanceof Predicate.IsNull isNull) {
      return row[isNull.column()] == null;
    }
    if (predicate instanceof Predicate.IsNotNull isNotNull) {
      return row[isNotNull.column()] != null;
    }
    if (predicate instanceof Predicate.And and) {
      return and.operands().stream().allMatch(operand -> selects(operand, schema, row));
    }
    return ((Predicate.Or) predicate)
        .operands().stream().anyMatch(operand -> selects(operand, schema, row));
  }

  /** The constant that stands for a boxed value of a type that can be compared. */
  public static Constant constant(ColumnType type, Object value) {
    if (value instanceof Double real) {
      return new Constant.Real(real);
    }
    if (value instanceof String || value instanceof byte[]) {
      return new Constant.Text(bytes(value));
    }
    BigInteger number = number(value);
    boolean isWide =
        value instanceof BigInteger
            || (type instanceof ColumnType.Decimal decimal
                && decimal.precision() > ColumnType.Decimal.MAX_LONG_PRECISION);
    return isWide ? new Constant.Huge(number) : new Constant.Whole(number.longValueExact());
  }

  private static int order(ColumnType type, Object value, Constant constant) {
    if (constant instanceof Constant.Real real) {
      return order((Double) value, real.value());
    }
    if (constant instanceof Constant.Text text) {
      return type instanceof ColumnType.Bytes
          ? order(unsigned(bytes(value)), unsigned(text.bytes()))
          : order(
              ((String) value).codePoints().toArray(),
              new String(text.bytes(), StandardCharsets.UTF_8).codePoints().toArray());
    }
    BigInteger other =
        constant instanceof Constant.Whole whole
            ? BigInteger.valueOf(whole.value())
            : ((Constant.Huge) constant).value();
    return number(value).compareTo(other);
  }

  private static int order(double left, double right) {
    boolean leftIsNan = Double.isNaN(left);
    boolean rightIsNan = Double.isNaN(right);
    if (leftIsNan || rightIsNan) {
      return leftIsNan && rightIsNan ? 0 : leftIsNan ? 1 : -1;
    }
    return left == right ? 0 : left < right ? -1 : 1;
  }

  private static int order(int[] left, int[] right) {
    for (int i = 0; i < left.length && i < right.length; i++) {
      if (left[i] != right[i]) {
        return left[i] < right[i] ? -1 : 1;
      }
    }
    return left.length - right.length;
  }

  private static int[] unsigned(byte[] bytes) {
    int[] values = new int[bytes.length];
    Arrays.setAll(values, i -> bytes[i] & 0xff);
    return values;
  }

  private static byte[] bytes(Object value) {
    return value instanceof String text
        ? text.getBytes(StandardCharsets.UTF_8)
        : ((byte[]) value).clone();
  }

  private static BigInteger number(Object value) {
    if (value instanceof Boolean truth) {
      return truth ? BigInteger.ONE : BigInteger.ZERO;
    }
    if (value instanceof Long number) {
      return BigInteger.valueOf(number);
    }
    return value instanceof BigDecimal decimal ? decimal.unscaledValue() : (BigInteger) value;
  }
}
