package io.cairn.storage.internal.encoding;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The conjunction of conditions on one column, fused into one set of values: comparisons intersect
 * to ranges, a list is a set of points, an inequality leaves one out. Built once for a scan;
 * immutable and thread-safe. NULL is in no set; a condition IS NULL accepts nothing else.
 */
public final class ColumnFilter {
  /** How rows that are NULL fare. */
  enum Nulls {
    /** There is no condition. */
    ACCEPTED,
    /** Some condition holds for values only. */
    REJECTED,
    /** IS NULL. */
    REQUIRED
  }

  /** UINT64 lanes hold bits; this makes them signed integers of the same order. */
  private static final BigInteger UNSIGNED_BIAS = BigInteger.ONE.shiftLeft(63);

  private final Nulls nulls;
  private final boolean acceptsAllValues;
  private final long bias;
  private final LongRanges ranges;
  private final Intervals<BigInteger> wide;
  private final Intervals<ByteString> texts;

  private ColumnFilter(
      Nulls nulls,
      boolean acceptsAllValues,
      long bias,
      LongRanges ranges,
      Intervals<BigInteger> wide,
      Intervals<ByteString> texts) {
    this.nulls = nulls;
    this.acceptsAllValues = acceptsAllValues;
    this.bias = bias;
    this.ranges = ranges;
    this.wide = wide;
    this.texts = texts;
  }

  /**
   * Whether {@link #of} takes this condition: a comparison, a list of constants that are bound, or
   * IS [NOT] NULL, on a type whose values have an order that storage knows.
   */
  public static boolean canApply(ColumnType type, Predicate condition) {
    if (condition instanceof Predicate.Comparison comparison) {
      return fits(type, comparison.constant());
    }
    if (condition instanceof Predicate.In in) {
      return isComparable(type)
          && in.constants().stream().allMatch(constant -> fits(type, constant));
    }
    return condition instanceof Predicate.IsNull || condition instanceof Predicate.IsNotNull;
  }

  private static boolean isComparable(ColumnType type) {
    return !(type instanceof ColumnType.Uuid) && type.naturalLane() != Lane.OBJECT;
  }

  private static boolean fits(ColumnType type, Constant constant) {
    return isComparable(type)
        && switch (type.naturalLane()) {
          case INT, LONG, INT128 ->
              constant instanceof Constant.Whole || constant instanceof Constant.Huge;
          case DOUBLE -> constant instanceof Constant.Real;
          case TEXT -> constant instanceof Constant.Text;
          case OBJECT -> false;
        };
  }

  /**
   * The filter of all these conditions, whatever their column ordinals; {@link #canApply} holds for
   * each.
   */
  public static ColumnFilter of(ColumnType type, List<Predicate> conjuncts) {
    Nulls nulls = Nulls.ACCEPTED;
    boolean isNull = false;
    boolean isLimited = false;
    long bias = isUnsignedLong(type) ? Long.MIN_VALUE : 0;
    Intervals<BigInteger> numbers = Intervals.all();
    Intervals<ByteString> texts = Intervals.all();
    for (Predicate condition : conjuncts) {
      if (!canApply(type, condition)) {
        throw new IllegalArgumentException("Cannot filter " + type + " by " + condition);
      }
      isNull |= condition instanceof Predicate.IsNull;
      nulls = isNull ? Nulls.REQUIRED : Nulls.REJECTED;
      if (condition instanceof Predicate.Comparison || condition instanceof Predicate.In) {
        isLimited = true;
        if (type.naturalLane() == Lane.TEXT) {
          texts = texts.and(texts(condition));
        } else {
          numbers = numbers.and(numbers(condition, isUnsignedLong(type)));
        }
      }
    }
    if (isNull
        && (isLimited || conjuncts.stream().anyMatch(Predicate.IsNotNull.class::isInstance))) {
      // A value is asked for as well: no row has both.
      return new ColumnFilter(
          Nulls.REJECTED,
          false,
          bias,
          LongRanges.NONE,
          new Intervals<>(List.of()),
          new Intervals<>(List.of()));
    }
    return new ColumnFilter(nulls, !isLimited, bias, LongRanges.of(numbers), numbers, texts);
  }

  static boolean isUnsignedLong(ColumnType type) {
    return type instanceof ColumnType.Int integer && integer.bits() == 64 && !integer.signed();
  }

  private static Intervals<BigInteger> numbers(Predicate condition, boolean isUnsigned) {
    if (condition instanceof Predicate.Comparison comparison) {
      BigInteger key = key(comparison.constant(), isUnsigned);
      return intervals(comparison.operator(), key, key.add(BigInteger.ONE));
    }
    TreeMap<BigInteger, BigInteger> points = new TreeMap<>();
    for (Constant constant : ((Predicate.In) condition).constants()) {
      BigInteger key = key(constant, isUnsigned);
      points.put(key, key.add(BigInteger.ONE));
    }
    return points(points);
  }

  private static BigInteger key(Constant constant, boolean isUnsigned) {
    if (constant instanceof Constant.Real real) {
      return BigInteger.valueOf(OrderedDouble.key(real.value()));
    }
    BigInteger value =
        constant instanceof Constant.Whole whole
            ? BigInteger.valueOf(whole.value())
            : ((Constant.Huge) constant).value();
    return isUnsigned ? value.subtract(UNSIGNED_BIAS) : value;
  }

  private static Intervals<ByteString> texts(Predicate condition) {
    if (condition instanceof Predicate.Comparison comparison) {
      ByteString key = new ByteString(((Constant.Text) comparison.constant()).bytes());
      return intervals(comparison.operator(), key, key.next());
    }
    TreeMap<ByteString, ByteString> points = new TreeMap<>();
    for (Constant constant : ((Predicate.In) condition).constants()) {
      ByteString key = new ByteString(((Constant.Text) constant).bytes());
      points.put(key, key.next());
    }
    return points(points);
  }

  /** Values that stand in a relation to {@code key}, which {@code next} follows. */
  private static <K extends Comparable<K>> Intervals<K> intervals(
      Predicate.Operator operator, K key, K next) {
    return switch (operator) {
      case EQUAL -> Intervals.of(key, next);
      case NOT_EQUAL -> Intervals.<K>of(null, key).followedBy(Intervals.of(next, null));
      case LESS -> Intervals.of(null, key);
      case LESS_OR_EQUAL -> Intervals.of(null, next);
      case GREATER -> Intervals.of(next, null);
      case GREATER_OR_EQUAL -> Intervals.of(key, null);
    };
  }

  private static <K extends Comparable<K>> Intervals<K> points(SortedMap<K, K> points) {
    return new Intervals<>(
        points.entrySet().stream()
            .map(point -> new Intervals.Interval<>(point.getKey(), point.getValue()))
            .toList());
  }

  Nulls nulls() {
    return nulls;
  }

  /** Whether every value that is not NULL is accepted. */
  boolean acceptsAllValues() {
    return acceptsAllValues;
  }

  /** What to add to a value in lane LONG for its key. */
  long bias() {
    return bias;
  }

  /**
   * Keys of values in lanes INT, LONG and DOUBLE: the number plus bias, or {@link OrderedDouble}.
   */
  LongRanges ranges() {
    return ranges;
  }

  /** Values of lane INT128. */
  Intervals<BigInteger> wide() {
    return wide;
  }

  Intervals<ByteString> texts() {
    return texts;
  }

  /** Applies the validity lane; false if that rejects every row already. */
  boolean rejectNulls(int @Nullable [] lane, int[] mask) {
    if (nulls == Nulls.REQUIRED) {
      if (lane == null) {
        Masks.rejectAll(mask);
        return false;
      }
      Masks.andNot(mask, lane);
      return true;
    }
    if (nulls == Nulls.REJECTED && lane != null) {
      Masks.and(mask, lane);
    }
    return true;
  }

  /**
   * Rejects the rows of a plain vector that do not satisfy the conditions.
   *
   * @param vector in any lane that holds the column's type
   * @param rowCount rows of the vector; entries of the mask from there on hold anything afterwards
   * @param mask negative where a row is rejected already
   */
  public void reject(ColumnVector vector, int rowCount, int[] mask) {
    if (rejectNulls(vector.nulls(), mask) && !acceptsAllValues) {
      rejectValues(vector, rowCount, mask);
    }
  }

  /** As {@link #reject}, but looks at no NULL. */
  void rejectValues(ColumnVector vector, int rowCount, int[] mask) {
    if (vector instanceof IntVector values) {
      rejectInts(values.values(), rowCount, mask);
    } else if (vector instanceof LongVector values) {
      rejectLongs(values.values(), rowCount, mask);
    } else if (vector instanceof DoubleVector values) {
      rejectDoubles(values.values(), rowCount, mask);
    } else if (vector instanceof Int128Vector values) {
      rejectInt128(values.high(), values.low(), rowCount, mask);
    } else if (vector instanceof TextVector values) {
      rejectTexts(values.bytes(), values.offsets(), rowCount, mask);
    } else if (vector instanceof DictionaryVector values) {
      rejectCodes(values, rowCount, mask);
    } else if (vector instanceof ObjectVector) {
      throw new IllegalArgumentException("Nested values have no order");
    }
  }

  private void rejectInts(int[] values, int rowCount, int[] mask) {
    if (ranges.count() == 1) {
      long low = ranges.low(0);
      long span = ranges.high(0) - low;
      for (int i = 0; i < rowCount; i++) {
        mask[i] |= above(values[i] + bias - low, span);
      }
      return;
    }
    for (int i = 0; i < rowCount; i++) {
      mask[i] |= ranges.contains(values[i] + bias) ? 0 : -1;
    }
  }

  private void rejectLongs(long[] values, int rowCount, int[] mask) {
    if (ranges.count() == 1) {
      long low = ranges.low(0);
      long span = ranges.high(0) - low;
      for (int i = 0; i < rowCount; i++) {
        mask[i] |= above(values[i] + bias - low, span);
      }
      return;
    }
    for (int i = 0; i < rowCount; i++) {
      mask[i] |= ranges.contains(values[i] + bias) ? 0 : -1;
    }
  }

  /** As {@link #rejectValues}, for doubles. */
  void rejectDoubles(double[] values, int rowCount, int[] mask) {
    if (ranges.count() == 1) {
      long low = ranges.low(0);
      long span = ranges.high(0) - low;
      for (int i = 0; i < rowCount; i++) {
        mask[i] |= above(OrderedDouble.key(values[i]) - low, span);
      }
      return;
    }
    for (int i = 0; i < rowCount; i++) {
      mask[i] |= ranges.contains(OrderedDouble.key(values[i])) ? 0 : -1;
    }
  }

  /**
   * Negative where {@code distance > span}, both unsigned: the borrow of {@code span - distance}
   * (Warren, Hacker's Delight, 2-13). Without a branch, which random data would mispredict.
   */
  private static int above(long distance, long span) {
    return (int) (((~span & distance) | ((~span | distance) & (span - distance))) >>> 32);
  }

  /** As {@link #rejectValues}, for values of 128 bits. */
  void rejectInt128(long[] high, long[] low, int rowCount, int[] mask) {
    for (int i = 0; i < rowCount; i++) {
      if (mask[i] >= 0) {
        mask[i] = wide.contains(Int128.toBigInteger(high[i], low[i])) ? 0 : -1;
      }
    }
  }

  /** As {@link #rejectValues}, for byte strings. */
  void rejectTexts(byte[] bytes, int[] offsets, int rowCount, int[] mask) {
    for (int i = 0; i < rowCount; i++) {
      mask[i] |= containsText(bytes, offsets[i], offsets[i + 1]) ? 0 : -1;
    }
  }

  private boolean containsText(byte[] bytes, int from, int to) {
    for (Intervals.Interval<ByteString> interval : texts.list()) {
      ByteString first = interval.from();
      if (first != null && first.compareTo(bytes, from, to) > 0) {
        return false;
      }
      ByteString end = interval.to();
      if (end == null || end.compareTo(bytes, from, to) > 0) {
        return true;
      }
    }
    return false;
  }

  private void rejectCodes(DictionaryVector vector, int rowCount, int[] mask) {
    Dictionary dictionary = vector.dictionary();
    int[] codes = vector.codes();
    if (rowCount < dictionary.size()) {
      for (int i = 0; i < rowCount; i++) {
        if (mask[i] >= 0) {
          int code = codes[i];
          mask[i] =
              containsText(
                      dictionary.bytes(),
                      dictionary.offsets()[code],
                      dictionary.offsets()[code + 1])
                  ? 0
                  : -1;
        }
      }
      return;
    }
    int[] table = new int[dictionary.size()];
    rejectTexts(dictionary.bytes(), dictionary.offsets(), table.length, table);
    for (int i = 0; i < rowCount; i++) {
      int code = codes[i];
      mask[i] |= code < table.length ? table[code] : -1;
    }
  }
}
