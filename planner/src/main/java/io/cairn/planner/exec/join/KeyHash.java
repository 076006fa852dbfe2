package io.cairn.planner.exec.join;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.rows.TextIds;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;

/**
 * Hashes of keys, equal where the keys are, whichever input of a join they come from. Their bits
 * have nothing to do with those that tables in memory go by. One thread at a time.
 */
public final class KeyHash {
  private static final long FIRST = 0xFF51_AFD7_ED55_8CCDL;
  private static final long SECOND = 0xC4CE_B9FE_1A85_EC53L;

  private final int[] columns;
  private final long[] hashes = new long[Batch.CAPACITY];
  private final TextView text = new TextView();

  /** {@code columns} are those of the key, in one order for both inputs. */
  public KeyHash(int[] columns) {
    this.columns = columns;
  }

  /** The hashes of a batch without a selection, one a row; overwritten by the next call. */
  public long[] of(Batch batch) {
    int n = batch.rowCount();
    java.util.Arrays.fill(hashes, 0, n, 0);
    for (int column : columns) {
      ColumnVector vector = batch.column(column);
      int[] nulls = vector.nulls();
      if (vector instanceof TextVector || vector instanceof DictionaryVector) {
        text.set(vector);
      }
      for (int row = 0; row < n; row++) {
        long value = nulls != null && nulls[row] != 0 ? 0 : value(vector, row);
        hashes[row] = mix(hashes[row] * 31 + value);
      }
    }
    return hashes;
  }

  private long value(ColumnVector vector, int row) {
    if (vector instanceof IntVector ints) {
      return ints.values()[row];
    }
    if (vector instanceof LongVector longs) {
      return longs.values()[row];
    }
    if (vector instanceof DoubleVector doubles) {
      return BitsCode.bits(doubles.values()[row]);
    }
    if (vector instanceof Int128Vector wide) {
      return mix(wide.high()[row]) + wide.low()[row];
    }
    if (vector instanceof ObjectVector objects) {
      Object value = objects.values()[row];
      return value == null ? 0 : DeepValue.of(value).hashCode();
    }
    return (int) TextIds.hash(text.bytes(), text.start(row), text.end(row));
  }

  private static long mix(long value) {
    long h = (value ^ (value >>> 33)) * FIRST;
    h = (h ^ (h >>> 29)) * SECOND;
    return h ^ (h >>> 32);
  }
}
