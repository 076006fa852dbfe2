package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;
import java.util.Arrays;

/**
 * How integers stand for doubles: {@code integer / 10^exponent} or {@code integer * 2^-exponent}.
 * Immutable.
 *
 * <p>Division by a power of ten rounds to the nearest double, so every number that was written with
 * a few decimals comes back without an exception; ALP (Afroozeh, Kuffo, Boncz, 2023) multiplies
 * instead, which needs two exponents and exceptions. Powers of two are exact both ways: what {@code
 * Random.nextDouble} draws, and fixed-point values of sensors, are integers over one. Both are
 * monotone, so that a range of doubles is a range of integers.
 *
 * @param isDecimal whether the base is ten
 * @param exponent 0 to 22 for ten; {@value #MIN_BINARY} to {@value #MAX_BINARY} for two
 * @param factor {@code 10^exponent} or {@code 2^-exponent}
 */
record DoubleScale(boolean isDecimal, int exponent, double factor) {
  /** Powers of ten up to here are doubles. */
  static final int MAX_DECIMAL = 22;

  static final int MIN_BINARY = -900;
  static final int MAX_BINARY = 1000;

  /** Integers beyond are not all doubles. */
  private static final long MAX_DECIMAL_INTEGER = 1L << 53;

  private static final long MAX_BINARY_INTEGER = 1L << 62;

  static DoubleScale decimal(int exponent) {
    double power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return new DoubleScale(true, exponent, power);
  }

  static DoubleScale binary(int exponent) {
    return new DoubleScale(false, exponent, Math.scalb(1.0, -exponent));
  }

  static DoubleScale readFrom(ByteReader in, boolean isDecimal) {
    long exponent = Integers.readSigned(in);
    if (exponent < (isDecimal ? 0 : MIN_BINARY)
        || exponent > (isDecimal ? MAX_DECIMAL : MAX_BINARY)) {
      throw in.corrupt("doubles are scaled by an exponent of " + exponent);
    }
    return isDecimal ? decimal((int) exponent) : binary((int) exponent);
  }

  double toDouble(long integer) {
    return isDecimal ? (double) integer / factor : integer * factor;
  }

  void toDoubles(long[] integers, double[] out) {
    if (isDecimal) {
      LongPlaneKernels.divide(integers, factor, out);
    } else {
      LongPlaneKernels.multiply(integers, factor, out);
    }
  }

  /**
   * The integers of doubles; where there is none, the integer before, and the row is noted.
   *
   * @param outlierRows takes the rows without; no more are noted than it has entries
   * @return rows without an integer, one more than there are entries if there are too many
   */
  int toIntegers(double[] values, int count, long[] integers, long[] outlierRows) {
    return isDecimal
        ? toDecimals(values, count, integers, outlierRows)
        : toBinaries(values, count, integers, outlierRows);
  }

  private int toDecimals(double[] values, int count, long[] integers, long[] outlierRows) {
    int outliers = 0;
    long last = 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      long integer = (long) Math.rint(value * factor);
      boolean isExact =
          Double.doubleToRawLongBits((double) integer / factor) == Double.doubleToRawLongBits(value)
              && integer <= MAX_DECIMAL_INTEGER
              && integer >= -MAX_DECIMAL_INTEGER;
      if (isExact) {
        last = integer;
      } else {
        if (outliers == outlierRows.length) {
          return outliers + 1;
        }
        outlierRows[outliers++] = i;
      }
      integers[i] = last;
    }
    return fillFirst(integers, outlierRows, outliers, count);
  }

  private int toBinaries(double[] values, int count, long[] integers, long[] outlierRows) {
    int outliers = 0;
    long last = 0;
    double power = 1 / factor;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      long integer = (long) (value * power);
      boolean isExact =
          Double.doubleToRawLongBits(integer * factor) == Double.doubleToRawLongBits(value)
              && integer <= MAX_BINARY_INTEGER
              && integer >= -MAX_BINARY_INTEGER;
      if (isExact) {
        last = integer;
      } else {
        if (outliers == outlierRows.length) {
          return outliers + 1;
        }
        outlierRows[outliers++] = i;
      }
      integers[i] = last;
    }
    return fillFirst(integers, outlierRows, outliers, count);
  }

  /** Outliers at the start have no integer before them: they take the first. */
  private static int fillFirst(long[] integers, long[] outlierRows, int outliers, int count) {
    int leading = 0;
    while (leading < outliers && outlierRows[leading] == leading) {
      leading++;
    }
    if (leading < count) {
      for (int i = 0; i < leading; i++) {
        integers[i] = integers[leading];
      }
    }
    return outliers;
  }

  /**
   * The set of integers whose doubles have a key in these ranges, from {@code low} to {@code high}.
   */
  LongRanges toIntegers(LongRanges keys, long low, long high) {
    long[] lows = new long[keys.count()];
    long[] highs = new long[keys.count()];
    int count = 0;
    for (int range = 0; range < keys.count(); range++) {
      long first = firstReaching(keys.low(range), low, high);
      // The first above the range; its predecessor is the last within.
      long keyAbove = keys.high(range);
      long end = keyAbove == Long.MAX_VALUE ? high + 1 : firstReaching(keyAbove + 1, low, high);
      if (first < end) {
        lows[count] = first;
        highs[count++] = end - 1;
      }
    }
    return new LongRanges(Arrays.copyOf(lows, count), Arrays.copyOf(highs, count));
  }

  /**
   * The smallest integer whose double has this key or a larger one; {@code high + 1} if there is
   * none. Asking the conversion itself leaves no rounding to think about.
   */
  private long firstReaching(long key, long low, long high) {
    long from = low;
    long to = high + 1;
    while (from < to) {
      long middle = from + ((to - from) >>> 1);
      if (OrderedDouble.key(toDouble(middle)) < key) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
