package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.vector.Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Encodes lane TEXT: as a dictionary where values repeat, else as bytes. */
final class TextEncoder {
  private TextEncoder() {}

  static EncodedBody encode(
      byte[] bytes,
      int[] offsets,
      int from,
      int count,
      Presence presence,
      CodecChoice codec,
      StatisticsBuilder statistics) {
    int[] rowOffsets = Arrays.copyOfRange(offsets, from, from + count + 1);
    // Without encodings, a dictionary is still made of values that are all equal.
    int limit = codec.isLight() ? TextDictionaryBody.MAX_ENTRIES : 1;
    TextCodes codes = TextCodes.of(bytes, rowOffsets, presence, limit);
    if (codes != null) {
      EncodedBody body = encodeCodes(codes, rowOffsets, codec, statistics);
      if (body != null) {
        return body;
      }
    }
    return encodeRaw(bytes, rowOffsets, presence, codec, statistics);
  }

  private static @Nullable EncodedBody encodeCodes(
      TextCodes codes, int[] offsets, CodecChoice codec, StatisticsBuilder statistics) {
    int count = codes.codes().length;
    Dictionary dictionary = codes.dictionary();
    int size = dictionary.size();
    long dictionaryBytes = (long) dictionary.offsets()[size] + size;
    long codeBytes = (long) IntegerProfile.bits(size - 1) * count / 8;
    long rawBytes = (long) offsets[count] - offsets[0] + count / 2;
    if (size > 1 && dictionaryBytes + codeBytes > rawBytes * 9 / 10) {
      return null;
    }
    statistics.distinct(size);
    int[] ends = dictionary.offsets();
    statistics.texts(dictionary.bytes(), ends[0], ends[1], ends[size - 1], ends[size]);
    if (statistics.wantsOrder()) {
      boolean ascending = true;
      boolean strictly = true;
      for (int i = 1; i < count && ascending; i++) {
        ascending = codes.codes()[i - 1] <= codes.codes()[i];
        strictly &= codes.codes()[i - 1] < codes.codes()[i];
      }
      statistics.order(ascending, ascending && strictly);
      statistics.distinct(size);
    }
    ByteWriter out = new ByteWriter(count + dictionary.bytes().length + 64);
    if (size == 1) {
      out.writeVarint(ends[1]);
      out.writeBytes(dictionary.bytes(), 0, ends[1]);
      return new EncodedBody(Encoding.CONSTANT, 0, "constant", out);
    }
    TextDictionaryBody.writeEntries(out, dictionary, codec);
    String name = Integers.write(out, codes.codes(), count, codec);
    return new EncodedBody(Encoding.DICTIONARY, 0, "dictionary+" + name, out);
  }

  private static EncodedBody encodeRaw(
      byte[] bytes,
      int[] offsets,
      Presence presence,
      CodecChoice codec,
      StatisticsBuilder statistics) {
    int count = offsets.length - 1;
    int least = -1;
    int most = -1;
    boolean ascending = true;
    boolean strictly = true;
    for (int i = 0; i < count; i++) {
      if (presence.isNull(i)) {
        continue;
      }
      if (least < 0) {
        least = i;
        most = i;
        continue;
      }
      int order = RawTextBody.compare(bytes, offsets, i - 1, i);
      ascending &= order <= 0;
      strictly &= order < 0;
      if (!ascending || presence.nullCount() > 0) {
        least = RawTextBody.compare(bytes, offsets, i, least) < 0 ? i : least;
      }
      most = RawTextBody.compare(bytes, offsets, i, most) > 0 ? i : most;
    }
    statistics.texts(bytes, offsets[least], offsets[least + 1], offsets[most], offsets[most + 1]);
    if (statistics.wantsOrder()) {
      statistics.order(ascending, strictly);
    }
    int start = offsets[0];
    byte[] own = Arrays.copyOfRange(bytes, start, offsets[count]);
    int[] ownOffsets = new int[count + 1];
    for (int i = 0; i <= count; i++) {
      ownOffsets[i] = offsets[i] - start;
    }
    ByteWriter out = new ByteWriter(own.length + 2 * count + 64);
    RawTextBody.write(out, own, ownOffsets, presence, codec);
    return new EncodedBody(Encoding.RAW, 0, "raw", out);
  }
}
