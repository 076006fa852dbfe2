package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/**
 * Byte strings, one after another: text in UTF-8, or binary values. Row {@code r} is {@code
 * bytes[offsets[r]]} up to, but not including, {@code bytes[offsets[r + 1]]}; offsets never
 * decrease and a NULL row is empty. {@code offsets} has at least {@link Batch#CAPACITY} + 1
 * entries.
 */
public final class TextVector extends ColumnVector {
  private byte[] bytes;
  private final int[] offsets;

  /** An empty vector with room for a batch. */
  public TextVector() {
    this(new byte[0], new int[Batch.CAPACITY + 1], null);
  }

  /** Uses the arrays as they are, without a copy. */
  public TextVector(byte[] bytes, int[] offsets, int @Nullable [] nulls) {
    super(nulls);
    this.bytes = bytes;
    this.offsets = offsets;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Replaces the bytes, as when they had to grow; offsets keep their meaning. */
  public void setBytes(byte[] replacement) {
    this.bytes = replacement;
  }

  public int[] offsets() {
    return offsets;
  }

  public int length(int row) {
    return offsets[row + 1] - offsets[row];
  }
}
