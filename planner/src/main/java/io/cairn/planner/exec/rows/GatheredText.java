package io.cairn.planner.exec.rows;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.TextVector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lane TEXT of kept batches: codes of one dictionary where that is cheap to make, else bytes. */
final class GatheredText {
  /** Rows for each entry that make one dictionary of several worthwhile. */
  private static final int ROWS_PER_ENTRY = 16;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private GatheredText() {}

  static GatheredColumn of(ColumnVector[] vectors, long rowCount) {
    IdentityHashMap<Dictionary, int[]> dictionaries = new IdentityHashMap<>();
    long entries = 0;
    for (ColumnVector vector : vectors) {
      if (!(vector instanceof DictionaryVector coded)) {
        return new Bytes(vectors);
      }
      Dictionary dictionary = coded.dictionary();
      // A NULL may point to entry 0 of an empty dictionary.
      if (dictionaries.put(dictionary, new int[Math.max(1, dictionary.size())]) == null) {
        entries += dictionary.size();
      }
    }
    if (dictionaries.size() > 1 && entries * ROWS_PER_ENTRY > rowCount) {
      return new Bytes(vectors);
    }
    return dictionaries.isEmpty() ? new Bytes(vectors) : new Codes(vectors, dictionaries);
  }

  /** Codes into the union of the dictionaries. */
  private static final class Codes extends GatheredColumn {
    private final int[][] codes;
    private final int[][] meanings;
    private final Dictionary union;

    Codes(ColumnVector[] vectors, IdentityHashMap<Dictionary, int[]> dictionaries) {
      super(vectors);
      union = unite(dictionaries);
      codes = new int[vectors.length][];
      meanings = new int[vectors.length][];
      for (int i = 0; i < vectors.length; i++) {
        DictionaryVector vector = (DictionaryVector) vectors[i];
        codes[i] = vector.codes();
        meanings[i] = java.util.Objects.requireNonNull(dictionaries.get(vector.dictionary()));
      }
    }

    /** Fills in what the codes of each dictionary mean in the one of all. */
    private static Dictionary unite(IdentityHashMap<Dictionary, int[]> dictionaries) {
      if (dictionaries.size() == 1) {
        Map.Entry<Dictionary, int[]> only = dictionaries.entrySet().iterator().next();
        Arrays.setAll(only.getValue(), code -> code);
        return only.getKey();
      }
      Map<ByteBuffer, Integer> known = new HashMap<>();
      List<ByteBuffer> entries = new ArrayList<>();
      long length = 0;
      for (Map.Entry<Dictionary, int[]> each : dictionaries.entrySet()) {
        Dictionary dictionary = each.getKey();
        for (int code = 0; code < dictionary.size(); code++) {
          int start = dictionary.offsets()[code];
          ByteBuffer entry =
              ByteBuffer.wrap(dictionary.bytes(), start, dictionary.offsets()[code + 1] - start);
          Integer meaning = known.putIfAbsent(entry, entries.size());
          if (meaning == null) {
            meaning = entries.size();
            entries.add(entry);
            length += entry.remaining();
          }
          each.getValue()[code] = meaning;
        }
      }
      byte[] bytes = new byte[Math.toIntExact(length)];
      int[] offsets = new int[entries.size() + 1];
      for (int i = 0; i < entries.size(); i++) {
        ByteBuffer entry = entries.get(i);
        offsets[i + 1] = offsets[i] + entry.remaining();
        entry.duplicate().get(bytes, offsets[i], entry.remaining());
      }
      return new Dictionary(bytes, offsets, entries.size());
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      DictionaryVector out =
          reuse instanceof DictionaryVector old
              ? old
              : new DictionaryVector(new int[Batch.CAPACITY], union, null);
      if (out.dictionary() != union) {
        out.setDictionary(union);
        // Codes beyond the rows may stem from a larger dictionary.
        Arrays.fill(out.codes(), 0);
      }
      int[] target = out.codes();
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        int batch = row >>> ROW_BITS;
        target[i] = meanings[batch][codes[batch][row & ROW_MASK]];
      }
      return out;
    }
  }

  /** Bytes, copied. */
  private static final class Bytes extends GatheredColumn {
    private final TextView[] texts;

    Bytes(ColumnVector[] vectors) {
      super(vectors);
      texts = new TextView[vectors.length];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = new TextView().set(vectors[i]);
      }
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      TextVector out = reuse instanceof TextVector old ? old : new TextVector();
      int[] offsets = out.offsets();
      byte[] bytes = out.bytes();
      int length = 0;
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        if (!isNull(row)) {
          TextView text = texts[row >>> ROW_BITS];
          int start = text.start(row & ROW_MASK);
          int size = text.end(row & ROW_MASK) - start;
          if (size > bytes.length - length) {
            bytes = grown(bytes, length, size);
          }
          System.arraycopy(text.bytes(), start, bytes, length, size);
          length += size;
        }
        offsets[i + 1] = length;
      }
      Arrays.fill(offsets, count + 1, offsets.length, length);
      out.setBytes(bytes);
      return out;
    }

    private static byte[] grown(byte[] bytes, int length, int more) {
      long needed = (long) length + more;
      if (needed > MAX_BYTES) {
        throw new QueryException(
            ErrorCode.PROGRAM_LIMIT,
            "The texts of 2,048 rows take more than 2 GB; select fewer or shorter texts");
      }
      return Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, 2L * bytes.length)));
    }
  }
}
