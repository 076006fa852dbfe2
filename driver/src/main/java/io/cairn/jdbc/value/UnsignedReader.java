package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;
import java.sql.SQLException;

/** Unsigned 64-bit integers, held as their bits. */
final class UnsignedReader extends ColumnReader {
  private static final long[] NONE = {};

  private long[] values = NONE;

  UnsignedReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    values = ((LongVector) vector).values();
  }

  @Override
  public Object boxed(int row) {
    long bits = values[row];
    return bits >= 0 ? BigInteger.valueOf(bits) : new BigInteger(Long.toUnsignedString(bits));
  }

  @Override
  public long getLong(int row) throws SQLException {
    long bits = values[row];
    if (bits < 0) {
      throw Conversions.outOfRange(Long.toUnsignedString(bits), "BIGINT", place());
    }
    return bits;
  }

  @Override
  public String getString(int row) {
    return Long.toUnsignedString(values[row]);
  }
}
