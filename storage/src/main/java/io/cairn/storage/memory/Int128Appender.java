package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Collects lane INT128. */
final class Int128Appender extends ColumnAppender {
  private long[] high = new long[0];
  private long[] low = new long[0];

  Int128Appender(Column column) {
    super(column);
  }

  @Override
  void grow(int newCapacity) {
    high = Arrays.copyOf(high, newCapacity);
    low = Arrays.copyOf(low, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    if (column.type() instanceof ColumnType.Decimal decimal) {
      BigInteger number = LongAppender.unscaled(this, decimal, value);
      high[row] = number.shiftRight(64).longValue();
      low[row] = number.longValue();
    } else {
      UUID uuid = as(UUID.class, value);
      high[row] = uuid.getMostSignificantBits();
      low[row] = uuid.getLeastSignificantBits();
    }
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    return new Int128Column(column, high, low, rows, nullLane);
  }
}
