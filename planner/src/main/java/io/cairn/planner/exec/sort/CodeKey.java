package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.Cancellation;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key in lane TEXT whose rows all point into dictionaries: the word is the rank of the entry
 * among all entries of all dictionaries. Equal entries have one rank.
 */
final class CodeKey extends OrderKey {
  /** Entries that are ranked whatever the number of rows. */
  private static final int FEW_ENTRIES = 4096;

  /** Rows for each entry that make ranking worthwhile. */
  private static final int ROWS_PER_ENTRY = 8;

  private final int[][] codes;
  private final int[][] ranks;

  private CodeKey(SortKey key, List<Batch> batches, IdentityHashMap<Dictionary, int[]> rankOf) {
    super(key, batches);
    codes = new int[batches.size()][];
    ranks = new int[batches.size()][];
    for (int i = 0; i < codes.length; i++) {
      DictionaryVector vector = (DictionaryVector) vector(batches, key, i);
      codes[i] = vector.codes();
      ranks[i] = java.util.Objects.requireNonNull(rankOf.get(vector.dictionary()));
    }
  }

  /** The key, or null if some rows are not codes or there are too many entries for the rows. */
  static @Nullable CodeKey of(SortKey key, List<Batch> batches) {
    IdentityHashMap<Dictionary, int[]> rankOf = new IdentityHashMap<>();
    long entries = 0;
    long rows = 0;
    for (Batch batch : batches) {
      ColumnVector column = batch.column(key.column());
      if (!(column instanceof DictionaryVector coded)) {
        return null;
      }
      rows += batch.rowCount();
      Dictionary dictionary = coded.dictionary();
      // A NULL may point to entry 0 of an empty dictionary.
      int size = Math.max(1, dictionary.size());
      if (rankOf.put(dictionary, new int[size]) == null) {
        entries += size;
      }
    }
    if (entries > FEW_ENTRIES && entries * ROWS_PER_ENTRY > rows) {
      return null;
    }
    rank(rankOf, (int) entries);
    return new CodeKey(key, batches, rankOf);
  }

  /** An entry of a dictionary on its way to a rank. */
  private record Entry(Dictionary dictionary, int[] ranks, int code) {
    static int compare(Entry a, Entry b) {
      int[] left = a.dictionary.offsets();
      int[] right = b.dictionary.offsets();
      return Arrays.compareUnsigned(
          a.dictionary.bytes(),
          left[a.code],
          left[a.code + 1],
          b.dictionary.bytes(),
          right[b.code],
          right[b.code + 1]);
    }
  }

  private static void rank(IdentityHashMap<Dictionary, int[]> rankOf, int size) {
    Entry[] entries = new Entry[size];
    int count = 0;
    for (Map.Entry<Dictionary, int[]> each : rankOf.entrySet()) {
      for (int code = 0; code < each.getKey().size(); code++) {
        entries[count++] = new Entry(each.getKey(), each.getValue(), code);
      }
    }
    Arrays.sort(entries, 0, count, Entry::compare);
    int rank = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && Entry.compare(entries[i - 1], entries[i]) != 0) {
        rank++;
      }
      entries[i].ranks()[entries[i].code()] = rank;
    }
  }

  @Override
  int aspect(Cancellation cancellation) {
    return 0;
  }

  @Override
  int aspect(int[] rows, int count, Cancellation cancellation) {
    return 0;
  }

  @Override
  void words(int batch, int n, int aspect, long[] out) {
    int[] source = codes[batch];
    int[] rank = ranks[batch];
    for (int i = 0; i < n; i++) {
      out[i] = rank[source[i]] ^ turn;
    }
  }

  @Override
  void words(int[] rows, int from, int to, int aspect, long[] out) {
    for (int i = from; i < to; i++) {
      out[i] = rank(rows[i]) ^ turn;
    }
  }

  private int rank(int row) {
    int batch = row >>> ROW_BITS;
    return ranks[batch][codes[batch][row & ROW_MASK]];
  }

  @Override
  int compareValues(int a, int b) {
    int order = Integer.compare(rank(a), rank(b));
    return turn == 0 ? order : -order;
  }
}
