package io.cairn.planner.exec.kernel;

import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One way to look at both vectors of lane TEXT. Row {@code r} is {@code bytes()} from {@code
 * start(r)} to {@code end(r)}. One thread at a time; set again for each batch.
 */
public final class TextView {
  private byte[] bytes = {};
  private int[] offsets = {0};
  private int @Nullable [] codes;
  private @Nullable Dictionary dictionary;

  public TextView set(ColumnVector vector) {
    if (vector instanceof DictionaryVector coded) {
      dictionary = coded.dictionary();
      bytes = dictionary.bytes();
      offsets = dictionary.offsets();
      codes = coded.codes();
    } else {
      TextVector text = (TextVector) vector;
      dictionary = null;
      bytes = text.bytes();
      offsets = text.offsets();
      codes = null;
    }
    return this;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Entry of row {@code r} in the offsets. */
  public int entry(int row) {
    return codes == null ? row : codes[row];
  }

  public int start(int row) {
    return offsets[codes == null ? row : codes[row]];
  }

  public int end(int row) {
    return offsets[(codes == null ? row : codes[row]) + 1];
  }

  /** The codes, if the rows point into a dictionary. */
  public int @Nullable [] codes() {
    return codes;
  }

  /** The dictionary that the rows point into, or null. */
  public @Nullable Dictionary dictionary() {
    return dictionary;
  }

  /** Orders a row of this with a row of another by unsigned bytes. */
  public int compare(int row, TextView other, int otherRow) {
    return Arrays.compareUnsigned(
        bytes, start(row), end(row), other.bytes, other.start(otherRow), other.end(otherRow));
  }

  public boolean equal(int row, TextView other, int otherRow) {
    return Arrays.equals(
        bytes, start(row), end(row), other.bytes, other.start(otherRow), other.end(otherRow));
  }
}
