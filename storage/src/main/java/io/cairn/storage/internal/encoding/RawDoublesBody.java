package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import org.jspecify.annotations.Nullable;

/** Doubles as they are, one array a batch, with the bounds of each. */
final class RawDoublesBody implements Body {
  private final String name;
  private final double[][] values;
  private final double[] min;
  private final double[] max;
  private final long[] nanCounts;

  private RawDoublesBody(String name, double[][] values, int rowCount) {
    this.name = name;
    this.values = values;
    min = new double[values.length];
    max = new double[values.length];
    nanCounts = new long[values.length];
    for (int batch = 0; batch < values.length; batch++) {
      int rows = Math.min(Planes.LANES, rowCount - batch * Planes.LANES);
      bound(batch, values[batch], rows);
    }
  }

  private void bound(int batch, double[] lane, int rows) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    int nans = 0;
    for (int i = 0; i < rows; i++) {
      double value = lane[i];
      low = value < low ? value : low;
      high = value > high ? value : high;
      nans += Double.isNaN(value) ? 1 : 0;
    }
    min[batch] = low;
    max[batch] = high;
    nanCounts[batch] = nans;
  }

  /** Reads 8 bytes a row. */
  static RawDoublesBody readDoubles(ByteReader in, int rowCount) {
    byte[] bytes = Part.read(in, 8 * rowCount, 0);
    double[][] values = new double[Planes.batchCount(rowCount)][Planes.LANES];
    DoubleBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
    for (double[] batch : values) {
      source.get(batch, 0, Math.min(Planes.LANES, source.remaining()));
    }
    return new RawDoublesBody("raw", values, rowCount);
  }

  /** Reads 4 bytes a row. */
  static RawDoublesBody readFloats(ByteReader in, int rowCount) {
    byte[] bytes = Part.read(in, 4 * rowCount, 0);
    double[][] values = new double[Planes.batchCount(rowCount)][Planes.LANES];
    for (int row = 0; row < rowCount; row++) {
      values[row / Planes.LANES][row % Planes.LANES] =
          RawBytes.widen(RawBytes.getInt(bytes, 4 * row));
    }
    return new RawDoublesBody("float", values, rowCount);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long heapBytes() {
    return 64 + values.length * (8L * Planes.LANES + 48);
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    DoubleVector vector = scratch.doubleVector();
    System.arraycopy(values[batch], 0, vector.values(), 0, Planes.LANES);
    return vector;
  }

  @Override
  public ColumnVector decode(int batch, int[] rows, int count, Scratch scratch) {
    DoubleVector vector = scratch.doubleVector();
    double[] source = values[batch];
    double[] target = vector.values();
    for (int i = 0; i < count; i++) {
      target[rows[i]] = source[rows[i]];
    }
    return vector;
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    return (batch, mask, scratch) -> filter.rejectDoubles(values[batch], Planes.LANES, mask);
  }

  @Override
  public @Nullable Constant min(int batch) {
    return min[batch] > max[batch] ? null : new Constant.Real(min[batch]);
  }

  @Override
  public @Nullable Constant max(int batch) {
    return min[batch] > max[batch] ? null : new Constant.Real(max[batch]);
  }

  @Override
  public long nanCount(int batch) {
    return nanCounts[batch];
  }
}
