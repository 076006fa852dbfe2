package io.cairn.storage.internal.encoding;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Columns of every type in shapes that call for each of the encodings; values as {@link Values}.
 */
final class RandomColumn {
  static final List<ColumnType> TYPES =
      List.of(
          ColumnType.BOOLEAN,
          ColumnType.INT8,
          ColumnType.INT16,
          ColumnType.INT32,
          ColumnType.INT64,
          ColumnType.UINT8,
          ColumnType.UINT16,
          ColumnType.UINT32,
          ColumnType.UINT64,
          ColumnType.FLOAT16,
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(12, 3),
          new ColumnType.Decimal(38, 10),
          new ColumnType.Text(10, true),
          ColumnType.VARCHAR,
          new ColumnType.Bytes(8, true),
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(6),
          new ColumnType.Timestamp(9, false),
          new ColumnType.Timestamp(3, true),
          new ColumnType.Uuid());

  private static final double[] SPECIALS = {
    Double.NaN,
    Double.longBitsToDouble(0x7FF0_0000_0000_0001L),
    Double.longBitsToDouble(0xFFF8_0000_0000_1234L),
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.1,
    1e22,
    1e300,
    4503599627370497.0
  };

  private final Random random;

  RandomColumn(Random random) {
    this.random = random;
  }

  ColumnType type() {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  /** A count of rows, near the borders of batches now and then. */
  int count() {
    return switch (random.nextInt(5)) {
      case 0 -> 1 + random.nextInt(20);
      case 1 -> 1 + random.nextInt(1100);
      case 2 -> 2046 + random.nextInt(4);
      case 3 -> 2048 * (1 + random.nextInt(20)) + random.nextInt(3) - 1;
      default -> 1 + random.nextInt(10_000);
    };
  }

  List<@Nullable Object> values(ColumnType type, int count) {
    double nullShare = new double[] {0, 0, 0, 0.01, 0.3, 0.98, 1}[random.nextInt(7)];
    List<Object> dense = dense(type, count);
    List<@Nullable Object> values = new ArrayList<>(count);
    for (Object value : dense) {
      values.add(random.nextDouble() < nullShare ? null : value);
    }
    return values;
  }

  private List<Object> dense(ColumnType type, int count) {
    return switch (type.naturalLane()) {
      case INT, LONG -> new ArrayList<>(integers(count, bits(type), isSigned(type)));
      case DOUBLE -> doubles(((ColumnType.FloatingPoint) type).bits(), count);
      case INT128 -> wide(count);
      case TEXT -> texts(count);
      case OBJECT -> throw new AssertionError(type);
    };
  }

  static int bits(ColumnType type) {
    if (type instanceof ColumnType.Int integer) {
      return integer.bits();
    }
    return type instanceof ColumnType.Bool ? 1 : type.naturalLane() == Lane.INT ? 32 : 64;
  }

  static boolean isSigned(ColumnType type) {
    return !(type instanceof ColumnType.Bool)
        && !(type instanceof ColumnType.Int integer && !integer.signed());
  }

  private List<Long> integers(int count, int bits, boolean isSigned) {
    int shape = random.nextInt(9);
    long base = random.nextLong();
    long step = random.nextInt(3) == 0 ? random.nextLong() : random.nextInt(1000);
    int width = random.nextInt(64) + 1;
    long[] few = random.longs(1 + random.nextInt(50)).toArray();
    List<Long> values = new ArrayList<>(count);
    long previous = base;
    for (int i = 0; i < count; i++) {
      long value =
          switch (shape) {
            case 0 -> base;
            case 1 -> base + i * step;
            case 2 -> base + (random.nextLong() >>> (64 - width));
            case 3 -> few[random.nextInt(few.length)];
            case 4 -> random.nextInt(100) == 0 ? random.nextLong() : previous;
            case 5 -> previous + random.nextInt(100);
            case 6 -> random.nextInt(300) == 0 ? random.nextLong() : random.nextInt(50);
            case 7 -> random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE;
            default -> random.nextLong();
          };
      previous = value;
      values.add(fit(value, bits, isSigned));
    }
    return values;
  }

  private static long fit(long value, int bits, boolean isSigned) {
    return isSigned || bits == 64
        ? value << (64 - bits) >> (64 - bits)
        : value << (64 - bits) >>> (64 - bits);
  }

  private List<Object> doubles(int bits, int count) {
    int shape = random.nextInt(10);
    double power = Math.pow(10, random.nextInt(6));
    List<Object> values = new ArrayList<>(count);
    double[] few = random.doubles(1 + random.nextInt(50)).toArray();
    double previous = 0;
    for (int i = 0; i < count; i++) {
      double value =
          switch (shape) {
            case 0 -> 1.5;
            case 1 -> random.nextDouble();
            case 2 -> random.nextDouble() * 1000 - 500;
            case 3 -> (random.nextInt(2_000_000) - 1_000_000) / power;
            case 4 -> SPECIALS[random.nextInt(SPECIALS.length)];
            case 5 -> random.nextInt(40) == 0 ? special() : random.nextInt(100_000) / 100.0;
            case 6 -> random.nextInt(40) == 0 ? special() : random.nextDouble();
            case 7 -> few[random.nextInt(few.length)];
            case 8 -> random.nextInt(50) == 0 ? random.nextGaussian() : previous;
            default -> Double.longBitsToDouble(random.nextLong());
          };
      previous = value;
      long raw = Double.doubleToRawLongBits(value);
      // A column of floats holds doubles that are floats.
      values.add(
          bits == 64
              ? raw
              : Double.doubleToRawLongBits(
                  RawBytes.widen(RawBytes.narrow(raw) & (bits == 32 ? -1 : 0xFFFF_E000))));
    }
    return values;
  }

  private double special() {
    return SPECIALS[random.nextInt(SPECIALS.length)];
  }

  private List<Object> wide(int count) {
    int shape = random.nextInt(5);
    long[] few = random.longs(20).toArray();
    BigInteger base = new BigInteger(127, random);
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(
          switch (shape) {
            case 0 -> base;
            case 1 -> BigInteger.valueOf(random.nextInt(1000) - 500);
            case 2 -> BigInteger.valueOf(random.nextLong());
            case 3 -> BigInteger.valueOf(few[random.nextInt(few.length)]);
            default -> new BigInteger(127, random).multiply(BigInteger.valueOf(1 - i % 2 * 2));
          });
    }
    return values;
  }

  private List<Object> texts(int count) {
    int shape = random.nextInt(5);
    int distinct = 1 + random.nextInt(300);
    List<Object> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(
          switch (shape) {
            case 0 -> "same in all rows";
            case 1 -> "name " + random.nextInt(distinct);
            case 2 -> text(random.nextInt(40));
            case 3 -> text(random.nextInt(3));
            default -> "prefix that is long, " + text(random.nextInt(30));
          });
    }
    return values;
  }

  private String text(int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) random.nextInt(256));
    }
    return text.toString();
  }
}
