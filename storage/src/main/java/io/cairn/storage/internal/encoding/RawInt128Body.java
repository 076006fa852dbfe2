package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Int128Vector;
import org.jspecify.annotations.Nullable;

/** Values of 128 bits as they are, two arrays a batch, with the bounds of each. */
final class RawInt128Body implements Body {
  private final long[][] high;
  private final long[][] low;
  private final int[] minRows;
  private final int[] maxRows;

  private RawInt128Body(long[][] high, long[][] low, int rowCount) {
    this.high = high;
    this.low = low;
    minRows = new int[high.length];
    maxRows = new int[high.length];
    for (int batch = 0; batch < high.length; batch++) {
      int rows = Math.min(Planes.LANES, rowCount - batch * Planes.LANES);
      for (int i = 1; i < rows; i++) {
        minRows[batch] = compare(batch, i, minRows[batch]) < 0 ? i : minRows[batch];
        maxRows[batch] = compare(batch, i, maxRows[batch]) > 0 ? i : maxRows[batch];
      }
    }
  }

  private int compare(int batch, int a, int b) {
    return Int128.compare(high[batch][a], low[batch][a], high[batch][b], low[batch][b]);
  }

  /** Reads the lower halves of all rows, then the upper ones. */
  static RawInt128Body readFrom(ByteReader in, int rowCount) {
    byte[] lower = Part.read(in, 8 * rowCount, 0);
    byte[] upper = Part.read(in, 8 * rowCount, 0);
    int batches = Planes.batchCount(rowCount);
    long[][] high = new long[batches][Planes.LANES];
    long[][] low = new long[batches][Planes.LANES];
    for (int row = 0; row < rowCount; row++) {
      low[row / Planes.LANES][row % Planes.LANES] = RawBytes.getLong(lower, 8 * row);
      high[row / Planes.LANES][row % Planes.LANES] = RawBytes.getLong(upper, 8 * row);
    }
    return new RawInt128Body(high, low, rowCount);
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public long heapBytes() {
    return 64 + high.length * (16L * Planes.LANES + 48);
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    Int128Vector vector = scratch.int128Vector();
    vector.setWide();
    System.arraycopy(high[batch], 0, vector.high(), 0, Planes.LANES);
    System.arraycopy(low[batch], 0, vector.low(), 0, Planes.LANES);
    return vector;
  }

  @Override
  public ColumnVector decode(int batch, int[] rows, int count, Scratch scratch) {
    Int128Vector vector = scratch.int128Vector();
    vector.setWide();
    for (int i = 0; i < count; i++) {
      vector.high()[rows[i]] = high[batch][rows[i]];
      vector.low()[rows[i]] = low[batch][rows[i]];
    }
    return vector;
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    return (batch, mask, scratch) ->
        filter.rejectInt128(high[batch], low[batch], Planes.LANES, mask);
  }

  @Override
  public @Nullable Constant min(int batch) {
    int row = minRows[batch];
    return new Constant.Huge(Int128.toBigInteger(high[batch][row], low[batch][row]));
  }

  @Override
  public @Nullable Constant max(int batch) {
    int row = maxRows[batch];
    return new Constant.Huge(Int128.toBigInteger(high[batch][row], low[batch][row]));
  }
}
