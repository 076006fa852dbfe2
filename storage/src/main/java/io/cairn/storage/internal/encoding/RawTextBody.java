package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings one after another, with the bounds of each batch where there are several.
 *
 * @param bytes of all rows
 * @param offsets one entry a row and one more
 * @param min prefixes of the smallest texts of batches, as {@link ChunkStatistics} cuts them
 * @param max texts not below any of a batch
 */
record RawTextBody(byte[] bytes, int[] offsets, @Nullable Constant[] min, @Nullable Constant[] max)
    implements Body {
  /** Stands for the length of a bound that there is not. */
  private static final int NO_BOUND = 255;

  /** Writes rows from {@code offsets[0]}, which is 0. */
  static void write(
      ByteWriter out, byte[] bytes, int[] offsets, Presence presence, CodecChoice codec) {
    int count = offsets.length - 1;
    long[] lengths = new long[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = offsets[i + 1] - (long) offsets[i];
    }
    Integers.write(out, lengths, count, codec);
    Part.write(out, bytes, offsets[count], codec);
    int batches = Planes.batchCount(count);
    for (int batch = 0; batch < batches && batches > 1; batch++) {
      int from = batch * Planes.LANES;
      writeBounds(out, bytes, offsets, presence, from, Math.min(count, from + Planes.LANES));
    }
  }

  private static void writeBounds(
      ByteWriter out, byte[] bytes, int[] offsets, Presence presence, int from, int to) {
    int least = -1;
    int most = -1;
    for (int i = from; i < to; i++) {
      if (!presence.isNull(i)) {
        least = least < 0 || compare(bytes, offsets, i, least) < 0 ? i : least;
        most = most < 0 || compare(bytes, offsets, i, most) > 0 ? i : most;
      }
    }
    if (least < 0) {
      out.writeByte(NO_BOUND);
      out.writeByte(NO_BOUND);
    } else {
      writeBound(out, ChunkStatistics.cutMin(bytes, offsets[least], offsets[least + 1]));
      writeBound(out, ChunkStatistics.cutMax(bytes, offsets[most], offsets[most + 1]));
    }
  }

  /** Orders two rows. */
  static int compare(byte[] bytes, int[] offsets, int a, int b) {
    return Arrays.compareUnsigned(
        bytes, offsets[a], offsets[a + 1], bytes, offsets[b], offsets[b + 1]);
  }

  private static void writeBound(ByteWriter out, Constant.@Nullable Text bound) {
    out.writeByte(bound == null ? NO_BOUND : bound.bytes().length);
    if (bound != null) {
      out.writeBytes(bound.bytes());
    }
  }

  private static Constant.@Nullable Text readBound(ByteReader in) {
    int length = in.readUnsignedByte();
    if (length == NO_BOUND) {
      return null;
    }
    if (length > ChunkStatistics.MAX_TEXT_BYTES) {
      throw in.corrupt("a bound of " + length + " bytes");
    }
    return new Constant.Text(in.readBytes(length));
  }

  static RawTextBody readFrom(ByteReader in, int rowCount) {
    Integers lengths = Integers.readFrom(in, rowCount);
    byte[] bytes = Part.read(in);
    int[] offsets = TextOffsets.of(in, lengths.toArray(), bytes.length);
    int batches = Planes.batchCount(rowCount);
    @Nullable Constant[] min = new @Nullable Constant[batches];
    @Nullable Constant[] max = new @Nullable Constant[batches];
    for (int batch = 0; batch < batches && batches > 1; batch++) {
      min[batch] = readBound(in);
      max[batch] = readBound(in);
    }
    return new RawTextBody(bytes, offsets, min, max);
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public long heapBytes() {
    return 64 + bytes.length + 4L * offsets.length + 120L * min.length;
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    copyOffsets(batch, scratch.offsets);
    return new TextVector(bytes, scratch.offsets, null);
  }

  private int copyOffsets(int batch, int[] out) {
    int first = batch * Planes.LANES;
    int rows = Math.min(Planes.LANES, offsets.length - 1 - first);
    System.arraycopy(offsets, first, out, 0, rows + 1);
    Arrays.fill(out, rows + 1, Planes.LANES + 1, out[rows]);
    return rows;
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    return (batch, mask, scratch) -> {
      int rows = copyOffsets(batch, scratch.offsets);
      filter.rejectTexts(bytes, scratch.offsets, rows, mask);
    };
  }

  @Override
  public @Nullable Constant min(int batch) {
    return min[batch];
  }

  @Override
  public @Nullable Constant max(int batch) {
    return max[batch];
  }
}
