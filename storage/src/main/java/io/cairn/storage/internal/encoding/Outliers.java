package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.function.LongPredicate;

/**
 * Rows whose values an encoding cannot express, with these values in full: integers in signed order
 * or the bits of doubles. Layout in {@code docs/format.md}, "Outliers". Immutable and thread-safe.
 */
final class Outliers {
  static final Outliers NONE = new Outliers(new int[0], new long[0], new int[1]);

  /** What the name of an encoding says of them. */
  static final String NAME = "+outliers";

  private final int[] rows;
  private final long[] values;

  /** Entry {@code b}: the first outlier of batch {@code b}; one more entry than batches. */
  private final int[] starts;

  private Outliers(int[] rows, long[] values, int[] starts) {
    this.rows = rows;
    this.values = values;
    this.starts = starts;
  }

  /** Writes the first {@code count} entries of both; rows ascend. */
  static void write(ByteWriter out, long[] rows, long[] values, int count, CodecChoice codec) {
    out.writeVarint(count);
    Integers.write(out, rows, count, codec);
    ByteWriter bits = new ByteWriter(8 * count);
    for (int i = 0; i < count; i++) {
      bits.writeLong(values[i]);
    }
    Part.write(out, bits.array(), bits.size(), codec);
  }

  /** Reads the outliers among {@code rowCount} rows; at least one. */
  static Outliers readFrom(ByteReader in, int rowCount) {
    long count = in.readVarint();
    if (count < 1 || count > rowCount) {
      throw in.corrupt(Long.toUnsignedString(count) + " outliers among " + rowCount + " rows");
    }
    long[] places = Integers.readFrom(in, (int) count).toArray();
    ByteReader bits = new ByteReader(Part.read(in, 8 * (int) count, 0), in.place());
    int[] rows = new int[(int) count];
    long[] values = new long[(int) count];
    int[] starts = new int[Planes.batchCount(rowCount) + 1];
    long previous = -1;
    for (int i = 0; i < rows.length; i++) {
      if (places[i] <= previous || places[i] >= rowCount) {
        throw in.corrupt("outlier " + i + " is at row " + places[i] + " of " + rowCount);
      }
      previous = places[i];
      rows[i] = (int) previous;
      values[i] = bits.readLong();
      starts[rows[i] / Planes.LANES + 1]++;
    }
    for (int batch = 1; batch < starts.length; batch++) {
      starts[batch] += starts[batch - 1];
    }
    return new Outliers(rows, values, starts);
  }

  String name() {
    return rows.length == 0 ? "" : NAME;
  }

  long heapBytes() {
    return 64 + 12L * rows.length + 4L * starts.length;
  }

  int count() {
    return rows.length;
  }

  boolean isEmpty(int batch) {
    return rows.length == 0 || starts[batch] == starts[batch + 1];
  }

  private int start(int batch) {
    return rows.length == 0 ? 0 : starts[batch];
  }

  private int end(int batch) {
    return rows.length == 0 ? 0 : starts[batch + 1];
  }

  void patch(int batch, long bias, int[] lane) {
    for (int i = start(batch); i < end(batch); i++) {
      lane[rows[i] % Planes.LANES] = (int) (values[i] + bias);
    }
  }

  void patch(int batch, long bias, long[] lane) {
    for (int i = start(batch); i < end(batch); i++) {
      lane[rows[i] % Planes.LANES] = values[i] + bias;
    }
  }

  /** Values are the bits of doubles. */
  void patch(int batch, double[] lane) {
    for (int i = start(batch); i < end(batch); i++) {
      lane[rows[i] % Planes.LANES] = Double.longBitsToDouble(values[i]);
    }
  }

  /** Sets the mask of each outlier by its value. */
  void judge(int batch, LongPredicate accepts, int[] mask) {
    for (int i = start(batch); i < end(batch); i++) {
      mask[rows[i] % Planes.LANES] = accepts.test(values[i]) ? 0 : -1;
    }
  }

  long min(int batch) {
    long least = Long.MAX_VALUE;
    for (int i = start(batch); i < end(batch); i++) {
      least = Math.min(least, values[i]);
    }
    return least;
  }

  long max(int batch) {
    long most = Long.MIN_VALUE;
    for (int i = start(batch); i < end(batch); i++) {
      most = Math.max(most, values[i]);
    }
    return most;
  }

  /** The smallest as a double but NaN; positive infinity if there is none. */
  double minReal(int batch) {
    double least = Double.POSITIVE_INFINITY;
    for (int i = start(batch); i < end(batch); i++) {
      double value = Double.longBitsToDouble(values[i]);
      least = value < least ? value : least;
    }
    return least;
  }

  /** The largest as a double but NaN; negative infinity if there is none. */
  double maxReal(int batch) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = start(batch); i < end(batch); i++) {
      double value = Double.longBitsToDouble(values[i]);
      most = value > most ? value : most;
    }
    return most;
  }

  long nanCount(int batch) {
    long count = 0;
    for (int i = start(batch); i < end(batch); i++) {
      count += Double.isNaN(Double.longBitsToDouble(values[i])) ? 1 : 0;
    }
    return count;
  }
}
