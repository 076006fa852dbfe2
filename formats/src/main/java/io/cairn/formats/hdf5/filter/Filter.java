package io.cairn.formats.hdf5.filter;

/** Undoes one filter. One thread at a time; an instance belongs to one reader. */
interface Filter {
  /**
   * Undoes the filter on {@code in[0..length)}.
   *
   * @param out has room for {@code limit} bytes
   * @param limit the most bytes that may come out
   * @return how many bytes came out, or -1 if the input was changed in place or kept
   * @throws DamagedChunkException if the input is not what the filter makes
   */
  int undo(byte[] in, int length, byte[] out, int limit) throws DamagedChunkException;

  /** Bytes that the filter adds to its input, which the next filter's output holds as well. */
  default int overhead() {
    return 0;
  }

  /** Whether {@link #undo} leaves its answer in the input and drops {@link #overhead} bytes. */
  default boolean inPlace() {
    return false;
  }
}
