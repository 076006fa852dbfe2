package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.Arrays;

/**
 * Which of the rows that are encoded are NULL. Encoders see none of them: each gets the value
 * before it, or the first one, so that it widens no range and starts no run.
 */
final class Presence {
  private final boolean[] isNull;
  private final int count;
  private final int nullCount;

  Presence(ColumnBuilder values, int from, int count) {
    this.count = count;
    long[] words = values.nullBits();
    if (words == null) {
      isNull = new boolean[0];
      nullCount = 0;
      return;
    }
    boolean[] rows = new boolean[count];
    int nulls = 0;
    for (int i = 0; i < count; i++) {
      int row = from + i;
      long bit = row >> 6 < words.length ? words[row >> 6] >>> row & 1 : 0;
      rows[i] = bit != 0;
      nulls += (int) bit;
    }
    isNull = nulls == 0 ? new boolean[0] : rows;
    nullCount = nulls;
  }

  int nullCount() {
    return nullCount;
  }

  boolean isNull(int row) {
    return nullCount > 0 && isNull[row];
  }

  private int firstValue() {
    int row = 0;
    while (isNull[row]) {
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
      last = isNull[i] ? last : values[i];
      values[i] = last;
    }
  }

  /** Gives every NULL the value before it. */
  void fill(double[] values) {
    if (nullCount == 0) {
      return;
    }
    double last = values[firstValue()];
    for (int i = 0; i < count; i++) {
      last = isNull[i] ? last : values[i];
      values[i] = last;
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
        lane[i] = isNull[from + i] ? 1 : 0;
      }
      planes.set(batch, lane);
    }
    planes.writeTo(out, count, codec);
  }
}
