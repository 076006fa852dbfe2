package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.planner.exec.kernel.TextView;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One column of a group's key as words of 64 bits that are equal where the values are: numbers as
 * they are (NaN and zero in one form each), text and objects as numbers of distinct values.
 */
final class KeyColumn {
  private static final int OBJECT_BYTES = 160;

  /** Columns with a wider range of numbers have no digits. */
  private static final long MAX_DIGITS = 1 << 20;

  private final Lane lane;
  private final TextInterner interner = new TextInterner();
  private final TextView text = new TextView();
  private final Map<Object, Integer> objectIds = new HashMap<>();
  private final List<Object> objects = new ArrayList<>();
  private @Nullable Dictionary lastDictionary;

  KeyColumn(Lane lane) {
    this.lane = lane;
  }

  /** Words that a value takes. */
  int width() {
    return lane == Lane.INT128 ? 2 : 1;
  }

  /** Whether words are small numbers from 0 on. */
  boolean isDense() {
    return lane == Lane.TEXT || lane == Lane.OBJECT;
  }

  long bytes() {
    return interner.bytes() + (long) objects.size() * OBJECT_BYTES;
  }

  /** Forgets the values, unless their numbers may serve the next part too. */
  void clear(int keep) {
    if (interner.size() > keep) {
      interner.clear();
      lastDictionary = null;
    }
    objectIds.clear();
    objects.clear();
  }

  /**
   * Writes the words of the rows at their positions; 0 for NULL.
   *
   * @param rows which, or null for the first {@code n}
   * @param low the word, the lower one of two
   * @param high the upper one of two, else unused
   */
  void encode(ColumnVector vector, int @Nullable [] rows, int n, long[] low, long[] high) {
    switch (lane) {
      case INT -> {
        int[] values = ((IntVector) vector).values();
        for (int k = 0; k < n; k++) {
          int row = rows == null ? k : rows[k];
          low[row] = values[row];
        }
      }
      case LONG -> copy(((LongVector) vector).values(), rows, n, low);
      case DOUBLE -> {
        double[] values = ((DoubleVector) vector).values();
        for (int k = 0; k < n; k++) {
          int row = rows == null ? k : rows[k];
          low[row] = Double.doubleToLongBits(values[row] + 0.0);
        }
      }
      case INT128 -> {
        copy(((Int128Vector) vector).high(), rows, n, high);
        copy(((Int128Vector) vector).low(), rows, n, low);
      }
      case TEXT -> encodeText(vector, rows, n, low);
      case OBJECT -> encodeObjects((ObjectVector) vector, rows, n, low);
    }
    int[] nulls = vector.nulls();
    if (nulls != null) {
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        low[row] &= ~(long) nulls[row];
        high[row] &= ~(long) nulls[row];
      }
    }
  }

  private static void copy(long[] values, int @Nullable [] rows, int n, long[] out) {
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      out[row] = values[row];
    }
  }

  private void encodeText(ColumnVector vector, int @Nullable [] rows, int n, long[] out) {
    text.set(vector);
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    if (dictionary != null && codes != null) {
      int[] ids = interner.idsOf(dictionary);
      int[] offsets = dictionary.offsets();
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        if (vector.isNull(row)) {
          continue;
        }
        int code = codes[row];
        int id = ids[code];
        if (id < 0) {
          id = interner.id(dictionary.bytes(), offsets[code], offsets[code + 1]);
          ids[code] = id;
        }
        out[row] = id;
      }
      return;
    }
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      if (!vector.isNull(row)) {
        out[row] = interner.id(text.bytes(), text.start(row), text.end(row));
      }
    }
  }

  private void encodeObjects(ObjectVector vector, int @Nullable [] rows, int n, long[] out) {
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      Object value = vector.values()[row];
      if (value != null && !vector.isNull(row)) {
        Integer id = objectIds.putIfAbsent(DeepValue.of(value), objects.size());
        if (id == null) {
          id = objects.size();
          objects.add(value);
        }
        out[row] = id;
      }
    }
  }

  /** Whether values can be digits of a {@link KeyPacking}. */
  boolean hasDigits() {
    return lane == Lane.INT || lane == Lane.LONG || lane == Lane.TEXT;
  }

  /**
   * Writes the digits of rows at their positions; see {@link KeyDigits}.
   *
   * @param bits bits of a digit
   * @return whether each fits its bits; if not, what was written is worth nothing
   */
  boolean digits(
      ColumnVector vector,
      int @Nullable [] rows,
      int n,
      long base,
      int bits,
      int shift,
      int[] out) {
    int[] nulls = vector.nulls();
    int limit = 1 << bits;
    if (lane == Lane.INT) {
      return KeyDigits.ofInts(
          ((IntVector) vector).values(), nulls, rows, n, base, limit, shift, out);
    }
    if (lane == Lane.LONG) {
      return KeyDigits.ofLongs(
          ((LongVector) vector).values(), nulls, rows, n, base, limit, shift, out);
    }
    text.set(vector);
    Dictionary dictionary = text.dictionary();
    int[] codes = text.codes();
    if (dictionary != null && codes != null) {
      int[] ids = interner.idsOf(dictionary);
      if (ids.length == 0) {
        return false;
      }
      KeyDigits.ofCodes(codes, ids, nulls, rows, n, shift, out);
    } else {
      int keep = shift == 0 ? 0 : -1;
      for (int k = 0; k < n; k++) {
        int row = rows == null ? k : rows[k];
        int digit =
            vector.isNull(row)
                ? KeyDigits.NULL
                : interner.id(text.bytes(), text.start(row), text.end(row)) + KeyDigits.FIRST;
        out[row] = (out[row] & keep) | digit << shift;
      }
    }
    return interner.size() + KeyDigits.FIRST <= limit;
  }

  /** Makes room for the digits of rows: changes the column's base and bits. */
  void widen(
      ColumnVector vector, int @Nullable [] rows, int n, long[] bases, int[] bits, int column) {
    if (lane == Lane.TEXT) {
      bits[column] = bitsOf(2L * interner.size());
      return;
    }
    boolean known = bits[column] > 0;
    long min = known ? bases[column] : Long.MAX_VALUE;
    long max = known ? bases[column] + (1L << bits[column]) - KeyDigits.FIRST - 1 : Long.MIN_VALUE;
    for (int k = 0; k < n; k++) {
      int row = rows == null ? k : rows[k];
      if (!vector.isNull(row)) {
        long value =
            lane == Lane.INT
                ? ((IntVector) vector).values()[row]
                : ((LongVector) vector).values()[row];
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (min > max) {
      bits[column] = Math.max(bits[column], 2);
      return;
    }
    long range = max - min;
    if (range < 0 || range >= MAX_DIGITS) {
      bits[column] = Integer.SIZE;
      return;
    }
    bits[column] = bitsOf(range + 1);
    long room = (1L << bits[column]) - KeyDigits.FIRST - 1 - range;
    long lowest = lane == Lane.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
    bases[column] = min - lowest < room ? min : min - room / 2;
  }

  /** Bits for this many digits of values. */
  private static int bitsOf(long digits) {
    return Long.SIZE - Long.numberOfLeadingZeros(digits + KeyDigits.FIRST);
  }

  /** Whether words that are numbers of values stand for the same value here and elsewhere. */
  boolean sameValue(long word, KeyColumn other, long otherWord) {
    if (lane == Lane.OBJECT) {
      return DeepValue.of(objects.get((int) word))
          .equals(DeepValue.of(other.objects.get((int) otherWord)));
    }
    return interner.same((int) word, other.interner, (int) otherWord);
  }

  /** The values of words from {@code from} on, without their NULLs. */
  ColumnVector decode(long[] low, long[] high, int from, int count) {
    switch (lane) {
      case INT -> {
        IntVector out = new IntVector();
        for (int i = 0; i < count; i++) {
          out.values()[i] = (int) low[from + i];
        }
        return out;
      }
      case LONG -> {
        LongVector out = new LongVector();
        System.arraycopy(low, from, out.values(), 0, count);
        return out;
      }
      case DOUBLE -> {
        DoubleVector out = new DoubleVector();
        for (int i = 0; i < count; i++) {
          out.values()[i] = Double.longBitsToDouble(low[from + i]);
        }
        return out;
      }
      case INT128 -> {
        Int128Vector out = new Int128Vector();
        System.arraycopy(high, from, out.high(), 0, count);
        System.arraycopy(low, from, out.low(), 0, count);
        return out;
      }
      case TEXT -> {
        int[] codes = new int[Batch.CAPACITY];
        for (int i = 0; i < count; i++) {
          codes[i] = (int) low[from + i];
        }
        return new DictionaryVector(codes, dictionary(), null);
      }
      case OBJECT -> {
        @Nullable Object[] values = new @Nullable Object[Batch.CAPACITY];
        for (int i = 0; i < count; i++) {
          int id = (int) low[from + i];
          values[i] = id < objects.size() ? objects.get(id) : null;
        }
        return new ObjectVector(values, null);
      }
    }
    throw new AssertionError(lane);
  }

  private Dictionary dictionary() {
    Dictionary last = lastDictionary;
    if (last == null || last.size() != interner.size()) {
      last = interner.dictionary();
      lastDictionary = last;
    }
    return last;
  }
}
