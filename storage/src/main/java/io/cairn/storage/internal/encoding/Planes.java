package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Unsigned values of one width in lane planes: value {@code l} of batch {@code b} is {@code width}
 * bits of lane {@code l}, from bit {@code b * width} on. Widths up to 32 use planes of {@code
 * int[2048]}, in two halves of 32 batches; wider ones planes of {@code long[2048]} over all 64
 * batches. A batch thus touches one plane or two, and only whole arrays from index 0.
 *
 * <p>Layout in {@code docs/format.md}, "Bits". Not changed once it is filled; thread-safe then.
 */
final class Planes {
  static final int LANES = Batch.CAPACITY;

  /** Widest value in planes of 32 bits. */
  static final int MAX_INT_WIDTH = 32;

  private static final int FORM_PLANES = 1;
  private static final int FORM_PACKED = 2;
  private static final int HALF = 32;

  private final int width;
  private final int batchCount;
  private final int[][] ints;
  private final long[][] longs;

  /** Zeros. */
  Planes(int width, int batchCount) {
    this.width = width;
    this.batchCount = batchCount;
    int planes = planeCount(width, batchCount);
    ints = new int[width <= MAX_INT_WIDTH ? planes : 0][LANES];
    longs = new long[width <= MAX_INT_WIDTH ? 0 : planes][LANES];
  }

  static int batchCount(int count) {
    return (count + LANES - 1) / LANES;
  }

  private static int planeCount(int width, int batchCount) {
    if (width > MAX_INT_WIDTH) {
      return (batchCount * width + 63) / 64;
    }
    int second = Math.max(0, batchCount - HALF);
    return (Math.min(HALF, batchCount) * width + 31) / 32 + (second * width + 31) / 32;
  }

  private static int planeBytes(int width, int batchCount) {
    return planeCount(width, batchCount) * LANES * (width <= MAX_INT_WIDTH ? 4 : 8);
  }

  private static int packedBytes(int width, int count) {
    return (int) (((long) width * count + 7) / 8);
  }

  int width() {
    return width;
  }

  /** Whether values are decoded into lanes of 32 bits. */
  boolean isInt() {
    return width <= MAX_INT_WIDTH;
  }

  long heapBytes() {
    return 64 + (long) ints.length * (4 * LANES + 16) + (long) longs.length * (8 * LANES + 16);
  }

  private int firstBit(int batch) {
    return isInt() ? (batch & (HALF - 1)) * width : batch * width;
  }

  /** The plane of 32 bits that holds a bit of a batch. */
  private int intPlane(int batch, int bit) {
    return (batch >= HALF ? width : 0) + (bit >>> 5);
  }

  /** Width up to 32: {@code base} plus the value, in every lane. */
  void decode(int batch, int base, int[] out) {
    if (width == 0) {
      Arrays.fill(out, 0, LANES, base);
      return;
    }
    int bit = firstBit(batch);
    int plane = intPlane(batch, bit);
    int shift = bit & 31;
    int mask = width == 32 ? -1 : (1 << width) - 1;
    if (shift + width <= 32) {
      IntPlaneKernels.decode(ints[plane], shift, mask, base, out);
    } else {
      IntPlaneKernels.decode(ints[plane], ints[plane + 1], shift, mask, base, out);
    }
  }

  /** Width above 32: {@code base} plus the value, in every lane. */
  void decode(int batch, long base, long[] out) {
    int bit = firstBit(batch);
    int plane = bit >>> 6;
    int shift = bit & 63;
    long mask = width == 64 ? -1L : (1L << width) - 1;
    if (shift + width <= 64) {
      LongPlaneKernels.decode(longs[plane], shift, mask, base, out);
    } else {
      LongPlaneKernels.decode(longs[plane], longs[plane + 1], shift, mask, base, out);
    }
  }

  /** Width 1: -1 where the bit is set, else 0. */
  void decodeNulls(int batch, int[] out) {
    int bit = firstBit(batch);
    IntPlaneKernels.decodeNulls(ints[intPlane(batch, bit)], bit & 31, out);
  }

  /** {@code base} plus the values of some lanes, cut to 32 bits; other lanes stay as they are. */
  void decode(int batch, long base, int[] rows, int count, int[] out) {
    if (width == 0 || !isInt()) {
      for (int i = 0; i < count; i++) {
        out[rows[i]] = (int) (base + get(batch, rows[i]));
      }
      return;
    }
    int bit = firstBit(batch);
    int plane = intPlane(batch, bit);
    int shift = bit & 31;
    int mask = width == 32 ? -1 : (1 << width) - 1;
    int cut = (int) base;
    if (shift + width <= 32) {
      IntPlaneKernels.decode(ints[plane], shift, mask, cut, rows, count, out);
    } else {
      IntPlaneKernels.decode(ints[plane], ints[plane + 1], shift, mask, cut, rows, count, out);
    }
  }

  /** {@code base} plus the values of some lanes; other lanes stay as they are. */
  void decode(int batch, long base, int[] rows, int count, long[] out) {
    if (width == 0 || !isInt()) {
      for (int i = 0; i < count; i++) {
        out[rows[i]] = base + get(batch, rows[i]);
      }
      return;
    }
    int bit = firstBit(batch);
    int plane = intPlane(batch, bit);
    int shift = bit & 31;
    int mask = width == 32 ? -1 : (1 << width) - 1;
    if (shift + width <= 32) {
      IntPlaneKernels.decode(ints[plane], shift, mask, base, rows, count, out);
    } else {
      IntPlaneKernels.decode(ints[plane], ints[plane + 1], shift, mask, base, rows, count, out);
    }
  }

  /** One value. */
  long get(int batch, int lane) {
    if (width == 0) {
      return 0;
    }
    int bit = firstBit(batch);
    if (isInt()) {
      int plane = intPlane(batch, bit);
      int shift = bit & 31;
      long value = (ints[plane][lane] & 0xFFFF_FFFFL) >>> shift;
      if (shift + width > 32) {
        value |= (ints[plane + 1][lane] & 0xFFFF_FFFFL) << (32 - shift);
      }
      return value & ((1L << width) - 1);
    }
    int plane = bit >>> 6;
    int shift = bit & 63;
    long value = longs[plane][lane] >>> shift;
    if (shift + width > 64) {
      value |= longs[plane + 1][lane] << (64 - shift);
    }
    return width == 64 ? value : value & ((1L << width) - 1);
  }

  /** Sets the values of a batch, once; width up to 32. Lanes without a row are 0. */
  void set(int batch, int[] values) {
    if (width == 0) {
      return;
    }
    int bit = firstBit(batch);
    int plane = intPlane(batch, bit);
    int shift = bit & 31;
    IntPlaneKernels.pack(values, shift, ints[plane]);
    if (shift + width > 32) {
      IntPlaneKernels.packUpper(values, 32 - shift, ints[plane + 1]);
    }
  }

  /** Sets the values of a batch, once; width above 32. Lanes without a row are 0. */
  void set(int batch, long[] values) {
    int bit = firstBit(batch);
    int plane = bit >>> 6;
    int shift = bit & 63;
    LongPlaneKernels.pack(values, shift, longs[plane]);
    if (shift + width > 64) {
      LongPlaneKernels.packUpper(values, 64 - shift, longs[plane + 1]);
    }
  }

  /**
   * Writes the first {@code count} values: planes, or packed without gaps where planes would take
   * an eighth more, as for few rows.
   */
  void writeTo(ByteWriter out, int count, CodecChoice codec) {
    if (width == 0) {
      return;
    }
    int planeBytes = planeBytes(width, batchCount);
    int packedBytes = packedBytes(width, count);
    if (planeBytes <= packedBytes + packedBytes / 8) {
      byte[] bytes = new byte[planeBytes];
      ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < ints.length; i++) {
        buffer.asIntBuffer().put(ints[i]);
        buffer.position(buffer.position() + 4 * LANES);
      }
      for (int i = 0; i < longs.length; i++) {
        buffer.asLongBuffer().put(longs[i]);
        buffer.position(buffer.position() + 8 * LANES);
      }
      out.writeByte(FORM_PLANES);
      Part.write(out, bytes, planeBytes, codec);
    } else {
      out.writeByte(FORM_PACKED);
      Part.write(out, pack(count, packedBytes), packedBytes, codec);
    }
  }

  private byte[] pack(int count, int length) {
    PackedBits bits = new PackedBits(new byte[length + PackedBits.PADDING], width);
    for (int i = 0; i < count; i++) {
      bits.set(i, get(i / LANES, i % LANES));
    }
    return bits.bytes();
  }

  /** Reads what {@link #writeTo} wrote; the width, from 0 to 64, and the count are checked. */
  static Planes readFrom(ByteReader in, int width, int count) {
    int batches = batchCount(count);
    if (width == 0) {
      return new Planes(0, batches);
    }
    int form = in.readUnsignedByte();
    if (form == FORM_PLANES) {
      byte[] bytes = Part.read(in, planeBytes(width, batches), 0);
      Planes planes = new Planes(width, batches);
      planes.fill(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
      return planes;
    }
    if (form == FORM_PACKED) {
      byte[] bytes = Part.read(in, packedBytes(width, count), PackedBits.PADDING);
      Planes planes = new Planes(width, batches);
      planes.unpack(new PackedBits(bytes, width), count);
      return planes;
    }
    throw Refusal.unsupported(in, "form of bits", form);
  }

  private void fill(ByteBuffer buffer) {
    for (int i = 0; i < ints.length; i++) {
      buffer.asIntBuffer().get(ints[i]);
      buffer.position(buffer.position() + 4 * LANES);
    }
    for (int i = 0; i < longs.length; i++) {
      buffer.asLongBuffer().get(longs[i]);
      buffer.position(buffer.position() + 8 * LANES);
    }
  }

  private void unpack(PackedBits bits, int count) {
    int[] intLane = new int[isInt() ? LANES : 0];
    long[] longLane = new long[isInt() ? 0 : LANES];
    for (int batch = 0; batch < batchCount; batch++) {
      int first = batch * LANES;
      int rows = Math.min(LANES, count - first);
      if (isInt()) {
        for (int i = 0; i < LANES; i++) {
          intLane[i] = i < rows ? (int) bits.get(first + i) : 0;
        }
        set(batch, intLane);
      } else {
        for (int i = 0; i < LANES; i++) {
          longLane[i] = i < rows ? bits.get(first + i) : 0;
        }
        set(batch, longLane);
      }
    }
  }
}
