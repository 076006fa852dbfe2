package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Byte strings one after another.
 *
 * @param bytes of all rows
 * @param offsets one entry a row and one more
 */
record RawTextBody(byte[] bytes, int[] offsets) implements Body {
  static void write(ByteWriter out, byte[] bytes, int[] offsets, int count, CodecChoice codec) {
    long[] lengths = new long[count];
    for (int i = 0; i < count; i++) {
      lengths[i] = offsets[i + 1] - offsets[i];
    }
    Integers.write(out, lengths, count, codec);
    Part.write(out, bytes, offsets[count], codec);
  }

  static RawTextBody readFrom(ByteReader in, int rowCount) {
    Integers lengths = Integers.readFrom(in, rowCount);
    byte[] bytes = Part.read(in);
    return new RawTextBody(bytes, TextOffsets.of(in, lengths.toArray(), bytes.length));
  }

  @Override
  public String name() {
    return "raw";
  }

  @Override
  public long heapBytes() {
    return 64 + bytes.length + 4L * offsets.length;
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
    return null;
  }

  @Override
  public @Nullable Constant max(int batch) {
    return null;
  }
}
