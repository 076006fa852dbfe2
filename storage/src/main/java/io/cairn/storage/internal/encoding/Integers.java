package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of signed 64-bit integers: what all encodings but the raw ones come down to. Three
 * layouts: offsets from the smallest of each batch, differences from the value before, and runs of
 * equal values. Layout in {@code docs/format.md}, "Integers". Immutable and thread-safe.
 */
final class Integers {
  private static final int LANES = Batch.CAPACITY;
  private static final int OFFSETS = 1;
  private static final int DIFFERENCES = 2;
  private static final int RUNS = 3;

  /** Runs up to this length are written without a look at how long they are. */
  private static final int SHORT_RUN = 8;

  private final int layout;
  private final int count;
  private final Planes planes;
  private final long[] min;
  private final long[] max;
  private final long[] first;
  private final long step;
  private final long[] runValues;
  private final int[] runEnds;

  private Integers(
      int layout,
      int count,
      Planes planes,
      long[] min,
      long[] max,
      long[] first,
      long step,
      long[] runValues,
      int[] runEnds) {
    this.layout = layout;
    this.count = count;
    this.planes = planes;
    this.min = min;
    this.max = max;
    this.first = first;
    this.step = step;
    this.runValues = runValues;
    this.runEnds = runEnds;
  }

  int count() {
    return count;
  }

  int batchCount() {
    return min.length;
  }

  /** The smallest value of a batch. */
  long min(int batch) {
    return min[batch];
  }

  long max(int batch) {
    return max[batch];
  }

  /** The smallest of all values. */
  long min() {
    return Arrays.stream(min).min().orElse(0);
  }

  long max() {
    return Arrays.stream(max).max().orElse(0);
  }

  String name() {
    return switch (layout) {
      case OFFSETS -> planes.width() == 0 ? "constant" : "for" + planes.width();
      case DIFFERENCES -> "delta" + planes.width();
      default -> "rle";
    };
  }

  long heapBytes() {
    return 160
        + planes.heapBytes()
        + 8L * (min.length + max.length + first.length + runValues.length)
        + 4L * runEnds.length;
  }

  // Writing

  /**
   * Writes the smallest layout of the first {@code count} values, at least one.
   *
   * @return the layout's name
   */
  static String write(ByteWriter out, long[] values, int count, CodecChoice codec) {
    return write(out, values, count, new IntegerProfile(values, count), codec);
  }

  /**
   * As {@link #write(ByteWriter, long[], int, CodecChoice)}, where the profile is there already.
   */
  static String write(
      ByteWriter out, long[] values, int count, IntegerProfile profile, CodecChoice codec) {
    if (codec.isLight() && profile.width > 0) {
      long offsetBits = profile.offsetBits();
      long stepBits = profile.stepBits();
      if (profile.runBits() < Math.min(stepBits, offsetBits / 2)) {
        return writeRuns(out, values, count, profile.runs, codec);
      }
      // Prefix sums cost 0.4 ns a value and forbid access to one row: they must pay.
      if (stepBits <= offsetBits * 7 / 10) {
        return writeDifferences(out, values, count, profile, codec);
      }
    }
    return writeOffsets(out, values, count, profile, codec);
  }

  private static String writeOffsets(
      ByteWriter out, long[] values, int count, IntegerProfile profile, CodecChoice codec) {
    out.writeByte(OFFSETS);
    out.writeByte(profile.width);
    writeRanges(out, profile, null);
    Planes planes = new Planes(profile.width, profile.min.length);
    int[] ints = new int[LANES];
    long[] longs = new long[LANES];
    for (int batch = 0; batch < profile.min.length && profile.width > 0; batch++) {
      int from = batch * LANES;
      int rows = Math.min(LANES, count - from);
      long base = profile.min[batch];
      if (planes.isInt()) {
        Arrays.fill(ints, 0);
        for (int i = 0; i < rows; i++) {
          ints[i] = (int) (values[from + i] - base);
        }
        planes.set(batch, ints);
      } else {
        Arrays.fill(longs, 0);
        for (int i = 0; i < rows; i++) {
          longs[i] = values[from + i] - base;
        }
        planes.set(batch, longs);
      }
    }
    planes.writeTo(out, count, codec);
    return profile.width == 0 ? "constant" : "for" + profile.width;
  }

  private static String writeDifferences(
      ByteWriter out, long[] values, int count, IntegerProfile profile, CodecChoice codec) {
    int width = profile.stepWidth();
    out.writeByte(DIFFERENCES);
    out.writeByte(width);
    writeSigned(out, profile.minStep);
    writeRanges(out, profile, values);
    Planes planes = new Planes(width, profile.min.length);
    int[] ints = new int[LANES];
    long[] longs = new long[LANES];
    for (int batch = 0; batch < profile.min.length && width > 0; batch++) {
      int from = batch * LANES;
      int rows = Math.min(LANES, count - from);
      if (planes.isInt()) {
        Arrays.fill(ints, 0);
        for (int i = 1; i < rows; i++) {
          ints[i] = (int) (values[from + i] - values[from + i - 1] - profile.minStep);
        }
        planes.set(batch, ints);
      } else {
        Arrays.fill(longs, 0);
        for (int i = 1; i < rows; i++) {
          longs[i] = values[from + i] - values[from + i - 1] - profile.minStep;
        }
        planes.set(batch, longs);
      }
    }
    planes.writeTo(out, count, codec);
    return "delta" + width;
  }

  private static String writeRuns(
      ByteWriter out, long[] values, int count, int runs, CodecChoice codec) {
    long[] runValues = new long[runs];
    long[] lengths = new long[runs];
    int run = -1;
    for (int i = 0; i < count; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        runValues[++run] = values[i];
      }
      lengths[run]++;
    }
    out.writeByte(RUNS);
    out.writeVarint(runs);
    writeOffsets(out, runValues, runs, new IntegerProfile(runValues, runs), codec);
    writeOffsets(out, lengths, runs, new IntegerProfile(lengths, runs), codec);
    return "rle";
  }

  private static void writeRanges(
      ByteWriter out, IntegerProfile profile, long @Nullable [] values) {
    long previous = 0;
    for (int batch = 0; batch < profile.min.length; batch++) {
      writeSigned(out, profile.min[batch] - previous);
      previous = profile.min[batch];
      out.writeVarint(profile.max[batch] - previous);
      if (values != null) {
        out.writeVarint(values[batch * LANES] - previous);
      }
    }
  }

  /** A signed value whose small absolute values are short. */
  static void writeSigned(ByteWriter out, long value) {
    out.writeVarint(value << 1 ^ value >> 63);
  }

  static long readSigned(ByteReader in) {
    long value = in.readVarint();
    return value >>> 1 ^ -(value & 1);
  }

  // Reading

  /** Reads a sequence of {@code count} values, at least one. */
  static Integers readFrom(ByteReader in, int count) {
    return readFrom(in, count, true);
  }

  private static Integers readFrom(ByteReader in, int count, boolean mayHaveRuns) {
    int layout = in.readUnsignedByte();
    if (layout == RUNS && mayHaveRuns) {
      return readRuns(in, count);
    }
    if (layout != OFFSETS && layout != DIFFERENCES) {
      throw Refusal.unsupported(in, "layout of integers", layout);
    }
    int width = in.readUnsignedByte();
    if (width > 64) {
      throw in.corrupt("integers of " + width + " bits");
    }
    boolean hasSteps = layout == DIFFERENCES;
    long step = hasSteps ? readSigned(in) : 0;
    int batches = Planes.batchCount(count);
    long[] min = new long[batches];
    long[] max = new long[batches];
    long[] first = new long[hasSteps ? batches : 0];
    long previous = 0;
    for (int batch = 0; batch < batches; batch++) {
      previous += readSigned(in);
      min[batch] = previous;
      max[batch] = previous + in.readVarint();
      if (max[batch] < previous) {
        throw in.corrupt("batch " + batch + " ends below its smallest value");
      }
      if (hasSteps) {
        first[batch] = previous + in.readVarint();
      }
    }
    Planes planes = Planes.readFrom(in, width, count);
    return new Integers(layout, count, planes, min, max, first, step, new long[0], new int[0]);
  }

  private static Integers readRuns(ByteReader in, int count) {
    long runs = in.readVarint();
    if (runs < 1 || runs > count) {
      throw in.corrupt(Long.toUnsignedString(runs) + " runs over " + count + " rows");
    }
    Integers values = readFrom(in, (int) runs, false);
    Integers lengths = readFrom(in, (int) runs, false);
    long[] runValues = values.toArray();
    long[] runLengths = lengths.toArray();
    int[] ends = new int[(int) runs];
    long end = 0;
    for (int run = 0; run < ends.length; run++) {
      end += runLengths[run];
      if (runLengths[run] < 1 || end > count) {
        throw in.corrupt("run " + run + " is " + runLengths[run] + " rows long");
      }
      ends[run] = (int) end;
    }
    if (end != count) {
      throw in.corrupt("runs cover " + end + " rows of " + count);
    }
    int batches = Planes.batchCount(count);
    long[] min = new long[batches];
    long[] max = new long[batches];
    Arrays.fill(min, Long.MAX_VALUE);
    Arrays.fill(max, Long.MIN_VALUE);
    int start = 0;
    for (int run = 0; run < ends.length; run++) {
      for (int batch = start / LANES; batch <= (ends[run] - 1) / LANES; batch++) {
        min[batch] = Math.min(min[batch], runValues[run]);
        max[batch] = Math.max(max[batch], runValues[run]);
      }
      start = ends[run];
    }
    return new Integers(RUNS, count, new Planes(0, 0), min, max, new long[0], 0, runValues, ends);
  }

  /** All values. */
  long[] toArray() {
    long[] all = new long[count];
    Scratch scratch = new Scratch(Lane.LONG);
    long[] lane = new long[LANES];
    for (int batch = 0; batch < min.length; batch++) {
      decode(batch, 0, lane, scratch);
      int from = batch * LANES;
      System.arraycopy(lane, 0, all, from, Math.min(LANES, count - from));
    }
    return all;
  }

  /** Fails if a lane, with a row or without, holds a value outside of 0 to {@code limit - 1}. */
  void checkCodes(ByteReader in, int limit) {
    Scratch scratch = new Scratch(Lane.LONG);
    long[] lane = new long[LANES];
    for (int batch = 0; batch < min.length; batch++) {
      decode(batch, 0, lane, scratch);
      long bad = min[batch] | (limit - 1 - max[batch]);
      for (int i = 0; i < LANES; i++) {
        bad |= lane[i] | (limit - 1 - lane[i]);
      }
      if (bad < 0) {
        throw in.corrupt("batch " + batch + " has a code beyond the " + limit + " entries");
      }
    }
  }

  /** {@code bias} plus the values, cut to 32 bits. Lanes without a row hold anything. */
  void decode(int batch, long bias, int[] out, Scratch scratch) {
    if (layout == OFFSETS && planes.isInt()) {
      planes.decode(batch, (int) (min[batch] + bias), out);
    } else if (layout == DIFFERENCES && planes.isInt()) {
      planes.decode(batch, 0, out);
      IntPlaneKernels.prefixSum(out, (int) (first[batch] + bias), (int) step);
    } else {
      decode(batch, bias, scratch.longs, scratch);
      LongPlaneKernels.narrow(scratch.longs, out);
    }
  }

  /** {@code bias} plus the values. Lanes without a row hold anything. */
  void decode(int batch, long bias, long[] out, Scratch scratch) {
    if (layout == RUNS) {
      decodeRuns(batch, bias, out);
      return;
    }
    long base = layout == OFFSETS ? min[batch] + bias : 0;
    if (planes.width() == 0) {
      if (layout == OFFSETS) {
        Arrays.fill(out, 0, LANES, base);
      } else {
        LongPlaneKernels.sequence(first[batch] + bias, step, out);
      }
      return;
    }
    if (planes.isInt()) {
      planes.decode(batch, 0, scratch.ints);
      IntPlaneKernels.widen(scratch.ints, base, out);
    } else {
      planes.decode(batch, base, out);
    }
    if (layout == DIFFERENCES) {
      LongPlaneKernels.prefixSum(out, first[batch] + bias, step);
    }
  }

  private void decodeRuns(int batch, long bias, long[] out) {
    int start = batch * LANES;
    int end = Math.min(count - start, LANES);
    int run = firstRun(start);
    int row = 0;
    while (row < end) {
      int to = Math.min(end, runEnds[run] - start);
      long value = runValues[run] + bias;
      if (to - row <= SHORT_RUN && row <= LANES - SHORT_RUN) {
        // What is written behind the run, the next one writes again.
        out[row] = value;
        out[row + 1] = value;
        out[row + 2] = value;
        out[row + 3] = value;
        out[row + 4] = value;
        out[row + 5] = value;
        out[row + 6] = value;
        out[row + 7] = value;
      } else {
        Arrays.fill(out, row, to, value);
      }
      row = to;
      run++;
    }
    if (end < LANES) {
      Arrays.fill(out, end, LANES, runValues[runValues.length - 1] + bias);
    }
  }

  /** The run that holds a row. */
  private int firstRun(int row) {
    int at = Arrays.binarySearch(runEnds, row + 1);
    return at >= 0 ? at : -at - 1;
  }

  /** Whether single values are cheaper than whole batches: offsets alone. */
  boolean hasRandomAccess() {
    return layout == OFFSETS;
  }

  /** One value of a sequence with random access. */
  long get(int batch, int lane) {
    return min[batch] + planes.get(batch, lane);
  }

  /** {@code bias} plus the values of some rows, cut to 32 bits; needs random access. */
  void decode(int batch, long bias, int[] rows, int count, int[] out) {
    planes.decode(batch, min[batch] + bias, rows, count, out);
  }

  /** {@code bias} plus the values of some rows; needs random access. */
  void decode(int batch, long bias, int[] rows, int count, long[] out) {
    planes.decode(batch, min[batch] + bias, rows, count, out);
  }

  // Filtering

  /** Rejects rows whose value is in none of the ranges. */
  void reject(int batch, LongRanges ranges, int[] mask, Scratch scratch) {
    long low = min[batch];
    long high = max[batch];
    int from = ranges.firstReaching(low);
    int to = from;
    while (to < ranges.count() && ranges.low(to) <= high) {
      to++;
    }
    if (from == to) {
      Masks.rejectAll(mask);
      return;
    }
    if (to == from + 1 && ranges.low(from) <= low && ranges.high(from) >= high) {
      return;
    }
    if (to - from > 8) {
      rejectMany(batch, ranges, mask, scratch);
    } else if (layout == OFFSETS && planes.isInt()) {
      rejectInts(batch, ranges, from, to, mask, scratch);
    } else {
      rejectLongs(batch, ranges, from, to, mask, scratch);
    }
  }

  private void rejectMany(int batch, LongRanges ranges, int[] mask, Scratch scratch) {
    decode(batch, 0, scratch.longs, scratch);
    for (int i = 0; i < LANES; i++) {
      mask[i] |= ranges.contains(scratch.longs[i]) ? 0 : -1;
    }
  }

  private void rejectInts(
      int batch, LongRanges ranges, int from, int to, int[] mask, Scratch scratch) {
    // Offsets of all 32 bits are shifted to signed integers of the same order.
    boolean isWide = planes.width() == 32;
    int bias = isWide ? Integer.MIN_VALUE : 0;
    int[] values = scratch.ints;
    planes.decode(batch, bias, values);
    for (int range = from; range < to; range++) {
      int low = (int) (Math.max(ranges.low(range), min[batch]) - min[batch]) + bias;
      int high = (int) (Math.min(ranges.high(range), max[batch]) - min[batch]) + bias;
      if (range == from) {
        if (to == from + 1 && !isWide) {
          Masks.range(values, low, high, mask);
          return;
        }
        if (isWide) {
          Masks.setWideRange(values, low, high, scratch.mask);
        } else {
          Masks.setRange(values, low, high, scratch.mask);
        }
      } else if (isWide) {
        Masks.acceptWideRange(values, low, high, scratch.mask);
      } else {
        Masks.acceptRange(values, low, high, scratch.mask);
      }
    }
    Masks.and(mask, scratch.mask);
  }

  private void rejectLongs(
      int batch, LongRanges ranges, int from, int to, int[] mask, Scratch scratch) {
    boolean isWide = layout != OFFSETS || planes.width() == 64;
    long base = isWide ? 0 : min[batch];
    decode(batch, -base, scratch.longs, scratch);
    for (int range = from; range < to; range++) {
      long low = Math.max(ranges.low(range), min[batch]) - base;
      long high = Math.min(ranges.high(range), max[batch]) - base;
      if (isWide) {
        if (range == from) {
          Masks.setWideRange(scratch.longs, low, high, scratch.longMask);
        } else {
          Masks.acceptWideRange(scratch.longs, low, high, scratch.longMask);
        }
      } else if (range == from) {
        Masks.setRange(scratch.longs, low, high, scratch.longMask);
      } else {
        Masks.acceptRange(scratch.longs, low, high, scratch.longMask);
      }
    }
    Masks.andUpper(mask, scratch.longMask);
  }
}
