package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects lane TEXT as codes into a dictionary of the distinct values, in order of appearance. */
final class DictionaryAppender extends ColumnAppender {
  private final Map<Constant.Text, Integer> codeOf = new LinkedHashMap<>();
  private int[] codes = new int[0];

  DictionaryAppender(Column column) {
    super(column);
    if (column.lane() != Lane.TEXT) {
      throw new IllegalArgumentException(
          "Column "
              + column.name()
              + " lies in lane "
              + column.lane()
              + "; only lane TEXT can have a dictionary");
    }
  }

  @Override
  void grow(int newCapacity) {
    codes = Arrays.copyOf(codes, newCapacity);
  }

  @Override
  void set(int row, Object value) {
    Constant.Text text = new Constant.Text(TextAppender.encoded(this, value));
    Integer code = codeOf.putIfAbsent(text, codeOf.size());
    codes[row] = code == null ? codeOf.size() - 1 : code;
  }

  @Override
  MemoryColumn build(int rows, int @Nullable [] nullLane) {
    int[] offsets = new int[codeOf.size() + 1];
    int length = 0;
    int entry = 0;
    for (Constant.Text text : codeOf.keySet()) {
      length = Math.addExact(length, text.bytes().length);
      offsets[++entry] = length;
    }
    byte[] bytes = new byte[length];
    entry = 0;
    for (Constant.Text text : codeOf.keySet()) {
      System.arraycopy(text.bytes(), 0, bytes, offsets[entry++], text.bytes().length);
    }
    Dictionary dictionary = new Dictionary(bytes, offsets, codeOf.size());
    return new DictionaryColumn(column, codes, rows, dictionary, nullLane);
  }
}
