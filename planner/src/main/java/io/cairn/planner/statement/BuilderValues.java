package io.cairn.planner.statement;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values that were collected in lanes, in boxed form. */
public final class BuilderValues {
  private BuilderValues() {}

  /** The value of a row of a builder in the natural lane of this type; null for NULL. */
  public static @Nullable Object get(ColumnBuilder values, int row, ColumnType type) {
    if (values.isNull(row)) {
      return null;
    }
    return switch (values.lane()) {
      case INT -> BoxedValues.ofWhole(values.ints()[row], type);
      case LONG -> BoxedValues.ofWhole(values.longs()[row], type);
      case DOUBLE -> values.doubles()[row];
      case INT128 -> wide(values.high()[row], values.longs()[row], type);
      case TEXT -> text(values, row, type);
      case OBJECT -> throw new AssertionError(type);
    };
  }

  private static Object wide(long high, long low, ColumnType type) {
    return type instanceof ColumnType.Decimal decimal
        ? new BigDecimal(Int128.toBigInteger(high, low), decimal.scale())
        : new UUID(high, low);
  }

  private static Object text(ColumnBuilder values, int row, ColumnType type) {
    int from = values.offsets()[row];
    int to = values.offsets()[row + 1];
    return type instanceof ColumnType.Bytes
        ? Arrays.copyOfRange(values.bytes(), from, to)
        : new String(values.bytes(), from, to - from, StandardCharsets.UTF_8);
  }
}
