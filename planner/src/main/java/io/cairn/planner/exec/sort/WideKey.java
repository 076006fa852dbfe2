package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.Int128Vector;
import java.util.List;

/**
 * A key in lane INT128. Its aspects are the upper word and, where all upper words are equal or tell
 * nothing but the sign, the lower one.
 */
final class WideKey extends OrderKey {
  private static final int UPPER = 0;
  private static final int LOWER = 1;

  /** The lower word as a signed number. */
  private static final int NARROW = 2;

  private final List<Batch> batches;
  private final long[][] high;
  private final long[][] low;
  private final long highFlip;

  WideKey(SortKey key, List<Batch> batches, boolean unsigned) {
    super(key, batches);
    this.batches = batches;
    highFlip = unsigned ? turn : turn ^ Long.MIN_VALUE;
    high = new long[batches.size()][];
    low = new long[batches.size()][];
    for (int i = 0; i < high.length; i++) {
      Int128Vector vector = (Int128Vector) vector(batches, key, i);
      high[i] = vector.high();
      low[i] = vector.low();
    }
  }

  @Override
  int aspect(Cancellation cancellation) {
    if (highFlip == turn) {
      return UPPER;
    }
    for (int batch = 0; batch < high.length; batch++) {
      cancellation.check();
      int[] nulls = nulls(batch);
      for (int i = 0; i < batches.get(batch).rowCount(); i++) {
        if (high[batch][i] != low[batch][i] >> 63 && (nulls == null || nulls[i] == 0)) {
          return UPPER;
        }
      }
    }
    return NARROW;
  }

  @Override
  int aspect(int[] rows, int count, Cancellation cancellation) {
    long first = count == 0 ? 0 : high[rows[0] >>> ROW_BITS][rows[0] & ROW_MASK];
    for (int i = 1; i < count; i++) {
      if (i % Batch.CAPACITY == 0) {
        cancellation.check();
      }
      if (high[rows[i] >>> ROW_BITS][rows[i] & ROW_MASK] != first) {
        return UPPER;
      }
    }
    return LOWER;
  }

  @Override
  boolean continues(int aspect, long word) {
    return aspect == UPPER;
  }

  private long[][] lane(int aspect) {
    return aspect == UPPER ? high : low;
  }

  private long flip(int aspect) {
    return switch (aspect) {
      case UPPER -> highFlip;
      case LOWER -> turn;
      default -> turn ^ Long.MIN_VALUE;
    };
  }

  @Override
  void words(int batch, int n, int aspect, long[] out) {
    long[] source = lane(aspect)[batch];
    long flip = flip(aspect);
    for (int i = 0; i < n; i++) {
      out[i] = source[i] ^ flip;
    }
  }

  @Override
  void words(int[] rows, int from, int to, int aspect, long[] out) {
    long[][] source = lane(aspect);
    long flip = flip(aspect);
    for (int i = from; i < to; i++) {
      out[i] = source[rows[i] >>> ROW_BITS][rows[i] & ROW_MASK] ^ flip;
    }
  }

  @Override
  int compareValues(int a, int b) {
    int order =
        Long.compareUnsigned(
            high[a >>> ROW_BITS][a & ROW_MASK] ^ highFlip,
            high[b >>> ROW_BITS][b & ROW_MASK] ^ highFlip);
    return order != 0
        ? order
        : Long.compareUnsigned(
            low[a >>> ROW_BITS][a & ROW_MASK] ^ turn, low[b >>> ROW_BITS][b & ROW_MASK] ^ turn);
  }
}
