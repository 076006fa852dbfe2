package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is known about the values of a chunk, or of several. Immutable; layout in {@code
 * docs/format.md}, "Chunk statistics".
 *
 * @param rowCount rows, NULLs among them
 * @param nullCount NULLs
 * @param nanCount NaNs
 * @param hasInfinities whether some value is infinite
 * @param min the smallest value but NULL and NaN, or a prefix of it; absent if there is none
 * @param max the largest such value, or what is above all values that start like it; absent if
 *     there is none
 * @param isMinCut whether {@code min} is a prefix of {@value #MAX_TEXT_BYTES} bytes
 * @param isMaxCut whether {@code max} is above the largest value, or unknown though there is one
 * @param sum of all values but NULL: exact for integers and decimals, in row order for floating
 *     point; absent for other types and where there is no value
 * @param isAscending whether no value is below the one before, in rows without NULL; false if a row
 *     is NULL or NaN
 * @param isStrictlyAscending whether each is above the one before, too
 * @param distinctCount distinct values but NULL, or -1 if unknown
 */
public record ChunkStatistics(
    long rowCount,
    long nullCount,
    long nanCount,
    boolean hasInfinities,
    @Nullable Constant min,
    @Nullable Constant max,
    boolean isMinCut,
    boolean isMaxCut,
    @Nullable Constant sum,
    boolean isAscending,
    boolean isStrictlyAscending,
    long distinctCount) {
  /** Most bytes of a text or of binary data that are kept as a bound. */
  public static final int MAX_TEXT_BYTES = 16;

  private static final int INFINITIES = 1;
  private static final int MIN_CUT = 2;
  private static final int MAX_CUT = 4;
  private static final int ASCENDING = 8;
  private static final int STRICTLY = 16;
  private static final int HAS_MIN = 32;
  private static final int HAS_MAX = 64;
  private static final int HAS_SUM = 128;

  /** Most bytes of an exact sum or a number of 128 bits. */
  private static final int MAX_NUMBER_BYTES = 24;

  /** The bounds of texts as they are kept, from the whole smallest and largest. */
  static Constant.Text cutMin(byte[] bytes, int from, int to) {
    return new Constant.Text(Arrays.copyOfRange(bytes, from, Math.min(to, from + MAX_TEXT_BYTES)));
  }

  /** The shortest text above all that start with the first bytes; absent if there is none. */
  static Constant.@Nullable Text cutMax(byte[] bytes, int from, int to) {
    if (to - from <= MAX_TEXT_BYTES) {
      return new Constant.Text(Arrays.copyOfRange(bytes, from, to));
    }
    byte[] prefix = Arrays.copyOfRange(bytes, from, from + MAX_TEXT_BYTES);
    int last = prefix.length - 1;
    while (last >= 0 && prefix[last] == (byte) 0xFF) {
      last--;
    }
    if (last < 0) {
      return null;
    }
    prefix[last]++;
    return new Constant.Text(Arrays.copyOf(prefix, last + 1));
  }

  /** For pruning. */
  public ColumnStatistics toColumnStatistics() {
    return toColumnStatistics(distinctCount);
  }

  /** For pruning and planning, with another estimate of distinct values. */
  public ColumnStatistics toColumnStatistics(long estimatedDistinctCount) {
    return new ColumnStatistics(
        rowCount,
        nullCount,
        nanCount,
        min,
        max,
        estimatedDistinctCount,
        hasExactBounds(),
        sum instanceof Constant.Real ? null : sum,
        isAscending);
  }

  private boolean hasExactBounds() {
    return !isMinCut
        && !isMaxCut
        && !hasUnknownMin()
        && !hasUnknownMax()
        && !isZero(min)
        && !isZero(max);
  }

  /** Whether a bound may stand for the zero of the other sign. */
  private static boolean isZero(@Nullable Constant bound) {
    return bound instanceof Constant.Real real && real.value() == 0;
  }

  /** The statistics of these rows and of those that follow them. */
  public ChunkStatistics merge(ChunkStatistics next) {
    if (rowCount == 0 || next.rowCount == 0) {
      return rowCount == 0 ? next : this;
    }
    boolean joins = max != null && next.min != null;
    int order = joins && max != null && next.min != null ? Constant.compare(max, next.min) : 1;
    boolean isMinUnknown = hasUnknownMin() || next.hasUnknownMin();
    boolean isMaxUnknown = hasUnknownMax() || next.hasUnknownMax();
    Constant newMin = isMinUnknown ? null : extreme(min, next.min, -1);
    Constant newMax = isMaxUnknown ? null : extreme(max, next.max, 1);
    return new ChunkStatistics(
        rowCount + next.rowCount,
        nullCount + next.nullCount,
        nanCount + next.nanCount,
        hasInfinities || next.hasInfinities,
        newMin,
        newMax,
        isMinCut || next.isMinCut,
        isMaxCut || next.isMaxCut,
        add(sum, next.sum),
        isAscending && next.isAscending && order <= 0,
        isStrictlyAscending && next.isStrictlyAscending && order < 0,
        mergedDistinctCount(next, order));
  }

  private long mergedDistinctCount(ChunkStatistics next, int order) {
    if (distinctCount < 0 || next.distinctCount < 0) {
      return -1;
    }
    return order < 0
        ? distinctCount + next.distinctCount
        : Math.max(distinctCount, next.distinctCount);
  }

  private boolean hasUnknownMin() {
    return min == null && nullCount + nanCount < rowCount;
  }

  private boolean hasUnknownMax() {
    return max == null && nullCount + nanCount < rowCount;
  }

  private static @Nullable Constant extreme(@Nullable Constant a, @Nullable Constant b, int sign) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return Constant.compare(a, b) * sign >= 0 ? a : b;
  }

  private static @Nullable Constant add(@Nullable Constant a, @Nullable Constant b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    if (a instanceof Constant.Real left && b instanceof Constant.Real right) {
      return new Constant.Real(left.value() + right.value());
    }
    return exact(integer(a).add(integer(b)));
  }

  private static BigInteger integer(Constant constant) {
    return constant instanceof Constant.Whole whole
        ? BigInteger.valueOf(whole.value())
        : ((Constant.Huge) constant).value();
  }

  /** Whole where it fits. */
  static Constant exact(BigInteger value) {
    return value.bitLength() < 64
        ? new Constant.Whole(value.longValueExact())
        : new Constant.Huge(value);
  }

  public void writeTo(ByteWriter out) {
    int flags =
        (hasInfinities ? INFINITIES : 0)
            | (isMinCut ? MIN_CUT : 0)
            | (isMaxCut ? MAX_CUT : 0)
            | (isAscending ? ASCENDING : 0)
            | (isStrictlyAscending ? STRICTLY : 0)
            | (min != null ? HAS_MIN : 0)
            | (max != null ? HAS_MAX : 0)
            | (sum != null ? HAS_SUM : 0);
    out.writeByte(flags);
    out.writeVarint(rowCount);
    out.writeVarint(nullCount);
    out.writeVarint(nanCount);
    out.writeVarint(distinctCount + 1);
    if (min != null) {
      writeConstant(out, min);
    }
    if (max != null) {
      writeConstant(out, max);
    }
    if (sum != null) {
      writeConstant(out, sum);
    }
  }

  private static void writeConstant(ByteWriter out, Constant constant) {
    if (constant instanceof Constant.Real real) {
      out.writeLong(Double.doubleToRawLongBits(real.value()));
    } else {
      byte[] bytes =
          constant instanceof Constant.Text text ? text.bytes() : integer(constant).toByteArray();
      out.writeByte(bytes.length);
      out.writeBytes(bytes);
    }
  }

  /**
   * Reads what {@link #writeTo} wrote for a column of this type.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT if it makes no sense
   */
  public static ChunkStatistics readFrom(ByteReader in, ColumnType type) {
    int flags = in.readUnsignedByte();
    long rowCount = in.readVarint();
    long nullCount = in.readVarint();
    long nanCount = in.readVarint();
    long distinctCount = in.readVarint() - 1;
    if (rowCount < 0
        || nullCount < 0
        || nanCount < 0
        || nullCount > rowCount
        || nanCount > rowCount - nullCount
        || distinctCount < -1
        || distinctCount > rowCount) {
      throw in.corrupt(
          "statistics count " + nullCount + " NULLs and " + nanCount + " NaNs in " + rowCount);
    }
    return new ChunkStatistics(
        rowCount,
        nullCount,
        nanCount,
        (flags & INFINITIES) != 0,
        (flags & HAS_MIN) != 0 ? readConstant(in, type) : null,
        (flags & HAS_MAX) != 0 ? readConstant(in, type) : null,
        (flags & MIN_CUT) != 0,
        (flags & MAX_CUT) != 0,
        (flags & HAS_SUM) != 0 ? readConstant(in, type) : null,
        (flags & ASCENDING) != 0,
        (flags & STRICTLY) != 0,
        distinctCount);
  }

  private static Constant readConstant(ByteReader in, ColumnType type) {
    if (type.naturalLane() == Lane.DOUBLE) {
      return new Constant.Real(Double.longBitsToDouble(in.readLong()));
    }
    int length = in.readUnsignedByte();
    byte[] bytes = in.readBytes(length);
    if (type.naturalLane() == Lane.TEXT && length <= MAX_TEXT_BYTES) {
      return new Constant.Text(bytes);
    }
    if (length == 0 || length > MAX_NUMBER_BYTES || type.naturalLane() == Lane.TEXT) {
      throw in.corrupt("a bound of " + length + " bytes");
    }
    return exact(new BigInteger(bytes));
  }
}
