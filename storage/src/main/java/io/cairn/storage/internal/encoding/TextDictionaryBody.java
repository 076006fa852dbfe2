package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Codes into byte strings that ascend, so that a range of texts is a range of codes.
 *
 * @param codes one a row, within the dictionary in every lane
 * @param dictionary distinct entries in unsigned order
 */
record TextDictionaryBody(Integers codes, Dictionary dictionary) implements Body {
  /** Most entries of a dictionary. */
  static final int MAX_ENTRIES = 1 << 16;

  /** Writes the entries of a dictionary, ascending. */
  static void writeEntries(ByteWriter out, Dictionary dictionary, CodecChoice codec) {
    int size = dictionary.size();
    long[] lengths = new long[size];
    for (int i = 0; i < size; i++) {
      lengths[i] = dictionary.offsets()[i + 1] - (long) dictionary.offsets()[i];
    }
    out.writeVarint(size);
    Integers.write(out, lengths, size, codec);
    Part.write(out, dictionary.bytes(), dictionary.offsets()[size], codec);
  }

  static TextDictionaryBody readFrom(ByteReader in, int rowCount) {
    long size = in.readVarint();
    if (size < 1 || size > MAX_ENTRIES || size > rowCount) {
      throw in.corrupt(
          "a dictionary of " + Long.toUnsignedString(size) + " entries for " + rowCount + " rows");
    }
    Integers lengths = Integers.readFrom(in, (int) size);
    byte[] bytes = Part.read(in);
    int[] offsets = TextOffsets.of(in, lengths.toArray(), bytes.length);
    for (int i = 1; i < (int) size; i++) {
      if (Arrays.compareUnsigned(
              bytes, offsets[i - 1], offsets[i], bytes, offsets[i], offsets[i + 1])
          >= 0) {
        throw in.corrupt("entry " + i + " of a dictionary is not above the one before");
      }
    }
    Integers codes = Integers.readFrom(in, rowCount);
    codes.checkCodes(in, (int) size);
    return new TextDictionaryBody(codes, new Dictionary(bytes, offsets, (int) size));
  }

  @Override
  public String name() {
    return "dictionary+" + codes.name();
  }

  @Override
  public long heapBytes() {
    return 64 + codes.heapBytes() + dictionary.bytes().length + 4L * dictionary.offsets().length;
  }

  @Override
  public Body withDictionaryOf(DictionaryPool pool) {
    Dictionary shared = pool.share(dictionary);
    return shared == dictionary ? this : new TextDictionaryBody(codes, shared);
  }

  @Override
  public ColumnVector decode(int batch, Scratch scratch) {
    codes.decode(batch, 0, scratch.offsets, scratch);
    return new DictionaryVector(scratch.offsets, dictionary, null);
  }

  @Override
  public Rejector bind(ColumnFilter filter) {
    List<Intervals.Interval<ByteString>> intervals = filter.texts().list();
    long[] lows = new long[intervals.size()];
    long[] highs = new long[intervals.size()];
    int count = 0;
    for (Intervals.Interval<ByteString> interval : intervals) {
      ByteString from = interval.from();
      ByteString to = interval.to();
      int low = from == null ? 0 : firstReaching(from);
      int high = (to == null ? dictionary.size() : firstReaching(to)) - 1;
      if (low > high) {
        continue;
      }
      if (count > 0 && highs[count - 1] == low - 1) {
        highs[count - 1] = high;
      } else {
        lows[count] = low;
        highs[count++] = high;
      }
    }
    LongRanges ranges = new LongRanges(Arrays.copyOf(lows, count), Arrays.copyOf(highs, count));
    return (batch, mask, scratch) -> codes.reject(batch, ranges, mask, scratch);
  }

  /** The first code whose entry is {@code text} or above it; the size if there is none. */
  private int firstReaching(ByteString text) {
    int low = 0;
    int high = dictionary.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (text.compareTo(
              dictionary.bytes(), dictionary.offsets()[middle], dictionary.offsets()[middle + 1])
          > 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public @Nullable Constant min(int batch) {
    return text(codes.min(batch));
  }

  @Override
  public @Nullable Constant max(int batch) {
    return text(codes.max(batch));
  }

  private Constant text(long code) {
    int entry = (int) code;
    return new Constant.Text(
        Arrays.copyOfRange(
            dictionary.bytes(), dictionary.offsets()[entry], dictionary.offsets()[entry + 1]));
  }
}
