package io.cairn.differential;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Random;

/**
 * The columns that every random table has, one of each flavor: a type, and values that are likely
 * to find something.
 */
enum Flavor {
  /** Different in all rows, and never NULL. */
  ID("INTEGER", Kind.WHOLE, 1e6),
  /** Few different values, some of them in many rows: what tables are joined by. */
  K("INTEGER", Kind.WHOLE, 100),
  /** The same in another width. */
  BK("BIGINT", Kind.WHOLE, 100),
  TI("TINYINT", Kind.COUNTER, 128),
  SI("SMALLINT", Kind.COUNTER, 32768),
  I("INTEGER", Kind.WHOLE, Double.POSITIVE_INFINITY),
  BI("BIGINT", Kind.WHOLE, Double.POSITIVE_INFINITY),
  U1("TINYINT UNSIGNED", Kind.COUNTER, Double.POSITIVE_INFINITY),
  U4("INTEGER UNSIGNED", Kind.COUNTER, Double.POSITIVE_INFINITY),
  U8("BIGINT UNSIGNED", Kind.COUNTER, Double.POSITIVE_INFINITY),
  M("DECIMAL(9, 2)", Kind.DECIMAL, 1e7),
  F("DECIMAL(18, 6)", Kind.DECIMAL, 1e12),
  W("DECIMAL(38, 4)", Kind.DECIMAL, Double.POSITIVE_INFINITY),
  /** Eighths: their sums and products are exact, whatever the order. */
  X("DOUBLE", Kind.DOUBLE, 1e5),
  /** With NaN, infinities, both zeros and the largest and smallest numbers. */
  Y("DOUBLE", Kind.DOUBLE, Double.POSITIVE_INFINITY),
  R("REAL", Kind.REAL, Double.POSITIVE_INFINITY),
  B("BOOLEAN", Kind.BOOLEAN, 0),
  /** Few different words. */
  S("VARCHAR", Kind.TEXT, 0),
  /** Many different texts, from empty ones to long ones, in several scripts. */
  T("VARCHAR", Kind.TEXT, 0),
  D("DATE", Kind.DATE, 0),
  TS("TIMESTAMP(3)", Kind.TIMESTAMP, 0),
  TM("TIME(3)", Kind.TIME, 0);

  private static final String[] WORDS = {"", "a", "b", "ab", "ba", "é", "日本", "z", "Zebra"};
  private static final String[] LETTERS = {"a", "b", "c", "A", "é", "ж", "語", "😀", " ", "_", "%"};
  private static final double[] EXTREMES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0.0,
    -0.0,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.MIN_VALUE,
    1e-300,
    0.1
  };
  private static final LocalDate FIRST_DAY = LocalDate.of(2019, 12, 25);

  private final String type;
  private final Kind kind;
  private final double bound;

  Flavor(String type, Kind kind, double bound) {
    this.type = type;
    this.kind = kind;
    this.bound = bound;
  }

  /** The type in SQL. */
  String type() {
    return type;
  }

  Kind kind() {
    return kind;
  }

  /** What the absolute value of a number does not exceed; infinite for those left alone. */
  double bound() {
    return bound;
  }

  String columnName() {
    // Words of one or two letters alone, none of them reserved.
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** A value other than NULL; {@link #ID} is not drawn. */
  Object draw(Random random) {
    return switch (this) {
      case ID -> throw new IllegalStateException("ids are counted");
      case K -> key(random);
      case BK -> (long) key(random);
      case TI -> (byte) (random.nextInt(4) == 0 ? edge(random, -128, 127) : random.nextInt(5));
      case SI ->
          (short) (random.nextInt(4) == 0 ? edge(random, -32768, 32767) : random.nextInt(300));
      case I ->
          random.nextInt(5) == 0
              ? (int) edge(random, Integer.MIN_VALUE, Integer.MAX_VALUE)
              : random.nextInt(20) * 1000;
      case BI ->
          random.nextInt(5) == 0
              ? edge(random, Long.MIN_VALUE, Long.MAX_VALUE)
              : random.nextInt(8) - 4L + ((long) random.nextInt(3) << 40);
      case U1 -> (short) random.nextInt(256);
      case U4 -> random.nextInt(4) == 0 ? 4294967295L : (long) random.nextInt(50);
      case U8 ->
          new BigDecimal(
              random.nextInt(4) == 0
                  ? BigInteger.TWO.pow(64).subtract(BigInteger.ONE)
                  : BigInteger.valueOf(random.nextInt(50)));
      case M -> BigDecimal.valueOf(random.nextInt(5) == 0 ? 999_999_999 : cents(random), 2);
      case F -> BigDecimal.valueOf(random.nextInt(2_000_000) * 500L - 500_000_000L, 6);
      case W ->
          random.nextInt(4) == 0
              ? new BigDecimal(new BigInteger(80, random).subtract(BigInteger.TWO.pow(79)), 4)
              : BigDecimal.valueOf(cents(random) * 100L, 4);
      case X -> (random.nextInt(1_600) - 800) / 8.0;
      case Y ->
          random.nextInt(3) == 0
              ? EXTREMES[random.nextInt(EXTREMES.length)]
              : random.nextInt(40) / 4.0;
      case R ->
          random.nextInt(4) == 0
              ? (float) EXTREMES[random.nextInt(5)]
              : (random.nextInt(60) - 30) / 4.0f;
      case B -> random.nextBoolean();
      case S -> WORDS[(int) (WORDS.length * Math.pow(random.nextDouble(), 2))];
      case T -> text(random);
      case D -> FIRST_DAY.plusDays(random.nextInt(100));
      case TS ->
          LocalDateTime.of(FIRST_DAY, LocalTime.MIN)
              .plusSeconds(random.nextInt(2_000) * 3600L)
              .plusNanos(random.nextInt(3) * 125_000_000L);
      case TM -> LocalTime.of(random.nextInt(24), random.nextInt(4) * 15, random.nextInt(2) * 59);
    };
  }

  private static int key(Random random) {
    return random.nextInt(3) == 0 ? 7 : random.nextInt(60);
  }

  private static int cents(Random random) {
    return random.nextInt(4_000) * 25 - 20_000;
  }

  private static long edge(Random random, long smallest, long largest) {
    return random.nextBoolean() ? smallest + random.nextInt(2) : largest - random.nextInt(2);
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(random.nextInt(10) == 0 ? 60 : 6);
    for (int i = 0; i < length; i++) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  /** A value as a literal of this flavor's type, in both dialects. */
  Sql literal(Object value) {
    return Sql.of(kind, literalText(value));
  }

  private String literalText(Object value) {
    return switch (this) {
      case ID, K, TI, SI, U1 -> String.valueOf(value);
      // The smallest numbers are no literals but the negation of a number that is too large.
      case I, BK, BI, W -> "CAST('" + plain(value) + "' AS " + type + ")";
      case U4, U8, M, F -> plain(value);
      case X -> value + "e0";
      case Y -> "CAST('" + value + "' AS DOUBLE)";
      case R -> "CAST('" + value + "' AS REAL)";
      case B -> ((Boolean) value) ? "TRUE" : "FALSE";
      case S, T -> "'" + value + "'";
      case D -> "DATE '" + value + "'";
      case TS ->
          "TIMESTAMP '" + value.toString().replace('T', ' ') + seconds((LocalDateTime) value);
      case TM -> "TIME '" + value + (((LocalTime) value).getSecond() == 0 ? ":00'" : "'");
    };
  }

  private static String plain(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  private static String seconds(LocalDateTime value) {
    return value.getSecond() == 0 && value.getNano() == 0 ? ":00'" : "'";
  }
}
