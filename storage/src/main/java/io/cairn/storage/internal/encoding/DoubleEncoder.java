package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteWriter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Encodes lane DOUBLE: as integers of a scale if a sample has one that keeps nearly all values, as
 * a dictionary, as floats, or as they are, whichever is smallest.
 */
final class DoubleEncoder {
  private static final int SAMPLE_SLICES = 8;
  private static final int SLICE_ROWS = 128;

  /** Exponent, layout, base and range: of weight in short chunks only. */
  private static final int HEAD_BITS = 100;

  /** An outlier costs its value and its place. */
  private static final int OUTLIER_BITS = 80;

  /** More outliers than one in so many rows show a wrong scale. */
  private static final int ROWS_PER_OUTLIER = 16;

  /** A dictionary is tried if a sample has so many rows per distinct value. */
  private static final int ROWS_PER_DISTINCT = 4;

  private final double[] values;
  private final CodecChoice codec;

  private DoubleEncoder(double[] values, CodecChoice codec) {
    this.values = values;
    this.codec = codec;
  }

  /** Encodes the values; the array is changed. */
  static EncodedBody encode(
      double[] values, Presence presence, CodecChoice codec, StatisticsBuilder statistics) {
    statistics.doubles(values, presence);
    presence.fill(values);
    if (isConstant(values)) {
      statistics.distinct(1);
      ByteWriter out = new ByteWriter(16);
      out.writeLong(Double.doubleToRawLongBits(values[0]));
      return new EncodedBody(Encoding.CONSTANT, 0, "constant", out);
    }
    DoubleEncoder encoder = new DoubleEncoder(values, codec);
    return codec.isLight() ? encoder.encodeLight() : encoder.encodeRaw();
  }

  private static boolean isConstant(double[] values) {
    long bits = Double.doubleToRawLongBits(values[0]);
    for (double value : values) {
      if (Double.doubleToRawLongBits(value) != bits) {
        return false;
      }
    }
    return true;
  }

  private EncodedBody encodeLight() {
    double[] sample = sample();
    boolean areFloats = areFloats(sample) && areFloats(values);
    long rawBits = (areFloats ? 32L : 64L) * values.length;
    DoubleScale decimal = decimalScale(sample);
    DoubleScale binary = binaryScale(sample);
    long decimalBits = decimal == null ? Long.MAX_VALUE : sampleBits(decimal, sample);
    long binaryBits = binary == null ? Long.MAX_VALUE : sampleBits(binary, sample);
    // Multiplication is cheaper than division: a bit more is fine.
    boolean binaryFirst = binaryBits != Long.MAX_VALUE && binaryBits <= decimalBits + sample.length;
    long sampleBits = Math.min(decimalBits, binaryBits);
    long scaledBits =
        sampleBits == Long.MAX_VALUE ? rawBits : sampleBits * values.length / sample.length;
    if (mayRepeat(sample)) {
      EncodedBody dictionary = encodeDictionary(Math.min(rawBits, scaledBits));
      if (dictionary != null) {
        return dictionary;
      }
    }
    EncodedBody body = encodeScaled(binaryFirst ? binary : decimal, rawBits);
    if (body == null) {
      body = encodeScaled(binaryFirst ? decimal : binary, rawBits);
    }
    if (body != null) {
      return body;
    }
    return areFloats ? encodeFloats() : encodeRaw();
  }

  private double[] sample() {
    if (values.length <= SAMPLE_SLICES * SLICE_ROWS) {
      return values;
    }
    double[] sample = new double[SAMPLE_SLICES * SLICE_ROWS];
    for (int slice = 0; slice < SAMPLE_SLICES; slice++) {
      int from = (int) ((long) (values.length - SLICE_ROWS) * slice / (SAMPLE_SLICES - 1));
      System.arraycopy(values, from, sample, slice * SLICE_ROWS, SLICE_ROWS);
    }
    return sample;
  }

  private static boolean areFloats(double[] values) {
    for (double value : values) {
      long bits = Double.doubleToRawLongBits(value);
      if (Double.doubleToRawLongBits(RawBytes.widen(RawBytes.narrow(bits))) != bits) {
        return false;
      }
    }
    return true;
  }

  private static boolean mayRepeat(double[] sample) {
    long[] bits = new long[sample.length];
    Arrays.setAll(bits, i -> Double.doubleToRawLongBits(sample[i]));
    return NumberCodes.distinct(bits) * ROWS_PER_DISTINCT <= sample.length;
  }

  /** The smallest power of ten that makes integers of nearly all of the sample. */
  private static @Nullable DoubleScale decimalScale(double[] sample) {
    long[] integers = new long[sample.length];
    long[] outliers = new long[sample.length / ROWS_PER_OUTLIER];
    for (int exponent = 0; exponent <= 17; exponent++) {
      DoubleScale scale = DoubleScale.decimal(exponent);
      if (scale.toIntegers(sample, sample.length, integers, outliers) <= outliers.length) {
        return scale;
      }
    }
    return null;
  }

  /** The smallest power of two that makes integers of nearly all of the sample. */
  private static @Nullable DoubleScale binaryScale(double[] sample) {
    int[] exponents = new int[sample.length];
    int count = 0;
    for (double value : sample) {
      if (value != 0 && Math.abs(value) <= Double.MAX_VALUE) {
        exponents[count++] = lowestBit(value);
      }
    }
    Arrays.sort(exponents, 0, count);
    long[] integers = new long[sample.length];
    long[] outliers = new long[sample.length / ROWS_PER_OUTLIER];
    // Few values with lower bits than the others would widen all: they may stay outliers.
    for (int skipped : new int[] {0, count / 100, count / 30}) {
      int exponent = count == 0 ? 0 : -exponents[Math.min(skipped, count - 1)];
      if (exponent < DoubleScale.MIN_BINARY || exponent > DoubleScale.MAX_BINARY) {
        continue;
      }
      DoubleScale scale = DoubleScale.binary(exponent);
      if (scale.toIntegers(sample, sample.length, integers, outliers) <= outliers.length) {
        return scale;
      }
    }
    return null;
  }

  /** The exponent of the lowest bit that is set in a finite value that is not 0. */
  private static int lowestBit(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = Math.max(1, (int) (bits >>> 52) & 0x7FF) - 1075;
    long fraction = bits & (1L << 52) - 1;
    boolean isNormal = (bits >>> 52 & 0x7FF) != 0;
    return exponent + Long.numberOfTrailingZeros(isNormal ? fraction | 1L << 52 : fraction);
  }

  private static long sampleBits(DoubleScale scale, double[] sample) {
    long[] integers = new long[sample.length];
    long[] outliers = new long[sample.length];
    int count = scale.toIntegers(sample, sample.length, integers, outliers);
    return (long) new IntegerProfile(integers, sample.length).width * sample.length
        + (long) OUTLIER_BITS * count;
  }

  private @Nullable EncodedBody encodeDictionary(long otherBits) {
    int limit = Math.min(TextDictionaryBody.MAX_ENTRIES, values.length / ROWS_PER_DISTINCT);
    long[] orders = new long[values.length];
    for (int i = 0; i < orders.length; i++) {
      orders[i] = OrderedDouble.order(Double.doubleToRawLongBits(values[i]));
    }
    NumberCodes codes = NumberCodes.of(orders, limit);
    if (codes == null || codes.bits() > otherBits * 4 / 5) {
      return null;
    }
    long[] bits = new long[codes.entries().length];
    // The mapping to an order is its own inverse.
    Arrays.setAll(bits, i -> OrderedDouble.order(codes.entries()[i]));
    return codes.encode(bits, codec);
  }

  private @Nullable EncodedBody encodeScaled(@Nullable DoubleScale scale, long rawBits) {
    if (scale == null) {
      return null;
    }
    long[] integers = new long[values.length];
    long[] rows = new long[values.length / ROWS_PER_OUTLIER];
    int outliers = scale.toIntegers(values, values.length, integers, rows);
    if (outliers > rows.length) {
      return null;
    }
    IntegerProfile profile = new IntegerProfile(integers, integers.length);
    long bits = HEAD_BITS + profile.bestBits() + (long) OUTLIER_BITS * outliers;
    if (bits > rawBits * 97 / 100) {
      return null;
    }
    ByteWriter out = new ByteWriter((int) (bits / 8) + 4096);
    Integers.writeSigned(out, scale.exponent());
    String name = Integers.write(out, integers, integers.length, profile, codec);
    if (outliers > 0) {
      long[] outlierBits = new long[outliers];
      for (int i = 0; i < outliers; i++) {
        outlierBits[i] = Double.doubleToRawLongBits(values[(int) rows[i]]);
      }
      Outliers.write(out, rows, outlierBits, outliers, codec);
    }
    return new EncodedBody(
        scale.isDecimal() ? Encoding.DECIMAL_SCALE : Encoding.BINARY_SCALE,
        outliers > 0 ? Chunk.HAS_OUTLIERS : 0,
        ScaledBody.name(scale, name, outliers),
        out);
  }

  private EncodedBody encodeFloats() {
    byte[] bytes = new byte[4 * values.length];
    for (int i = 0; i < values.length; i++) {
      RawBytes.setInt(bytes, 4 * i, RawBytes.narrow(Double.doubleToRawLongBits(values[i])));
    }
    ByteWriter out = new ByteWriter(bytes.length + 64);
    Part.write(out, bytes, bytes.length, codec);
    return new EncodedBody(Encoding.FLOAT, 0, "float", out);
  }

  private EncodedBody encodeRaw() {
    byte[] bytes = new byte[8 * values.length];
    for (int i = 0; i < values.length; i++) {
      RawBytes.setLong(bytes, 8 * i, Double.doubleToRawLongBits(values[i]));
    }
    ByteWriter out = new ByteWriter(bytes.length + 64);
    Part.write(out, bytes, bytes.length, codec);
    return new EncodedBody(Encoding.RAW, 0, "raw", out);
  }
}
