package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Exact numbers, as unscaled integers in lanes of 32, 64 or 128 bits. */
final class DecimalReader extends ColumnReader {
  private static final long[] NONE = {};

  private final int scale;
  private int[] ints = {};
  private long[] low = NONE;
  private long[] high = NONE;
  private int width;

  DecimalReader(ColumnType.Decimal type, String place) {
    super(type, place);
    this.scale = type.scale();
  }

  @Override
  void use(ColumnVector vector) {
    if (vector instanceof IntVector narrow) {
      ints = narrow.values();
      width = Integer.SIZE;
    } else if (vector instanceof LongVector longs) {
      low = longs.values();
      width = Long.SIZE;
    } else {
      Int128Vector wide = (Int128Vector) vector;
      low = wide.low();
      high = wide.high();
      width = 2 * Long.SIZE;
    }
  }

  @Override
  public Object boxed(int row) {
    return getBigDecimal(row);
  }

  @Override
  public BigDecimal getBigDecimal(int row) {
    if (width == Integer.SIZE) {
      return BigDecimal.valueOf(ints[row], scale);
    }
    if (width == Long.SIZE || high[row] == low[row] >> (Long.SIZE - 1)) {
      return BigDecimal.valueOf(low[row], scale);
    }
    byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES).putLong(high[row]).putLong(low[row]).array();
    return new BigDecimal(new BigInteger(bytes), scale);
  }
}
