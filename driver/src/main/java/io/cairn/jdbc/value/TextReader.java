package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text, as bytes or as codes into a dictionary. Entries of a dictionary are decoded once, from the
 * moment when more rows were read than it has entries.
 */
final class TextReader extends ColumnReader {
  private byte[] bytes = {};
  private int[] offsets = {};
  private int[] codes = {};
  private @Nullable Dictionary dictionary;
  private @Nullable String @Nullable [] texts;
  private int readCount;

  TextReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    if (vector instanceof DictionaryVector coded) {
      codes = coded.codes();
      if (dictionary != coded.dictionary()) {
        dictionary = coded.dictionary();
        texts = null;
        readCount = 0;
      }
    } else {
      TextVector plain = (TextVector) vector;
      bytes = plain.bytes();
      offsets = plain.offsets();
      dictionary = null;
    }
  }

  @Override
  public Object boxed(int row) {
    return getString(row);
  }

  @Override
  public String getString(int row) {
    if (dictionary != null) {
      return entry(dictionary, codes[row]);
    }
    int start = offsets[row];
    return new String(bytes, start, offsets[row + 1] - start, StandardCharsets.UTF_8);
  }

  private String entry(Dictionary from, int code) {
    @Nullable String[] known = texts;
    if (known == null) {
      if (readCount++ < from.size()) {
        return from.text(code);
      }
      known = new @Nullable String[from.size()];
      texts = known;
    }
    String text = known[code];
    if (text == null) {
      text = from.text(code);
      known[code] = text;
    }
    return text;
  }
}
