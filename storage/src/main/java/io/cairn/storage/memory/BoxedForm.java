package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes single values out of vectors, in boxed form by type; see {@link Rows}. */
final class BoxedForm {
  private BoxedForm() {}

  static @Nullable Object of(Column column, ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof IntVector ints) {
      return number(column.type(), ints.values()[row]);
    }
    if (vector instanceof LongVector longs) {
      return number(column.type(), longs.values()[row]);
    }
    if (vector instanceof DoubleVector doubles) {
      return doubles.values()[row];
    }
    if (vector instanceof Int128Vector wide) {
      return wide(column.type(), wide.high()[row], wide.low()[row]);
    }
    if (vector instanceof TextVector texts) {
      return text(column.type(), texts.bytes(), texts.offsets(), row);
    }
    if (vector instanceof DictionaryVector texts) {
      Dictionary dictionary = texts.dictionary();
      return text(column.type(), dictionary.bytes(), dictionary.offsets(), texts.codes()[row]);
    }
    return ((ObjectVector) vector).values()[row];
  }

  private static Object number(ColumnType type, long value) {
    if (type instanceof ColumnType.Bool) {
      return value != 0;
    }
    if (type.equals(ColumnType.UINT64)) {
      return LongColumn.unsigned(value);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return BigDecimal.valueOf(value, decimal.scale());
    }
    return value;
  }

  private static Object wide(ColumnType type, long high, long low) {
    if (type instanceof ColumnType.Decimal decimal) {
      return new BigDecimal(Int128Column.number(high, low), decimal.scale());
    }
    return new UUID(high, low);
  }

  private static Object text(ColumnType type, byte[] bytes, int[] offsets, int entry) {
    int start = offsets[entry];
    int end = offsets[entry + 1];
    return type instanceof ColumnType.Bytes
        ? Arrays.copyOfRange(bytes, start, end)
        : new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Whether a vector of this class may stand for the lane. */
  static boolean fits(Lane lane, ColumnVector vector) {
    return switch (lane) {
      case INT -> vector instanceof IntVector;
      case LONG -> vector instanceof LongVector;
      case DOUBLE -> vector instanceof DoubleVector;
      case INT128 -> vector instanceof Int128Vector;
      case TEXT -> vector instanceof TextVector || vector instanceof DictionaryVector;
      case OBJECT -> vector instanceof ObjectVector;
    };
  }
}
