package io.cairn.planner.exec.join;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole numbers that a column of a join's right input holds, as far as it is cheap to tell: rows
 * with other values in the left input's column have no match. Immutable, thread-safe.
 */
public final class JoinFilter {
  /** Up to so many bits, one a number between the least and the greatest. */
  private static final long MOST_BITS = 1L << 26;

  /** So many bits stay in a processor's cache, whatever the rows. */
  private static final long SMALL_BITS = 1L << 23;

  /** Bits for a value where there is no exact answer. */
  private static final int BLOOM_BITS = 8;

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final long min;
  private final long range;

  /** A bit for each number from the least on; or blocks of a Bloom filter; empty for neither. */
  private final long[] bits;

  /** Bits that a hash is shifted by to be the number of a block; 0 if the bits are exact. */
  private final int shift;

  private JoinFilter(long min, long range, long[] bits, int shift) {
    this.min = min;
    this.range = range;
    this.bits = bits;
    this.shift = shift;
  }

  /** The filter of the rows that are not NULL. */
  static JoinFilter of(RangeCode code, FlatColumn column, JoinWork work) {
    long range = code.range();
    int rowCount = column.rowCount();
    if (range >= 0 && range < MOST_BITS && (range < SMALL_BITS || range / 512 <= rowCount)) {
      return exact(code, column, work);
    }
    int blockBits = Math.max(1, 64 - Long.numberOfLeadingZeros((long) rowCount * BLOOM_BITS / 64));
    long[] blocks = new long[1 << blockBits];
    work.hold(8L * blocks.length);
    int shift = 64 - blockBits;
    for (int i = 0; i < rowCount; i++) {
      poll(i, work);
      if (!column.isNull(i)) {
        long value = code.lane() == Lane.INT ? column.ints()[i] : column.longs()[i];
        long hash = value * MIX;
        blocks[(int) (hash >>> shift)] |= pattern(hash);
      }
    }
    return new JoinFilter(code.min(), range, blocks, shift);
  }

  /** The filter of the values of a column of batches without a selection; null if it knows none. */
  public static @Nullable JoinFilter of(List<Batch> batches, int column, Lane lane, JoinWork work) {
    if (lane != Lane.INT && lane != Lane.LONG) {
      return null;
    }
    ColumnRows rows = new ColumnRows();
    for (Batch batch : batches) {
      work.check();
      rows.append(batch.column(column), null, batch.rowCount());
    }
    FlatColumn flat = new FlatColumn(lane, List.of(rows), new int[] {0}, rows.size(), false);
    flat.copy(0);
    RangeCode range = RangeCode.of(flat, false);
    return range == null ? null : of(range, flat, work);
  }

  private static JoinFilter exact(RangeCode code, FlatColumn column, JoinWork work) {
    long min = code.min();
    int words = (int) (code.range() >> 6) + 1;
    work.hold(8L * words);
    long[] bits = new long[words];
    int rowCount = column.rowCount();
    boolean nulls = column.hasNulls();
    for (int i = 0; i < rowCount; i++) {
      poll(i, work);
      if (!nulls || !column.isNull(i)) {
        long distance = (code.lane() == Lane.INT ? column.ints()[i] : column.longs()[i]) - min;
        bits[(int) (distance >> 6)] |= 1L << distance;
      }
    }
    long set = 0;
    for (long word : bits) {
      set += Long.bitCount(word);
    }
    // With a value for each number, the bounds say it all.
    return new JoinFilter(min, code.range(), set > code.range() ? new long[0] : bits, 0);
  }

  private static void poll(int row, JoinWork work) {
    if ((row & (JoinTable.PIECE_ROWS - 1)) == 0) {
      work.check();
    }
  }

  private static long pattern(long hash) {
    return 1L << (hash & 63) | 1L << (hash >>> 6 & 63);
  }

  /** The least value. */
  public long min() {
    return min;
  }

  /** The greatest value. */
  public long max() {
    return min + range;
  }

  /** Whether it says more than the bounds. */
  public boolean isFiner() {
    return bits.length > 0;
  }

  /**
   * Leaves out rows that surely have no match, NULLs among them.
   *
   * @param rows ascending, in the first {@code count} entries
   * @param out takes the rows that are left; may be {@code rows}
   * @return how many
   */
  public int select(ColumnVector vector, int[] rows, int count, int[] out) {
    int[] from = rows;
    int n = count;
    int[] nulls = vector.nulls();
    if (nulls != null) {
      n = KeyCode.withoutNulls(nulls, rows, count, out);
      from = out;
    }
    if (vector instanceof IntVector ints) {
      return shift == 0
          ? exact(ints.values(), from, n, out)
          : probable(ints.values(), from, n, out);
    }
    long[] values = ((LongVector) vector).values();
    return shift == 0 ? exact(values, from, n, out) : probable(values, from, n, out);
  }

  private int exact(int[] values, int[] rows, int count, int[] out) {
    int low = (int) min;
    int width = (int) range;
    long[] words = bits;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      int distance = values[row] - low;
      boolean within = Integer.compareUnsigned(distance, width) <= 0;
      int safe = within ? distance : 0;
      out[n] = row;
      n += (within ? 1 : 0) & (int) (words[safe >> 6] >>> safe);
    }
    return n;
  }

  private int exact(long[] values, int[] rows, int count, int[] out) {
    long[] words = bits;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long distance = values[row] - min;
      boolean within = Long.compareUnsigned(distance, range) <= 0;
      int safe = within ? (int) distance : 0;
      out[n] = row;
      n += (within ? 1 : 0) & (int) (words[safe >> 6] >>> safe);
    }
    return n;
  }

  private int probable(int[] values, int[] rows, int count, int[] out) {
    long[] blocks = bits;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long hash = values[row] * MIX;
      long pattern = pattern(hash);
      out[n] = row;
      n += (blocks[(int) (hash >>> shift)] & pattern) == pattern ? 1 : 0;
    }
    return n;
  }

  private int probable(long[] values, int[] rows, int count, int[] out) {
    long[] blocks = bits;
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      long hash = values[row] * MIX;
      long pattern = pattern(hash);
      out[n] = row;
      n += (blocks[(int) (hash >>> shift)] & pattern) == pattern ? 1 : 0;
    }
    return n;
  }
}
