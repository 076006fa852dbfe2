package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A column of lane INT128. */
final class Int128Column extends MemoryColumn {
  private final long[] high;
  private final long[] low;

  Int128Column(Column definition, long[] high, long[] low, int rowCount, int @Nullable [] nulls) {
    super(definition, Lane.INT128, rowCount, nulls);
    this.high = high;
    this.low = low;
  }

  /** The number in two's complement that the two halves stand for. */
  static BigInteger number(long high, long low) {
    return BigInteger.valueOf(high).shiftLeft(64).add(LongColumn.unsigned(low));
  }

  @Override
  Constant constant(int row) {
    return new Constant.Huge(number(high[row], low[row]));
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return 2L * count * Long.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new Int128Vector();
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    Int128Vector vector = (Int128Vector) target;
    System.arraycopy(high, firstRow, vector.high(), 0, count);
    System.arraycopy(low, firstRow, vector.low(), 0, count);
  }
}
