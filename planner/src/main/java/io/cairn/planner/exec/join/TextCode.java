package io.cairn.planner.exec.join;

import io.cairn.planner.exec.rows.TextIds;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Texts and binary values; entries of a dictionary are looked up once. */
final class TextCode extends LearnedCode {
  private static final int MAX_DICTIONARIES = 256;

  private final TextIds ids = new TextIds("a join's smaller side");
  private int[] rightIds = {};

  /** The numbers of dictionaries' entries, -1 for none. */
  private final Map<Dictionary, int[]> known = new ConcurrentHashMap<>();

  TextCode(boolean nullSafe) {
    super(nullSafe);
  }

  @Override
  int size() {
    return ids.size();
  }

  @Override
  long memory() {
    return ids.memory() + 4L * rightIds.length;
  }

  @Override
  int learn(FlatColumn column, int row) {
    Dictionary entries = column.dictionary();
    if (entries == null) {
      return ids.add(column.bytes(), column.offsets()[row], column.offsets()[row + 1]);
    }
    if (rightIds.length < entries.size()) {
      rightIds = new int[entries.size()];
      Arrays.fill(rightIds, -1);
    }
    int code = column.ints()[row];
    int id = rightIds[code];
    if (id < 0) {
      id = ids.add(entries.bytes(), entries.offsets()[code], entries.offsets()[code + 1]);
      rightIds[code] = id;
    }
    return id;
  }

  @Override
  int find(ColumnVector vector, int row) {
    if (vector instanceof DictionaryVector coded) {
      return idsOf(coded.dictionary())[coded.codes()[row]];
    }
    TextVector text = (TextVector) vector;
    return ids.find(text.bytes(), text.offsets()[row], text.offsets()[row + 1]);
  }

  @Override
  int encode(ColumnVector vector, int[] rows, int count, long[] codes, int[] out) {
    if (!(vector instanceof DictionaryVector coded) || nullSafe()) {
      return super.encode(vector, rows, count, codes, out);
    }
    int[] known = idsOf(coded.dictionary());
    int[] entries = coded.codes();
    int[] nulls = vector.nulls();
    int n = 0;
    for (int k = 0; k < count; k++) {
      int row = rows[k];
      int id = known[entries[row]];
      codes[row] = id + 1L;
      out[n] = row;
      // -1 for no number becomes 0, as NULL does.
      n += ((id >>> 31) ^ 1) & (nulls == null ? 1 : nulls[row] + 1);
    }
    return n;
  }

  private int[] idsOf(Dictionary entries) {
    int[] done = known.get(entries);
    if (done != null) {
      return done;
    }
    int[] found = new int[Math.max(entries.size(), 1)];
    found[0] = -1;
    int[] offsets = entries.offsets();
    for (int c = 0; c < entries.size(); c++) {
      found[c] = ids.find(entries.bytes(), offsets[c], offsets[c + 1]);
    }
    if (known.size() >= MAX_DICTIONARIES) {
      known.clear();
    }
    known.put(entries, found);
    return found;
  }
}
