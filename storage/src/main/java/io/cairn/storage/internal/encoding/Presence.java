package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.Arrays;

/**
 * Which of the rows that are encoded are NULL. Encoders see none of them: each gets the value
 * before it, or the first one, so that it widens no range and starts no run.
 */
final class Presence {
  /** -1 where NULL, else 0, so that loops need no branch; empty if no row is NULL. */
  private final byte[] nulls;

  private final int count;
  private final int nullCount;

  Presence(ColumnBuilder values, int from, int count) {
    this.count = count;
    long[] words = values.nullBits();
    if (words == null) {
      nulls = new byte[0];
      nullCount = 0;
      return;
    }
    byte[] rows = new byte[count];
    int found = 0;
    for (int i = 0; i < count; i++) {
      int row = from + i;
      long bit = row >> 6 < words.length ? words[row >> 6] >>> row & 1 : 0;
      rows[i] = (byte) -bit;
      found += (int) bit;
    }
    nulls = found == 0 ? new byte[0] : rows;
    nullCount = found;
  }

  int nullCount() {
    return nullCount;
  }

  boolean isNull(int row) {
    return nullCount > 0 && nulls[row] != 0;
  }

  private int firstValue() {
    int row = 0;
    while (nulls[row] != 0) {
      row++;
    }
    return row;
  }

  /** Gives every NULL the value before it. */
  void fill(long[] values) {
    if (nullCount == 0) {
      return;
    }
    long last = values[firstValue()];
    for (int i = 0; i < count; i++) {
      long keep = nulls[i];
      last = (last & keep) | (values[i] & ~keep);
      values[i] = last;
    }
  }

  /** Gives every NULL the value before it. */
  void fill(double[] values) {
    if (nullCount == 0) {
      return;
    }
    long last = Double.doubleToRawLongBits(values[firstValue()]);
    for (int i = 0; i < count; i++) {
      long keep = nulls[i];
      last = (last & keep) | (Double.doubleToRawLongBits(values[i]) & ~keep);
      values[i] = Double.longBitsToDouble(last);
    }
  }

  /** One bit a row, set where NULL. */
  void writeTo(ByteWriter out, CodecChoice codec) {
    Planes planes = new Planes(1, Planes.batchCount(count));
    int[] lane = new int[Planes.LANES];
    for (int batch = 0; batch < Planes.batchCount(count); batch++) {
      Arrays.fill(lane, 0);
      int from = batch * Planes.LANES;
      int rows = Math.min(Planes.LANES, count - from);
      for (int i = 0; i < rows; i++) {
        lane[i] = nulls[from + i] & 1;
      }
      planes.set(batch, lane);
    }
    planes.writeTo(out, count, codec);
  }
}
