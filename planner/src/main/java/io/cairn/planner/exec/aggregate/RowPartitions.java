package io.cairn.planner.exec.aggregate;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows scattered by the upper bits of their hash, in the order in which they came within each
 * partition. One thread at a time.
 */
final class RowPartitions {
  /** Partitions of one round. */
  static final int COUNT = 64;

  private static final int BITS = 6;

  /** Times that partitions can be cut into partitions by further bits. */
  static final int ROUNDS = Long.SIZE / BITS;

  private static final int FIRST_CAPACITY = 8;

  /** Dictionaries up to this size are kept: others would be looked through once a partition. */
  private static final int MAX_DICTIONARY = 512;

  private final List<Lane> lanes;
  private final boolean keepsDictionaries;
  private final int shift;
  private final @Nullable RowChunk[] open = new @Nullable RowChunk[COUNT];
  private final List<List<RowChunk>> chunks = new ArrayList<>();
  private final @Nullable Dictionary[] coded;
  private final int[] order = new int[Batch.CAPACITY];
  private final int[] starts = new int[COUNT + 1];
  private long sealedBytes;
  private long rowCount;

  /**
   * @param keepsDictionaries whether dictionaries of vectors stay as they are after their batch
   * @param round 0 takes the topmost bits, each further round the bits below
   */
  RowPartitions(List<Lane> lanes, boolean keepsDictionaries, int round) {
    this.lanes = lanes;
    this.keepsDictionaries = keepsDictionaries;
    if (round >= ROUNDS) {
      throw new IllegalArgumentException("round = " + round);
    }
    this.shift = Long.SIZE - BITS * (round + 1);
    this.coded = new @Nullable Dictionary[lanes.size()];
    for (int i = 0; i < COUNT; i++) {
      chunks.add(new ArrayList<>());
    }
  }

  long rowCount() {
    return rowCount;
  }

  /** Memory that the rows take. */
  long bytes() {
    long bytes = sealedBytes;
    for (RowChunk chunk : open) {
      if (chunk != null) {
        bytes += chunk.bytes();
      }
    }
    return bytes;
  }

  /**
   * Copies rows.
   *
   * @param rows which, or null for the first {@code n}
   * @param hashes of the rows, at their positions
   */
  void add(ColumnVector[] columns, int @Nullable [] rows, int n, long[] hashes) {
    if (n == 0) {
      return;
    }
    sort(rows, n, hashes);
    checkDictionaries(columns);
    for (int p = 0; p < COUNT; p++) {
      int from = starts[p];
      int count = starts[p + 1] - from;
      if (count > 0) {
        RowChunk chunk = chunk(p, count);
        for (int i = 0; i < columns.length; i++) {
          chunk.append(i, columns[i], order, from, count);
        }
        chunk.addCount(count);
      }
    }
    rowCount += n;
  }

  /** Orders the rows by partition; those of a partition stay in order. */
  private void sort(int @Nullable [] rows, int n, long[] hashes) {
    int[] ends = starts;
    Arrays.fill(ends, 0);
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      ends[(int) (hashes[row] >>> shift) & (COUNT - 1)]++;
    }
    int sum = 0;
    for (int p = 0; p < COUNT; p++) {
      sum += ends[p];
      ends[p] = sum;
    }
    ends[COUNT] = n;
    for (int k = n - 1; k >= 0; k--) {
      int row = rows == null ? k : rows[k];
      order[--ends[(int) (hashes[row] >>> shift) & (COUNT - 1)]] = row;
    }
  }

  private void checkDictionaries(ColumnVector[] columns) {
    boolean changed = false;
    for (int i = 0; i < columns.length; i++) {
      Dictionary dictionary = null;
      if (keepsDictionaries && columns[i] instanceof DictionaryVector vector) {
        dictionary = vector.dictionary().size() <= MAX_DICTIONARY ? vector.dictionary() : null;
      }
      changed |= dictionary != coded[i];
      coded[i] = dictionary;
    }
    if (changed) {
      for (int p = 0; p < COUNT; p++) {
        seal(p);
      }
    }
  }

  private RowChunk chunk(int partition, int count) {
    RowChunk chunk = open[partition];
    if (chunk != null && chunk.hasRoomFor(count)) {
      return chunk;
    }
    int capacity = Math.max(FIRST_CAPACITY, Integer.highestOneBit(count) << 1);
    if (chunk != null) {
      capacity = Math.max(capacity, 2 * chunk.capacity());
      seal(partition);
    }
    chunk = new RowChunk(lanes, coded, Math.min(capacity, Batch.CAPACITY));
    open[partition] = chunk;
    return chunk;
  }

  private void seal(int partition) {
    RowChunk chunk = open[partition];
    if (chunk != null) {
      chunks.get(partition).add(chunk);
      sealedBytes += chunk.bytes();
      open[partition] = null;
    }
  }

  /** The rows of a partition, which leave it. */
  List<RowChunk> take(int partition) {
    seal(partition);
    List<RowChunk> taken = chunks.get(partition);
    chunks.set(partition, new ArrayList<>());
    for (RowChunk chunk : taken) {
      sealedBytes -= chunk.bytes();
      rowCount -= chunk.count();
    }
    return taken;
  }

  void clear() {
    Arrays.fill(open, null);
    Arrays.fill(coded, null);
    chunks.forEach(List::clear);
    sealedBytes = 0;
    rowCount = 0;
  }
}
