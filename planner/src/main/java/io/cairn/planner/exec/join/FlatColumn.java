package io.cairn.planner.exec.join;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.planner.exec.rows.TextIds;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column over all rows of a join's right input, in one array a lane, so that reading a row costs
 * one load. Behind the last row there is one more, which is NULL if that was asked for: rows of the
 * left input without a match point to it. Immutable once the parts are copied, then thread-safe.
 */
public final class FlatColumn {
  /** Up to so many entries, dictionaries of parts are merged; beyond, codes become texts. */
  private static final int MAX_MERGED = 1 << 16;

  private final Lane lane;
  private final int rowCount;
  private final List<ColumnRows> parts;
  private final int[] starts;
  private final long min;
  private final long max;
  private final boolean isWide;
  private int[] ints = {};
  private long[] longs = {};
  private long[] high = {};
  private double[] doubles = {};
  private @Nullable Object[] objects = {};
  private byte[] bytes = {};
  private int[] offsets = {};
  private int[] byteStarts = {};
  private @Nullable Dictionary dictionary;
  private final Map<Dictionary, int[]> codes = new HashMap<>();
  private long @Nullable [] nullBits;

  /**
   * A column with room for the rows of its parts; {@link #copy} brings them.
   *
   * @param starts the first row of each part
   * @param nullRow whether the row behind the last is NULL
   */
  FlatColumn(Lane lane, List<ColumnRows> parts, int[] starts, int rowCount, boolean nullRow) {
    this.lane = lane;
    this.rowCount = rowCount;
    this.parts = parts;
    this.starts = starts;
    int length = rowCount + 1;
    switch (lane) {
      case INT -> ints = new int[length];
      case LONG -> longs = new long[length];
      case DOUBLE -> doubles = new double[length];
      case INT128 -> {
        longs = new long[length];
        high = new long[length];
      }
      case OBJECT -> objects = new @Nullable Object[length];
      case TEXT -> prepareText(length);
    }
    copyNulls(nullRow);
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    boolean wide = false;
    for (ColumnRows part : parts) {
      least = Math.min(least, part.min());
      greatest = Math.max(greatest, part.max());
      wide |= part.isWide();
    }
    // Without a row there is nothing to gather but NULLs.
    min = Math.min(least, 0);
    max = Math.max(greatest, 0);
    isWide = wide;
  }

  private void prepareText(int length) {
    if (mergeDictionaries()) {
      ints = new int[length];
      return;
    }
    offsets = new int[length + 1];
    byteStarts = new int[parts.size() + 1];
    long total = 0;
    for (int p = 0; p < parts.size(); p++) {
      total += textBytes(parts.get(p));
      ColumnRows.textCapacity(total, 0);
      byteStarts[p + 1] = (int) total;
    }
    bytes = new byte[(int) total];
  }

  private static long textBytes(ColumnRows part) {
    Dictionary entries = part.dictionary();
    if (entries == null) {
      return part.offsets()[part.size()];
    }
    long total = 0;
    int[] from = entries.offsets();
    for (int i = 0; i < part.size(); i++) {
      if (!isNull(part.nullBits(), i)) {
        int code = part.ints()[i];
        total += from[code + 1] - from[code];
      }
    }
    return total;
  }

  private boolean mergeDictionaries() {
    long entries = 0;
    for (ColumnRows part : parts) {
      Dictionary coded = part.dictionary();
      if (coded == null) {
        if (part.size() > 0) {
          return false;
        }
      } else if (codes.put(coded, new int[0]) == null) {
        entries += coded.size();
      }
    }
    if (codes.isEmpty()) {
      return false;
    }
    if (codes.size() == 1) {
      Dictionary only = codes.keySet().iterator().next();
      // An empty dictionary has no entry that the row behind the last could point to.
      dictionary = only.size() > 0 ? only : new Dictionary(new byte[0], new int[2], 1);
      codes.clear();
      return true;
    }
    if (entries > MAX_MERGED) {
      codes.clear();
      return false;
    }
    TextIds ids = new TextIds("a join's smaller side");
    for (ColumnRows part : parts) {
      Dictionary coded = part.dictionary();
      if (coded != null && java.util.Objects.requireNonNull(codes.get(coded)).length == 0) {
        int[] map = new int[coded.size() + 1];
        for (int c = 0; c < coded.size(); c++) {
          map[c] = ids.add(coded.bytes(), coded.offsets()[c], coded.offsets()[c + 1]);
        }
        codes.put(coded, map);
      }
    }
    if (ids.size() == 0) {
      ids.add(new byte[0], 0, 0);
    }
    dictionary = ids.dictionary();
    return true;
  }

  private void copyNulls(boolean nullRow) {
    boolean any = nullRow;
    for (ColumnRows part : parts) {
      any |= part.nullBits() != null;
    }
    if (!any) {
      return;
    }
    long[] words = new long[(rowCount >> 6) + 1];
    for (int p = 0; p < parts.size(); p++) {
      long[] from = parts.get(p).nullBits();
      if (from != null) {
        copyBits(from, parts.get(p).size(), words, starts[p]);
      }
    }
    if (nullRow) {
      words[rowCount >> 6] |= 1L << rowCount;
    }
    nullBits = words;
  }

  private static void copyBits(long[] from, int count, long[] to, int at) {
    int shift = at & 63;
    for (int w = 0; w < from.length && w << 6 < count; w++) {
      long bits = from[w];
      if (bits == 0) {
        continue;
      }
      int target = (at >> 6) + w;
      to[target] |= bits << shift;
      if (shift > 0 && bits >>> (64 - shift) != 0) {
        to[target + 1] |= bits >>> (64 - shift);
      }
    }
  }

  /** Copies the rows of a part; parts may be copied on different threads. */
  void copy(int p) {
    ColumnRows part = parts.get(p);
    int at = starts[p];
    int count = part.size();
    switch (lane) {
      case INT -> System.arraycopy(part.ints(), 0, ints, at, count);
      case LONG -> System.arraycopy(part.longs(), 0, longs, at, count);
      case DOUBLE -> System.arraycopy(part.doubles(), 0, doubles, at, count);
      case INT128 -> {
        System.arraycopy(part.longs(), 0, longs, at, count);
        System.arraycopy(part.high(), 0, high, at, count);
      }
      case OBJECT -> System.arraycopy(part.objects(), 0, objects, at, count);
      case TEXT -> {
        if (dictionary == null) {
          copyTexts(part, at, byteStarts[p]);
        } else {
          copyCodes(part, at);
        }
      }
    }
  }

  private void copyCodes(ColumnRows part, int at) {
    Dictionary coded = part.dictionary();
    int[] map = coded == null ? null : codes.get(coded);
    int count = part.size();
    int[] from = part.ints();
    if (map == null) {
      System.arraycopy(from, 0, ints, at, count);
      return;
    }
    for (int i = 0; i < count; i++) {
      ints[at + i] = map[from[i]];
    }
  }

  private void copyTexts(ColumnRows part, int at, int byteStart) {
    int count = part.size();
    int[] from = part.offsets();
    Dictionary entries = part.dictionary();
    if (entries == null) {
      System.arraycopy(part.bytes(), 0, bytes, byteStart, from[count]);
      for (int i = 1; i <= count; i++) {
        offsets[at + i] = byteStart + from[i];
      }
    } else {
      int position = byteStart;
      for (int i = 0; i < count; i++) {
        if (!isNull(part.nullBits(), i)) {
          int start = entries.offsets()[part.ints()[i]];
          int length = entries.offsets()[part.ints()[i] + 1] - start;
          System.arraycopy(entries.bytes(), start, bytes, position, length);
          position += length;
        }
        offsets[at + i + 1] = position;
      }
    }
    if (at + count == rowCount) {
      offsets[rowCount + 1] = offsets[rowCount];
    }
  }

  /** Bytes that the column takes. */
  long memory() {
    return 4L * (ints.length + offsets.length)
        + 8L * (longs.length + high.length + doubles.length + objects.length)
        + bytes.length
        + (nullBits == null ? 0 : 8L * nullBits.length);
  }

  Lane lane() {
    return lane;
  }

  int rowCount() {
    return rowCount;
  }

  int[] ints() {
    return ints;
  }

  long[] longs() {
    return longs;
  }

  long[] high() {
    return high;
  }

  double[] doubles() {
    return doubles;
  }

  @Nullable Object[] objects() {
    return objects;
  }

  byte[] bytes() {
    return bytes;
  }

  int[] offsets() {
    return offsets;
  }

  /** What the codes in {@link #ints} point into; null if texts are in {@link #bytes}. */
  @Nullable Dictionary dictionary() {
    return dictionary;
  }

  boolean hasNulls() {
    return nullBits != null;
  }

  boolean isNull(int row) {
    return isNull(nullBits, row);
  }

  private static boolean isNull(long @Nullable [] words, int row) {
    return words != null && row >> 6 < words.length && (words[row >> 6] >>> row & 1) != 0;
  }

  /**
   * Reads rows.
   *
   * @param ids which row stands at each position
   * @param positions which positions matter, ascending, in the first {@code count} entries; null
   *     for the first {@code count} positions
   * @param reuse a vector from an earlier call whose arrays may be overwritten, or null
   */
  public ColumnVector gather(
      int[] ids, int @Nullable [] positions, int count, @Nullable ColumnVector reuse) {
    ColumnVector target =
        switch (lane) {
          case INT -> {
            IntVector out = reuse instanceof IntVector old ? old : new IntVector();
            gather(ints, ids, positions, count, out.values());
            yield out;
          }
          case LONG -> {
            LongVector out = reuse instanceof LongVector old ? old : new LongVector();
            gather(longs, ids, positions, count, out.values());
            out.setBounds(min, max);
            yield out;
          }
          case DOUBLE -> {
            DoubleVector out = reuse instanceof DoubleVector old ? old : new DoubleVector();
            gather(doubles, ids, positions, count, out.values());
            yield out;
          }
          case INT128 -> {
            Int128Vector out = reuse instanceof Int128Vector old ? old : new Int128Vector();
            gather(longs, ids, positions, count, out.low());
            if (isWide) {
              out.setWide();
              gather(high, ids, positions, count, out.high());
            } else {
              out.setNarrow(min, max);
            }
            yield out;
          }
          case OBJECT -> {
            ObjectVector out =
                reuse instanceof ObjectVector old
                    ? old
                    : new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
            for (int k = 0; k < count; k++) {
              int at = positions == null ? k : positions[k];
              out.values()[at] = objects[ids[at]];
            }
            yield out;
          }
          case TEXT ->
              dictionary == null
                  ? gatherTexts(ids, positions, count, reuse)
                  : gatherCodes(dictionary, ids, positions, count, reuse);
        };
    gatherNulls(ids, positions, count, target);
    return target;
  }

  private ColumnVector gatherCodes(
      Dictionary entries,
      int[] ids,
      int @Nullable [] positions,
      int count,
      @Nullable ColumnVector reuse) {
    DictionaryVector out;
    if (reuse instanceof DictionaryVector old) {
      out = old;
      if (old.dictionary() != entries) {
        // Codes that are not overwritten may be beyond this dictionary.
        Arrays.fill(old.codes(), 0);
        old.setDictionary(entries);
      }
    } else {
      out = new DictionaryVector(new int[Batch.CAPACITY], entries, null);
    }
    gather(ints, ids, positions, count, out.codes());
    return out;
  }

  private ColumnVector gatherTexts(
      int[] ids, int @Nullable [] positions, int count, @Nullable ColumnVector reuse) {
    TextVector out = reuse instanceof TextVector old ? old : new TextVector();
    long total = 0;
    for (int k = 0; k < count; k++) {
      int id = ids[positions == null ? k : positions[k]];
      total += offsets[id + 1] - offsets[id];
    }
    byte[] target = out.bytes();
    if (total > target.length) {
      target = new byte[ColumnRows.textCapacity(total, target.length)];
      out.setBytes(target);
    }
    int[] ends = out.offsets();
    int position = 0;
    int next = 0;
    ends[0] = 0;
    for (int k = 0; k < count; k++) {
      int at = positions == null ? k : positions[k];
      for (; next < at; next++) {
        ends[next + 1] = position;
      }
      int start = offsets[ids[at]];
      int length = offsets[ids[at] + 1] - start;
      System.arraycopy(bytes, start, target, position, length);
      position += length;
      ends[at + 1] = position;
      next = at + 1;
    }
    Arrays.fill(ends, next + 1, ends.length, position);
    return out;
  }

  private void gatherNulls(int[] ids, int @Nullable [] positions, int count, ColumnVector target) {
    long[] words = nullBits;
    if (words == null) {
      target.setNulls(null);
      return;
    }
    int[] old = target.nulls();
    int[] out = old == null ? new int[Batch.CAPACITY] : old;
    if (positions == null) {
      for (int k = 0; k < count; k++) {
        int id = ids[k];
        out[k] = -(int) (words[id >> 6] >>> id & 1);
      }
    } else {
      for (int k = 0; k < count; k++) {
        int id = ids[positions[k]];
        out[positions[k]] = -(int) (words[id >> 6] >>> id & 1);
      }
    }
    target.setNulls(out);
  }

  private static void gather(
      int[] source, int[] ids, int @Nullable [] positions, int count, int[] out) {
    if (positions == null) {
      for (int k = 0; k < count; k++) {
        out[k] = source[ids[k]];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int at = positions[k];
        out[at] = source[ids[at]];
      }
    }
  }

  private static void gather(
      long[] source, int[] ids, int @Nullable [] positions, int count, long[] out) {
    if (positions == null) {
      for (int k = 0; k < count; k++) {
        out[k] = source[ids[k]];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int at = positions[k];
        out[at] = source[ids[at]];
      }
    }
  }

  private static void gather(
      double[] source, int[] ids, int @Nullable [] positions, int count, double[] out) {
    if (positions == null) {
      for (int k = 0; k < count; k++) {
        out[k] = source[ids[k]];
      }
    } else {
      for (int k = 0; k < count; k++) {
        int at = positions[k];
        out[at] = source[ids[at]];
      }
    }
  }

  /** Whether a value of a batch equals that of a row; neither is NULL. */
  boolean equal(ColumnVector vector, int position, int row) {
    return switch (lane) {
      case INT -> ((IntVector) vector).values()[position] == ints[row];
      case LONG -> ((LongVector) vector).values()[position] == longs[row];
      case DOUBLE ->
          Double.doubleToLongBits(((DoubleVector) vector).values()[position] + 0.0)
              == Double.doubleToLongBits(doubles[row] + 0.0);
      case INT128 ->
          ((Int128Vector) vector).high()[position] == high[row]
              && ((Int128Vector) vector).low()[position] == longs[row];
      case OBJECT ->
          DeepValue.of(java.util.Objects.requireNonNull(((ObjectVector) vector).values()[position]))
              .equals(DeepValue.of(java.util.Objects.requireNonNull(objects[row])));
      case TEXT -> equalTexts(vector, position, row);
    };
  }

  private boolean equalTexts(ColumnVector vector, int position, int row) {
    byte[] source;
    int from;
    int to;
    if (vector instanceof DictionaryVector coded) {
      Dictionary entries = coded.dictionary();
      int code = coded.codes()[position];
      source = entries.bytes();
      from = entries.offsets()[code];
      to = entries.offsets()[code + 1];
    } else {
      TextVector text = (TextVector) vector;
      source = text.bytes();
      from = text.offsets()[position];
      to = text.offsets()[position + 1];
    }
    Dictionary own = dictionary;
    return own == null
        ? Arrays.equals(source, from, to, bytes, offsets[row], offsets[row + 1])
        : Arrays.equals(
            source, from, to, own.bytes(), own.offsets()[ints[row]], own.offsets()[ints[row] + 1]);
  }
}
