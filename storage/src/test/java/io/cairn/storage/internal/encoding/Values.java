package io.cairn.storage.internal.encoding;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.TextVector;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values of a column as objects that are equal when their bits are: {@code Long} for lanes INT and
 * LONG, the raw bits as {@code Long} for DOUBLE, {@code BigInteger} for INT128, ISO-8859-1 {@code
 * String} for TEXT; null for NULL.
 */
final class Values {
  private Values() {}

  static ColumnBuilder builder(Lane lane, List<?> values) {
    ColumnBuilder builder = new ColumnBuilder(lane);
    for (Object value : values) {
      append(builder, value);
    }
    return builder;
  }

  private static void append(ColumnBuilder builder, @Nullable Object value) {
    if (value == null) {
      builder.appendNull();
      return;
    }
    switch (builder.lane()) {
      case INT -> builder.appendInt(Math.toIntExact((Long) value));
      case LONG -> builder.appendLong((Long) value);
      case DOUBLE -> builder.appendDouble(Double.longBitsToDouble((Long) value));
      case INT128 -> {
        BigInteger number = (BigInteger) value;
        builder.appendInt128(number.shiftRight(64).longValue(), number.longValue());
      }
      case TEXT -> {
        byte[] bytes = ((String) value).getBytes(StandardCharsets.ISO_8859_1);
        builder.appendBytes(bytes, 0, bytes.length);
      }
      case OBJECT -> throw new AssertionError(builder.lane());
    }
  }

  static Chunk open(ColumnType type, List<?> values, CodecChoice codec) {
    return open(type, encode(type, values, codec), values.size());
  }

  static EncodedChunk encode(ColumnType type, List<?> values, CodecChoice codec) {
    ColumnBuilder builder = builder(type.naturalLane(), values);
    return ChunkEncoder.encode(type, builder, 0, values.size(), codec);
  }

  static Chunk open(ColumnType type, EncodedChunk encoded, int rowCount) {
    // Right at the end of the array: a read beyond the chunk is a read beyond the array.
    byte[] bytes = Arrays.copyOf(encoded.bytes(), encoded.length());
    return Chunk.open(bytes, 0, bytes.length, type, rowCount, "a chunk");
  }

  static List<@Nullable Object> decode(Chunk chunk, Lane lane) {
    ChunkDecoder decoder = chunk.decoder(lane);
    List<@Nullable Object> values = new ArrayList<>();
    for (int batch = 0; batch < chunk.batchCount(); batch++) {
      ColumnVector vector = decoder.decode(batch);
      for (int row = 0; row < chunk.rowCount(batch); row++) {
        values.add(value(vector, row));
      }
    }
    return values;
  }

  static @Nullable Object value(ColumnVector vector, int row) {
    if (vector.isNull(row)) {
      return null;
    }
    if (vector instanceof IntVector values) {
      return (long) values.values()[row];
    }
    if (vector instanceof LongVector values) {
      return values.values()[row];
    }
    if (vector instanceof DoubleVector values) {
      return Double.doubleToRawLongBits(values.values()[row]);
    }
    if (vector instanceof Int128Vector values) {
      return Int128.toBigInteger(values.high()[row], values.low()[row]);
    }
    if (vector instanceof TextVector values) {
      return new String(
          values.bytes(), values.offsets()[row], values.length(row), StandardCharsets.ISO_8859_1);
    }
    DictionaryVector values = (DictionaryVector) vector;
    int code = values.codes()[row];
    int from = values.dictionary().offsets()[code];
    int to = values.dictionary().offsets()[code + 1];
    return new String(values.dictionary().bytes(), from, to - from, StandardCharsets.ISO_8859_1);
  }
}
