package io.cairn.storage.internal.encoding;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import org.jspecify.annotations.Nullable;

/** Lanes that one decoder works in, and the vectors that it hands out. One thread at a time. */
final class Scratch {
  /** Lane of the vectors that are handed out. */
  final Lane lane;

  /** Encoded values. */
  final int[] ints = new int[Batch.CAPACITY];

  /** Encoded values. */
  final long[] longs = new long[Batch.CAPACITY];

  /** A mask before it is joined with the caller's. */
  final int[] mask = new int[Batch.CAPACITY];

  /** A mask of a batch with outliers, before these are judged. */
  final int[] ownMask = new int[Batch.CAPACITY];

  /** A mask before it is narrowed. */
  final long[] longMask = new long[Batch.CAPACITY];

  /** Codes or offsets of a text vector. */
  final int[] offsets = new int[Batch.CAPACITY + 1];

  private @Nullable IntVector intVector;
  private @Nullable LongVector longVector;
  private @Nullable DoubleVector doubleVector;
  private @Nullable Int128Vector int128Vector;

  Scratch(Lane lane) {
    this.lane = lane;
  }

  IntVector intVector() {
    if (intVector == null) {
      intVector = new IntVector();
    }
    return intVector;
  }

  LongVector longVector() {
    if (longVector == null) {
      longVector = new LongVector();
    }
    return longVector;
  }

  DoubleVector doubleVector() {
    if (doubleVector == null) {
      doubleVector = new DoubleVector();
    }
    return doubleVector;
  }

  Int128Vector int128Vector() {
    if (int128Vector == null) {
      int128Vector = new Int128Vector();
    }
    return int128Vector;
  }
}
