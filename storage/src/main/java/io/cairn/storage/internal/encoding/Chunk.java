package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Match;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column over one row group, checked and ready to decode batch by batch: batch
 * {@code b} holds rows {@code b * 2048} up to the next batch's. Layout in {@code docs/format.md},
 * "Chunk". Immutable and thread-safe; {@link ChunkDecoder} reads it.
 */
public final class Chunk {
  /** Most rows of a chunk. */
  public static final int MAX_ROWS = 1 << 17;

  static final int HAS_NULLS = 1;
  static final int HAS_OUTLIERS = 2;
  static final int HAS_NO_VALUE = 4;
  private static final int KNOWN_FLAGS = HAS_NULLS | HAS_OUTLIERS | HAS_NO_VALUE;

  private final ColumnType type;
  private final int rowCount;
  private final @Nullable Planes nulls;
  private final int[] nullCounts;
  private final Body body;

  private Chunk(
      ColumnType type, int rowCount, @Nullable Planes nulls, int[] nullCounts, Body body) {
    this.type = type;
    this.rowCount = rowCount;
    this.nulls = nulls;
    this.nullCounts = nullCounts;
    this.body = body;
  }

  /**
   * Reads and checks a chunk; the bytes are not needed afterwards.
   *
   * @param rowCount rows that it must have, 1 to {@link #MAX_ROWS}
   * @param place what the bytes are, for messages: {@code column price of /sales/orders, row group
   *     17}
   * @throws io.cairn.storage.error.StorageException CORRUPT if the bytes contradict the format or
   *     the row count; UNSUPPORTED if they use what this version does not know
   */
  public static Chunk open(
      byte[] bytes, int offset, int length, ColumnType type, int rowCount, String place) {
    if (rowCount < 1 || rowCount > MAX_ROWS) {
      throw new IllegalArgumentException("rowCount = " + rowCount + ", expected 1 to " + MAX_ROWS);
    }
    ByteReader in = new ByteReader(bytes, offset, offset + length, place);
    Encoding encoding = Encoding.readFrom(in);
    int flags = in.readUnsignedByte();
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw Refusal.unsupported(in, "flag of chunks", flags);
    }
    long rows = in.readVarint();
    if (rows != rowCount) {
      throw in.corrupt(
          "it has " + Long.toUnsignedString(rows) + " rows where " + rowCount + " are expected");
    }
    Planes nulls = (flags & HAS_NULLS) == 0 ? null : Planes.readFrom(in, 1, rowCount);
    int[] nullCounts = countNulls(nulls, rowCount);
    Body body = readBody(in, encoding, flags, type, rowCount);
    in.expectEnd();
    if ((flags & HAS_NO_VALUE) != 0) {
      Arrays.setAll(
          nullCounts, batch -> Math.min(Batch.CAPACITY, rowCount - batch * Batch.CAPACITY));
    }
    return new Chunk(type, rowCount, nulls, nullCounts, body);
  }

  private static int[] countNulls(@Nullable Planes nulls, int rowCount) {
    int[] counts = new int[Planes.batchCount(rowCount)];
    if (nulls == null) {
      return counts;
    }
    int[] lane = new int[Batch.CAPACITY];
    for (int batch = 0; batch < counts.length; batch++) {
      nulls.decodeNulls(batch, lane);
      int rows = Math.min(Batch.CAPACITY, rowCount - batch * Batch.CAPACITY);
      for (int i = 0; i < rows; i++) {
        counts[batch] -= lane[i];
      }
    }
    return counts;
  }

  private static Body readBody(
      ByteReader in, Encoding encoding, int flags, ColumnType type, int rowCount) {
    Lane lane = type.naturalLane();
    boolean isInteger = lane == Lane.INT || lane == Lane.LONG || lane == Lane.INT128;
    boolean mayHaveOutliers =
        encoding == Encoding.INTEGERS
            || encoding == Encoding.DECIMAL_SCALE
            || encoding == Encoding.BINARY_SCALE;
    if (((flags & HAS_OUTLIERS) != 0 && !mayHaveOutliers)
        || ((flags & HAS_NO_VALUE) != 0
            && (encoding != Encoding.CONSTANT || (flags & HAS_NULLS) != 0))) {
      throw in.corrupt("flags " + flags + " do not belong to encoding " + encoding);
    }
    boolean hasOutliers = (flags & HAS_OUTLIERS) != 0;
    if (encoding == Encoding.CONSTANT) {
      return readConstant(in, type, (flags & HAS_NO_VALUE) == 0);
    }
    if (encoding == Encoding.INTEGERS && isInteger) {
      Integers values = Integers.readFrom(in, rowCount);
      Outliers outliers = hasOutliers ? Outliers.readFrom(in, rowCount) : Outliers.NONE;
      long bias = ColumnFilter.isUnsignedLong(type) ? Long.MIN_VALUE : 0;
      return new IntegersBody(values, bias, outliers);
    }
    if (encoding == Encoding.NUMBER_DICTIONARY && (isInteger || lane == Lane.DOUBLE)) {
      return NumberDictionaryBody.readFrom(in, type, rowCount);
    }
    boolean isDecimal = encoding == Encoding.DECIMAL_SCALE;
    if ((isDecimal || encoding == Encoding.BINARY_SCALE) && lane == Lane.DOUBLE) {
      DoubleScale scale = DoubleScale.readFrom(in, isDecimal);
      Integers integers = Integers.readFrom(in, rowCount);
      if (integers.min() < -ScaledBody.MAX_INTEGER || integers.max() > ScaledBody.MAX_INTEGER) {
        throw in.corrupt("doubles are scaled to integers up to " + integers.max());
      }
      Outliers outliers = hasOutliers ? Outliers.readFrom(in, rowCount) : Outliers.NONE;
      return new ScaledBody(integers, scale, outliers);
    }
    if (encoding == Encoding.DICTIONARY && lane == Lane.TEXT) {
      return TextDictionaryBody.readFrom(in, rowCount);
    }
    if (encoding == Encoding.RAW && lane == Lane.TEXT) {
      return RawTextBody.readFrom(in, rowCount);
    }
    if (encoding == Encoding.RAW && lane == Lane.DOUBLE) {
      return RawDoublesBody.readDoubles(in, rowCount);
    }
    if (encoding == Encoding.RAW && lane == Lane.INT128) {
      return RawInt128Body.readFrom(in, rowCount);
    }
    if (encoding == Encoding.FLOAT && lane == Lane.DOUBLE) {
      return RawDoublesBody.readFloats(in, rowCount);
    }
    if (encoding == Encoding.OVERFLOW || encoding == Encoding.SYMBOLS) {
      throw Refusal.unsupported(in, "encoding", encoding.code());
    }
    throw in.corrupt("encoding " + encoding + " does not hold values of type " + type);
  }

  private static Body readConstant(ByteReader in, ColumnType type, boolean hasValue) {
    Lane lane = type.naturalLane();
    Dictionary none = new Dictionary(new byte[0], new int[2], 0);
    if (!hasValue) {
      return new ConstantBody(lane, 0, 0, none, null, false);
    }
    switch (lane) {
      case INT, LONG -> {
        long bias = ColumnFilter.isUnsignedLong(type) ? Long.MIN_VALUE : 0;
        long value = Integers.readSigned(in);
        return new ConstantBody(
            lane, 0, value + bias, none, IntegersBody.constant(value, bias), false);
      }
      case DOUBLE -> {
        long bits = in.readLong();
        double value = Double.longBitsToDouble(bits);
        boolean isNan = Double.isNaN(value);
        return new ConstantBody(
            lane, 0, bits, none, isNan ? null : new Constant.Real(value), isNan);
      }
      case INT128 -> {
        long low = in.readLong();
        long high = in.readLong();
        Constant bound = new Constant.Huge(Int128.toBigInteger(high, low));
        return new ConstantBody(lane, high, low, none, bound, false);
      }
      case TEXT -> {
        byte[] text = in.readBytes(in.readCount(1));
        Dictionary dictionary = new Dictionary(text, new int[] {0, text.length}, 1);
        return new ConstantBody(lane, 0, 0, dictionary, new Constant.Text(text), false);
      }
      case OBJECT -> throw in.corrupt("values of type " + type + " are not stored");
    }
    throw new AssertionError(lane);
  }

  /**
   * The same chunk, with the pool's dictionary in the place of an equal one of its own: who keeps
   * something for each dictionary keeps it once for many chunks.
   */
  public Chunk withDictionaryOf(DictionaryPool pool) {
    Body shared = body.withDictionaryOf(pool);
    return shared == body ? this : new Chunk(type, rowCount, nulls, nullCounts, shared);
  }

  public ColumnType type() {
    return type;
  }

  public int rowCount() {
    return rowCount;
  }

  public int batchCount() {
    return nullCounts.length;
  }

  /** Rows of a batch: 2,048 in all but the last. */
  public int rowCount(int batch) {
    return Math.min(Batch.CAPACITY, rowCount - batch * Batch.CAPACITY);
  }

  /** The encoding in words, as in {@code dictionary+for10}. */
  public String encodingName() {
    return body.name();
  }

  /** Bytes of memory that it holds. */
  public long heapBytes() {
    return 128 + body.heapBytes() + (nulls == null ? 0 : nulls.heapBytes());
  }

  /** What is known about the values of a batch. */
  public ColumnStatistics statistics(int batch) {
    boolean isOrdered = !(type instanceof ColumnType.Uuid);
    return new ColumnStatistics(
        rowCount(batch),
        nullCounts[batch],
        body.nanCount(batch),
        isOrdered ? body.min(batch) : null,
        isOrdered ? body.max(batch) : null,
        -1);
  }

  /** What the bounds of a batch say about a condition on this column, whatever its ordinal. */
  public Match match(int batch, Predicate condition) {
    ColumnStatistics statistics = statistics(batch);
    return condition.match(column -> statistics);
  }

  /** A decoder of its own for one thread, starting with this chunk. */
  public ChunkDecoder decoder(Lane lane) {
    ChunkDecoder decoder = new ChunkDecoder(type, lane);
    decoder.reset(this);
    return decoder;
  }

  Body body() {
    return body;
  }

  /** Fills the validity lane of a batch; false if no row of it is NULL. */
  boolean decodeNulls(int batch, int[] lane) {
    if (nullCounts[batch] == 0) {
      return false;
    }
    if (nulls == null || nullCounts[batch] == rowCount(batch)) {
      Arrays.fill(lane, 0, Batch.CAPACITY, -1);
    } else {
      nulls.decodeNulls(batch, lane);
    }
    return true;
  }

  /** Types that can be stored. */
  public static boolean canStore(ColumnType type) {
    return type.naturalLane() != Lane.OBJECT;
  }
}
