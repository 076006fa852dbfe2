package io.cairn.planner.exec.aggregate;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Distinct keys, numbered from 0 in the order of their first row. NULLs are equal to each other.
 * One thread at a time.
 *
 * <p>Keys of few values find their group by {@link KeyPacking}, others by open addressing over
 * words; keys of more than one word have a last word that tells which columns are NULL. As long as
 * the first whole number of the key ascends from row to row, as it does along a clustered column,
 * nothing is looked up at all: a row belongs to the last group or to a new one.
 */
final class GroupTable {
  /** Texts of a table that is cleared are kept up to this many: the next rows may have them. */
  private static final int KEPT_TEXTS = 1 << 16;

  private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

  private final KeyColumn[] columns;
  private final int words;
  private final boolean single;

  /** Word w of the rows of a batch, by position. */
  private final long[][] rowWords;

  private final long[] unused = new long[Batch.CAPACITY];
  private final int[] misses = new int[Batch.CAPACITY];
  private final long[] hashes = new long[Batch.CAPACITY];

  /** Word w of each group. */
  private long[][] groupWords;

  private int[] slots = new int[64];
  private int nullGroup = -1;
  private final @Nullable KeyPacking packing;
  private int size;

  /** The column whose ascent makes groups runs of rows, or -1, and its word. */
  private final int lead;

  private final int leadWord;
  private boolean ascending;

  /** {@code clustered} lets rows come as runs. */
  GroupTable(List<Lane> lanes, boolean clustered) {
    if (lanes.size() > Long.SIZE) {
      throw new io.cairn.planner.error.QueryException(
          io.cairn.planner.error.ErrorCode.PROGRAM_LIMIT,
          "A grouping by " + lanes.size() + " columns is beyond the limit of " + Long.SIZE);
    }
    columns = new KeyColumn[lanes.size()];
    int count = 0;
    int leading = -1;
    int word = 0;
    for (int i = 0; i < columns.length; i++) {
      columns[i] = new KeyColumn(lanes.get(i));
      if (clustered && leading < 0 && (lanes.get(i) == Lane.INT || lanes.get(i) == Lane.LONG)) {
        leading = i;
        word = count;
      }
      count += columns[i].width();
    }
    single = columns.length == 1 && count == 1;
    words = single ? 1 : count + 1;
    lead = leading;
    leadWord = word;
    ascending = leading >= 0;
    packing = KeyPacking.of(columns);
    rowWords = new long[words][Batch.CAPACITY];
    groupWords = new long[words][16];
  }

  int size() {
    return size;
  }

  long bytes() {
    long bytes = 8L * words * groupWords[0].length + 4L * slots.length;
    bytes += packing == null ? 0 : packing.bytes();
    for (KeyColumn column : columns) {
      bytes += column.bytes();
    }
    return bytes;
  }

  /** Forgets all groups. */
  void clear() {
    size = 0;
    nullGroup = -1;
    ascending = lead >= 0;
    Arrays.fill(slots, 0);
    if (packing != null) {
      packing.clear();
    }
    for (KeyColumn column : columns) {
      column.clear(KEPT_TEXTS);
    }
  }

  /**
   * Finds or makes the groups of rows.
   *
   * @param keys one vector for each key column
   * @param rows which, or null for the first {@code n}
   * @param groups gets the group of each of these rows, at the row's position
   */
  void assign(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    if (packing == null || ascending || !packing.isUsed()) {
      assignAny(keys, rows, n, groups);
    } else if (!packing.find(keys, rows, n, groups)) {
      assignAny(keys, rows, n, groups);
      packing.learn(keys, rows, n, groups);
    }
  }

  private void assignAny(ColumnVector[] keys, int @Nullable [] rows, int n, int[] groups) {
    int word = 0;
    for (int i = 0; i < columns.length; i++) {
      long[] low = rowWords[word];
      long[] high = columns[i].width() > 1 ? rowWords[word + 1] : unused;
      columns[i].encode(keys[i], rows, n, low, high);
      word += columns[i].width();
    }
    if (!single) {
      markNulls(keys, rows, n);
    }
    if (ascending) {
      if (keys[lead].nulls() == null && assignRuns(rows, n, groups)) {
        return;
      }
      endRuns();
    }
    if (single) {
      assignSingle(keys[0], rows, n, groups);
    } else {
      assignWords(rows, n, groups);
    }
  }

  /** Makes runs of the rows; false, with some of them done, if they do not ascend. */
  private boolean assignRuns(int @Nullable [] rows, int n, int[] groups) {
    long[] values = rowWords[leadWord];
    long last = size == 0 ? Long.MIN_VALUE : groupWords[leadWord][size - 1];
    boolean descends = false;
    for (int k = 0; k < n; k++) {
      long value = values[rows == null ? k : rows[k]];
      descends |= value < last;
      last = value;
    }
    if (descends) {
      return false;
    }
    int group = size - 1;
    last = size == 0 ? 0 : groupWords[leadWord][group];
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      long value = values[row];
      if (value != last || group < 0) {
        last = value;
        group = appendWords(row);
      } else if (!single && !sameWords(group, row)) {
        return false;
      }
      groups[row] = group;
    }
    return true;
  }

  /** From now on groups are looked up. */
  private void endRuns() {
    ascending = false;
    int capacity = slots.length;
    while (capacity <= 2 * size) {
      capacity = Math.multiplyExact(2, capacity);
    }
    index(capacity);
  }

  /** Whether the rows so far came as runs of groups in ascending order of a column. */
  boolean isAscending() {
    return ascending;
  }

  /** Whether the ascending groups of another table are behind those of this. */
  boolean precedes(GroupTable next) {
    if (size == 0 || next.size == 0) {
      return true;
    }
    long last = groupWords[leadWord][size - 1];
    long first = next.groupWords[leadWord][0];
    return last < first || endsWithStartOf(next);
  }

  /** Whether the first group of another ascending table is the last one here. */
  boolean endsWithStartOf(GroupTable next) {
    if (size == 0 || next.size == 0) {
      return false;
    }
    for (int i = 0, word = 0; i < columns.length; word += columns[i].width(), i++) {
      if (!columns[i].isDense() && !sameWord(next, word, columns[i].width())) {
        return false;
      }
    }
    if (single) {
      return true;
    }
    return sameWord(next, words - 1, 1) && sameTexts(next);
  }

  private boolean sameWord(GroupTable next, int word, int width) {
    for (int w = word; w < word + width; w++) {
      if (groupWords[w][size - 1] != next.groupWords[w][0]) {
        return false;
      }
    }
    return true;
  }

  private boolean sameTexts(GroupTable next) {
    for (int i = 0, word = 0; i < columns.length; word += columns[i].width(), i++) {
      boolean isNull = (groupWords[words - 1][size - 1] >>> i & 1) != 0;
      if (columns[i].isDense()
          && !isNull
          && !columns[i].sameValue(
              groupWords[word][size - 1], next.columns[i], next.groupWords[word][0])) {
        return false;
      }
    }
    return true;
  }

  private void assignSingle(ColumnVector key, int @Nullable [] rows, int n, int[] groups) {
    long[] values = rowWords[0];
    int[] nulls = key.nulls();
    int missed = nulls == null ? lookUp(values, rows, n, groups) : n;
    if (nulls != null) {
      for (int k = 0; k < n; k++) {
        misses[k] = rows == null ? k : rows[k];
      }
    }
    for (int k = 0; k < missed; k++) {
      int row = misses[k];
      if (nulls != null && nulls[row] != 0) {
        if (nullGroup < 0) {
          nullGroup = newGroup(0);
        }
        groups[row] = nullGroup;
      } else {
        groups[row] = find(values[row]);
      }
    }
  }

  /**
   * Looks up what is in its first slot, in two passes so that many loads are under way at a time.
   * Rows of which that is not so are left in {@code misses}.
   *
   * @return their number
   */
  private int lookUp(long[] values, int @Nullable [] rows, int n, int[] groups) {
    int[] table = slots;
    int mask = table.length - 1;
    if (rows == null) {
      for (int i = 0; i < n; i++) {
        groups[i] = table[hash(values[i]) & mask] - 1;
      }
    } else {
      for (int k = 0; k < n; k++) {
        int row = rows[k];
        groups[row] = table[hash(values[row]) & mask] - 1;
      }
    }
    long[] known = groupWords[0];
    int missed = 0;
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      int group = groups[row];
      misses[missed] = row;
      missed += group >= 0 && known[group] == values[row] ? 0 : 1;
    }
    return missed;
  }

  private int find(long value) {
    int mask = slots.length - 1;
    int slot = hash(value) & mask;
    while (slots[slot] != 0) {
      int group = slots[slot] - 1;
      if (groupWords[0][group] == value) {
        return group;
      }
      slot = (slot + 1) & mask;
    }
    int group = newGroup(value);
    slots[slot] = group + 1;
    if (2 * size > slots.length) {
      rehash();
    }
    return group;
  }

  private int newGroup(long value) {
    if (size == groupWords[0].length) {
      growGroups();
    }
    groupWords[0][size] = value;
    return size++;
  }

  private void markNulls(ColumnVector[] keys, int @Nullable [] rows, int n) {
    long[] marks = rowWords[words - 1];
    Arrays.fill(marks, 0);
    for (int i = 0; i < keys.length; i++) {
      int[] nulls = keys[i].nulls();
      if (nulls == null) {
        continue;
      }
      long bit = 1L << i;
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        marks[row] |= bit & nulls[row];
      }
    }
  }

  private void assignWords(int @Nullable [] rows, int n, int[] groups) {
    hashWords(rows, n);
    int[] table = slots;
    int mask = table.length - 1;
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      groups[row] = table[(int) hashes[row] & mask] - 1;
    }
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      int group = groups[row];
      if (group < 0 || !sameWords(group, row)) {
        groups[row] = findWords(row, (int) hashes[row]);
      }
    }
  }

  private void hashWords(int @Nullable [] rows, int n) {
    long[] out = hashes;
    for (int w = 0; w < words; w++) {
      long[] values = rowWords[w];
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        out[row] = mix(w == 0 ? 0 : out[row], values[row]);
      }
    }
  }

  private static long mix(long hash, long word) {
    long h = (hash ^ word) * MIX;
    return h ^ (h >>> 32);
  }

  private int findWords(int row, int hash) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int candidate = slots[slot] - 1;
      if (sameWords(candidate, row)) {
        return candidate;
      }
      slot = (slot + 1) & mask;
    }
    return insertWords(row, slot);
  }

  private boolean sameWords(int group, int row) {
    for (int w = 0; w < words; w++) {
      if (groupWords[w][group] != rowWords[w][row]) {
        return false;
      }
    }
    return true;
  }

  private int appendWords(int row) {
    if (size == groupWords[0].length) {
      growGroups();
    }
    int group = size++;
    for (int w = 0; w < words; w++) {
      groupWords[w][group] = rowWords[w][row];
    }
    return group;
  }

  private int insertWords(int row, int slot) {
    int group = appendWords(row);
    slots[slot] = group + 1;
    if (2 * size > slots.length) {
      rehash();
    }
    return group;
  }

  private void growGroups() {
    for (int w = 0; w < words; w++) {
      groupWords[w] = Arrays.copyOf(groupWords[w], Math.multiplyExact(2, size));
    }
  }

  private void rehash() {
    index(Math.multiplyExact(2, slots.length));
  }

  /** Enters every group anew into so many slots. */
  private void index(int capacity) {
    int[] larger = new int[capacity];
    int mask = larger.length - 1;
    for (int group = 0; group < size; group++) {
      int hash;
      if (single) {
        if (group == nullGroup) {
          continue;
        }
        hash = hash(groupWords[0][group]);
      } else {
        long h = 0;
        for (int w = 0; w < words; w++) {
          h = mix(h, groupWords[w][group]);
        }
        hash = (int) h;
      }
      int slot = hash & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = group + 1;
    }
    slots = larger;
  }

  private static int hash(long value) {
    long h = value * MIX;
    return (int) (h ^ (h >>> 32));
  }

  /** The keys of groups {@code from} to {@code from + count - 1}; at most a batch of them. */
  ColumnVector[] keys(int from, int count) {
    ColumnVector[] keys = new ColumnVector[columns.length];
    int word = 0;
    for (int i = 0; i < keys.length; i++) {
      long[] low = groupWords[word];
      long[] high = columns[i].width() > 1 ? groupWords[word + 1] : low;
      keys[i] = columns[i].decode(low, high, from, count);
      keys[i].setNulls(nulls(i, from, count));
      word += columns[i].width();
    }
    return keys;
  }

  /** The keys of these groups, at most a batch of them. */
  ColumnVector[] keys(int[] groups, int count) {
    ColumnVector[] keys = new ColumnVector[columns.length];
    long[] low = new long[count];
    long[] high = new long[count];
    int word = 0;
    for (int i = 0; i < keys.length; i++) {
      int[] lane = null;
      for (int g = 0; g < count; g++) {
        int group = groups[g];
        low[g] = groupWords[word][group];
        high[g] = columns[i].width() > 1 ? groupWords[word + 1][group] : 0;
        if (isNull(i, group)) {
          lane = lane == null ? new int[Batch.CAPACITY] : lane;
          lane[g] = -1;
        }
      }
      keys[i] = columns[i].decode(low, high, 0, count);
      keys[i].setNulls(lane);
      word += columns[i].width();
    }
    return keys;
  }

  private boolean isNull(int column, int group) {
    return single ? group == nullGroup : (groupWords[words - 1][group] >>> column & 1) != 0;
  }

  private int @Nullable [] nulls(int column, int from, int count) {
    int[] lane = null;
    for (int g = 0; g < count; g++) {
      if (isNull(column, from + g)) {
        lane = lane == null ? new int[Batch.CAPACITY] : lane;
        lane[g] = -1;
      }
    }
    return lane;
  }
}
