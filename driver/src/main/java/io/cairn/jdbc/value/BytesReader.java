package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;

/** Binary values, as bytes or as codes into a dictionary. */
final class BytesReader extends ColumnReader {
  private byte[] bytes = {};
  private int[] offsets = {};
  private int[] codes = {};
  private boolean coded;

  BytesReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    coded = vector instanceof DictionaryVector;
    if (coded) {
      Dictionary dictionary = ((DictionaryVector) vector).dictionary();
      codes = ((DictionaryVector) vector).codes();
      bytes = dictionary.bytes();
      offsets = dictionary.offsets();
    } else {
      bytes = ((TextVector) vector).bytes();
      offsets = ((TextVector) vector).offsets();
    }
  }

  @Override
  public Object boxed(int row) {
    int entry = coded ? codes[row] : row;
    return Arrays.copyOfRange(bytes, offsets[entry], offsets[entry + 1]);
  }
}
