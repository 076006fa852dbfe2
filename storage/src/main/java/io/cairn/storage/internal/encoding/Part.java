package io.cairn.storage.internal.encoding;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.Arrays;

/** A run of bytes in a chunk, as it is or compressed; {@code docs/format.md}, "Part". */
final class Part {
  /** Most bytes of a part that is not compressed yet. */
  static final int MAX_BYTES = 64 << 20;

  private static final int PLAIN = 0;
  private static final int ZSTD = 1;

  /** Parts below are not worth a frame of zstd. */
  private static final int MIN_COMPRESSED = 64;

  /** What is tried first of a longer part: in slices, over all of it. */
  private static final int SAMPLE_BYTES = 1 << 15;

  private static final int SAMPLE_SLICES = 4;

  /** A stored byte stands for no more than this, so that a short file cannot fill the memory. */
  private static final int MAX_RATIO = 1000;

  /** The ratio does not matter up to here. */
  private static final int FREE_BYTES = 1 << 20;

  private Part() {}

  /** Writes the first {@code length} bytes. */
  static void write(ByteWriter out, byte[] bytes, int length, CodecChoice codec) {
    if (codec.zstdLevel() > 0 && length >= MIN_COMPRESSED && gains(bytes, length, codec)) {
      byte[] packed = new byte[(int) Zstd.compressBound(length)];
      long size =
          Zstd.compressByteArray(packed, 0, packed.length, bytes, 0, length, codec.zstdLevel());
      if (!Zstd.isError(size) && isSmaller(size, length) && length <= limit(size)) {
        out.writeByte(ZSTD);
        out.writeVarint(length);
        out.writeVarint(size);
        out.writeBytes(packed, 0, (int) size);
        return;
      }
    }
    out.writeByte(PLAIN);
    out.writeVarint(length);
    out.writeBytes(bytes, 0, length);
  }

  /** Saves 12 % or more. */
  private static boolean isSmaller(long size, int length) {
    return size * 100 <= length * 88L;
  }

  private static long limit(long storedBytes) {
    return Math.max(FREE_BYTES, MAX_RATIO * storedBytes);
  }

  /** Whether a sample gains: numbers in planes mostly do not, and trying all of them costs time. */
  private static boolean gains(byte[] bytes, int length, CodecChoice codec) {
    if (length <= 2 * SAMPLE_BYTES) {
      return true;
    }
    byte[] sample = new byte[SAMPLE_BYTES];
    int slice = SAMPLE_BYTES / SAMPLE_SLICES;
    for (int i = 0; i < SAMPLE_SLICES; i++) {
      int from = (int) ((long) (length - slice) * i / (SAMPLE_SLICES - 1));
      System.arraycopy(bytes, from, sample, i * slice, slice);
    }
    byte[] packed = new byte[(int) Zstd.compressBound(SAMPLE_BYTES)];
    long size =
        Zstd.compressByteArray(
            packed, 0, packed.length, sample, 0, SAMPLE_BYTES, Math.min(3, codec.zstdLevel()));
    // A short sample finds fewer repetitions than the whole does.
    return !Zstd.isError(size) && size * 100 <= SAMPLE_BYTES * 95L;
  }

  /**
   * A part of exactly {@code length} bytes, and {@code padding} zeros behind them.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT if it has another length
   */
  static byte[] read(ByteReader in, int length, int padding) {
    int codec = in.readUnsignedByte();
    long found = in.readVarint();
    if (found != length) {
      throw in.corrupt("a part has " + found + " bytes where " + length + " are expected");
    }
    return readBody(in, codec, length, padding);
  }

  /** A part of any length up to {@link #MAX_BYTES}. */
  static byte[] read(ByteReader in) {
    int codec = in.readUnsignedByte();
    long length = in.readVarint();
    if (length < 0 || length > MAX_BYTES) {
      throw in.corrupt("a part claims " + Long.toUnsignedString(length) + " bytes");
    }
    return readBody(in, codec, (int) length, 0);
  }

  private static byte[] readBody(ByteReader in, int codec, int length, int padding) {
    if (codec == PLAIN) {
      byte[] bytes = in.readBytes(length);
      return padding == 0 ? bytes : Arrays.copyOf(bytes, length + padding);
    }
    if (codec != ZSTD) {
      throw Refusal.unsupported(in, "codec", codec);
    }
    int stored = in.readCount(1);
    if (length > limit(stored)) {
      throw in.corrupt("a part claims to shrink from " + length + " bytes to " + stored);
    }
    byte[] packed = in.readBytes(stored);
    byte[] bytes = new byte[length + padding];
    if (!decompress(packed, bytes, length)) {
      throw in.corrupt("a compressed part of " + stored + " bytes does not unfold to " + length);
    }
    return bytes;
  }

  private static boolean decompress(byte[] packed, byte[] out, int length) {
    try {
      return Zstd.decompressByteArray(out, 0, length, packed, 0, packed.length) == length;
    } catch (ZstdException e) {
      // Some versions report by a code, others throw.
      return false;
    }
  }
}
