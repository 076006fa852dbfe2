package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.Arrays;

/**
 * Turns rows of a column builder into the smallest chunk that the encodings give: candidates are
 * chosen by a sample and verified on every value, bit by bit. A pure function; thread-safe.
 */
public final class ChunkEncoder {
  private ChunkEncoder() {}

  /**
   * Encodes row {@code from} and the {@code count - 1} after it.
   *
   * @param values in the natural lane of {@code type}, or in lane INT for a LONG type; not changed
   *     meanwhile
   * @param count 1 to {@link Chunk#MAX_ROWS}
   */
  public static EncodedChunk encode(
      ColumnType type, ColumnBuilder values, int from, int count, CodecChoice codec) {
    if (count < 1 || count > Chunk.MAX_ROWS || from < 0 || from > values.size() - count) {
      throw new IllegalArgumentException(
          "Rows " + from + " to " + (from + count) + " of " + values.size() + " are no chunk");
    }
    Lane natural = type.naturalLane();
    Lane lane = values.lane();
    if (lane != natural && !(lane == Lane.INT && natural == Lane.LONG)) {
      throw new IllegalArgumentException("Values of " + type + " are not in lane " + lane);
    }
    Presence presence = new Presence(values, from, count);
    StatisticsBuilder statistics = new StatisticsBuilder(type, count, presence.nullCount());
    EncodedBody body;
    if (presence.nullCount() == count) {
      body = new EncodedBody(Encoding.CONSTANT, Chunk.HAS_NO_VALUE, "constant", new ByteWriter(16));
    } else {
      body =
          switch (lane) {
            case INT, LONG -> {
              long[] copy = longs(values, lane, from, count);
              yield IntegerEncoder.encode(type, copy, presence, codec, statistics);
            }
            case DOUBLE -> {
              double[] copy = Arrays.copyOfRange(values.doubles(), from, from + count);
              yield DoubleEncoder.encode(copy, presence, codec, statistics);
            }
            case INT128 -> {
              long[] high = Arrays.copyOfRange(values.high(), from, from + count);
              long[] low = Arrays.copyOfRange(values.longs(), from, from + count);
              yield Int128Encoder.encode(type, high, low, presence, codec, statistics);
            }
            case TEXT ->
                TextEncoder.encode(
                    values.bytes(), values.offsets(), from, count, presence, codec, statistics);
            case OBJECT ->
                throw new IllegalArgumentException("Values of " + type + " are not stored");
          };
    }
    boolean hasNulls = presence.nullCount() > 0 && presence.nullCount() < count;
    ByteWriter out = new ByteWriter(body.bytes().size() + 64);
    out.writeByte(body.encoding().code());
    out.writeByte(body.flags() | (hasNulls ? Chunk.HAS_NULLS : 0));
    out.writeVarint(count);
    if (hasNulls) {
      presence.writeTo(out, codec);
    }
    out.writeBytes(body.bytes().array(), 0, body.bytes().size());
    long rawBytes = rawBytes(values, lane, from, count);
    return new EncodedChunk(out.array(), out.size(), statistics.build(), body.name(), rawBytes);
  }

  private static long[] longs(ColumnBuilder values, Lane lane, int from, int count) {
    if (lane == Lane.LONG) {
      return Arrays.copyOfRange(values.longs(), from, from + count);
    }
    long[] copy = new long[count];
    int[] source = values.ints();
    for (int i = 0; i < count; i++) {
      copy[i] = source[from + i];
    }
    return copy;
  }

  private static long rawBytes(ColumnBuilder values, Lane lane, int from, int count) {
    return switch (lane) {
      case INT -> 4L * count;
      case LONG, DOUBLE -> 8L * count;
      case INT128 -> 16L * count;
      case TEXT -> 4L * count + values.offsets()[from + count] - values.offsets()[from];
      case OBJECT -> throw new AssertionError(lane);
    };
  }
}
