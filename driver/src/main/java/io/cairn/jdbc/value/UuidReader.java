package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import java.util.UUID;

/** UUIDs. */
final class UuidReader extends ColumnReader {
  private static final long[] NONE = {};

  private long[] high = NONE;
  private long[] low = NONE;

  UuidReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    Int128Vector wide = (Int128Vector) vector;
    high = wide.high();
    low = wide.low();
  }

  @Override
  public Object boxed(int row) {
    return new UUID(high[row], low[row]);
  }
}
