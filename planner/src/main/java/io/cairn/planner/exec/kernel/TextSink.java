package io.cairn.planner.exec.kernel;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds a vector of byte strings row by row: append bytes, then end the row. One thread at a time.
 */
public final class TextSink {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] bytes = new byte[64];
  private int[] offsets = new int[Batch.CAPACITY + 1];
  private int length;
  private int rows;

  /** Starts over, with room for this many rows. */
  public void reset(int rowCapacity) {
    if (offsets.length < Math.max(rowCapacity, Batch.CAPACITY) + 1) {
      offsets = new int[rowCapacity + 1];
    }
    length = 0;
    rows = 0;
  }

  public void append(byte[] source, int from, int to) {
    int count = to - from;
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  public void append(byte value) {
    reserve(1);
    bytes[length++] = value;
  }

  public void append(CharSequence text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        byte[] encoded = text.subSequence(i, count).toString().getBytes(StandardCharsets.UTF_8);
        append(encoded, 0, encoded.length);
        return;
      }
      bytes[length++] = (byte) c;
    }
  }

  /** Ends the current row. */
  public void endRow() {
    offsets[++rows] = length;
  }

  /** Ends rows, empty but for the current one, until there are this many. */
  public void endRowsUpTo(int count) {
    while (rows < count) {
      offsets[++rows] = length;
    }
  }

  public int rows() {
    return rows;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int[] offsets() {
    return offsets;
  }

  /** Bytes appended since the last reset. */
  public int length() {
    return length;
  }

  /** Drops what was appended beyond this length. */
  public void truncate(int newLength) {
    length = newLength;
  }

  /** A vector over the arrays of this: valid until the next reset. */
  public TextVector vector(TextVector reuse) {
    if (reuse.offsets() == offsets) {
      reuse.setBytes(bytes);
      return reuse;
    }
    return new TextVector(bytes, offsets, null);
  }

  private void reserve(int count) {
    long needed = (long) length + count;
    if (needed > bytes.length) {
      if (needed > MAX_BYTES) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The texts of one batch of rows take more than 2 GB; make the texts shorter");
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
  }
}
