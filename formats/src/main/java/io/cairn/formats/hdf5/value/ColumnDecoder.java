package io.cairn.formats.hdf5.value;

import io.cairn.storage.vector.ColumnVector;

/**
 * Turns the bytes of one value per row into a vector that it owns and overwrites each time. One
 * thread at a time.
 */
public interface ColumnDecoder {
  /**
   * Decodes {@code count} values, at most a batch.
   *
   * @param bytes holds the rows
   * @param at where the first value starts
   * @param stride bytes from one value to the next
   */
  ColumnVector decode(byte[] bytes, int at, int stride, int count);
}
