package io.cairn.planner.exec.value;

import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Values as SQL writes literals of their types. */
public final class LiteralText {
  private LiteralText() {}

  /** The literal of a boxed value; null is NULL. */
  public static String of(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return "NULL";
    }
    if (value instanceof Boolean truth) {
      return truth ? "TRUE" : "FALSE";
    }
    StringBuilder text = new StringBuilder();
    ValueText.append(text, value, type);
    return quoted(text, type);
  }

  /** The literal of the whole number that stands for a value: days, units or unscaled digits. */
  public static String ofWhole(long value, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return value == 0 ? "FALSE" : "TRUE";
    }
    if (type instanceof ColumnType.Int) {
      // A column of unsigned numbers may be compared with a negative one.
      return Long.toString(value);
    }
    StringBuilder text = new StringBuilder();
    ValueText.appendWhole(text, value, type);
    return quoted(text, type);
  }

  /** As the other one, for a number beyond 64 bits. */
  public static String ofWhole(BigInteger value, ColumnType type) {
    return type instanceof ColumnType.Decimal decimal
        ? new BigDecimal(value, decimal.scale()).toPlainString()
        : value.toString();
  }

  private static String quoted(StringBuilder text, ColumnType type) {
    String prefix = prefix(type);
    return prefix == null
        ? text.toString()
        : prefix + "'" + text.toString().replace("'", "''") + "'";
  }

  /** What stands before the quoted text of a literal; null if it is not quoted. */
  private static @Nullable String prefix(ColumnType type) {
    if (type instanceof ColumnType.Date) {
      return "DATE ";
    }
    if (type instanceof ColumnType.Time) {
      return "TIME ";
    }
    if (type instanceof ColumnType.Timestamp) {
      return "TIMESTAMP ";
    }
    if (type instanceof ColumnType.Interval) {
      return "INTERVAL ";
    }
    if (type instanceof ColumnType.Bytes) {
      return "X";
    }
    if (type instanceof ColumnType.Uuid) {
      return "UUID ";
    }
    boolean bare =
        type instanceof ColumnType.Bool
            || type instanceof ColumnType.Int
            || type instanceof ColumnType.FloatingPoint
            || type instanceof ColumnType.Decimal;
    return bare ? null : "";
  }
}
