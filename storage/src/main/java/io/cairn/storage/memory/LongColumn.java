package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A column of lane LONG; unsigned 64-bit integers are their bits. */
final class LongColumn extends MemoryColumn {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

  private final long[] values;
  private final boolean isUnsigned;

  LongColumn(Column definition, long[] values, int rowCount, int @Nullable [] nulls) {
    super(definition, Lane.LONG, rowCount, nulls);
    this.values = values;
    this.isUnsigned = definition.type().equals(ColumnType.UINT64);
  }

  /** The number that the bits stand for as an unsigned 64-bit integer. */
  static BigInteger unsigned(long bits) {
    BigInteger value = BigInteger.valueOf(bits);
    return bits < 0 ? value.add(TWO_TO_64) : value;
  }

  @Override
  Constant constant(int row) {
    return isUnsigned ? new Constant.Huge(unsigned(values[row])) : new Constant.Whole(values[row]);
  }

  @Override
  int compare(int row, Constant constant) {
    return !isUnsigned && constant instanceof Constant.Whole whole
        ? Long.compare(values[row], whole.value())
        : super.compare(row, constant);
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) count * Long.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new LongVector();
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    System.arraycopy(values, firstRow, ((LongVector) target).values(), 0, count);
  }
}
