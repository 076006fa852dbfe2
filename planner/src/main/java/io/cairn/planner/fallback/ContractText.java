package io.cairn.planner.fallback;

import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.util.Objects;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.linq4j.function.Strict;
import org.jspecify.annotations.Nullable;

/**
 * Texts of values as CAST AS VARCHAR prints them, for generated code. Public because generated code
 * stands in no package.
 */
@Strict
public final class ContractText {
  private static final long MICROS_PER_MILLI = 1_000;
  private static final int MILLISECOND_FRACTION = 3;

  private ContractText() {}

  private static String text(Object boxed, ColumnType type) {
    @Nullable String text = ValueText.of(boxed, type);
    return Objects.requireNonNull(text);
  }

  public static String ofBoolean(boolean value) {
    return text(value, ColumnType.BOOLEAN);
  }

  public static String ofDouble(double value) {
    return text(value, ColumnType.FLOAT64);
  }

  public static String ofReal(float value) {
    return text((double) value, ColumnType.FLOAT32);
  }

  public static String ofDecimal(BigDecimal value) {
    return value.toPlainString();
  }

  /** Days since 1970. */
  public static String ofDate(int value) {
    return text((long) value, ColumnType.DATE);
  }

  /** Milliseconds since midnight. */
  public static String ofTime(int value) {
    return text(value * MICROS_PER_MILLI, new ColumnType.Time(MILLISECOND_FRACTION));
  }

  /** Milliseconds since 1970. */
  public static String ofTimestamp(long value) {
    return text(
        Math.multiplyExact(value, MICROS_PER_MILLI),
        new ColumnType.Timestamp(MILLISECOND_FRACTION, false));
  }

  /** In the lane's unit of a timestamp with so many digits after the second. */
  public static String ofFineTimestamp(long value, int precision) {
    return text(value, new ColumnType.Timestamp(precision, false));
  }

  public static String ofBytes(ByteString value) {
    return text(value.getBytes(), ColumnType.VARBINARY);
  }
}
