package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A column of lane TEXT as codes into one dictionary. */
final class DictionaryColumn extends MemoryColumn {
  private final int[] codes;
  private final Dictionary dictionary;

  DictionaryColumn(
      Column definition, int[] codes, int rowCount, Dictionary dictionary, int @Nullable [] nulls) {
    super(definition, Lane.TEXT, rowCount, nulls);
    int bound = Math.max(1, dictionary.size());
    for (int row = 0; row < rowCount; row++) {
      if (codes[row] < 0 || codes[row] >= bound) {
        throw new IllegalArgumentException(
            "Column "
                + definition.name()
                + ", row "
                + row
                + ": code "
                + codes[row]
                + ", expected 0 to "
                + (bound - 1));
      }
    }
    this.codes = codes;
    this.dictionary = dictionary;
  }

  int distinctCount() {
    return dictionary.size();
  }

  @Override
  Constant constant(int row) {
    int[] offsets = dictionary.offsets();
    int code = codes[row];
    return new Constant.Text(
        Arrays.copyOfRange(dictionary.bytes(), offsets[code], offsets[code + 1]));
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) count * Integer.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new DictionaryVector(newLane(), dictionary, null);
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    System.arraycopy(codes, firstRow, ((DictionaryVector) target).codes(), 0, count);
  }
}
