package io.cairn.planner.exec;

import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemoryRelationBuilder;
import io.cairn.storage.memory.PredicateUse;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of many types with NULLs, NaNs, extremes and few distinct texts. */
final class RandomTable {
  static final ColumnType DECIMAL = new ColumnType.Decimal(12, 2);
  static final ColumnType WIDE_DECIMAL = new ColumnType.Decimal(30, 4);
  static final ColumnType TIMESTAMP = new ColumnType.Timestamp(6, false);

  /** Ordinals of the columns. */
  static final int BOOL = 0;

  static final int INT16 = 1;
  static final int INT32 = 2;
  static final int INT64 = 3;
  static final int NARROW64 = 4;
  static final int UINT64 = 5;
  static final int DOUBLE = 6;
  static final int SINGLE = 7;
  static final int DEC = 8;
  static final int WIDE = 9;
  static final int TEXT = 10;
  static final int CODED = 11;
  static final int DATE = 12;
  static final int STAMP = 13;
  static final int UUID = 14;
  static final int PLAIN = 15;

  static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("bool", ColumnType.BOOLEAN, true),
              Column.of("int16", ColumnType.INT16, true),
              Column.of("int32", ColumnType.INT32, true),
              Column.of("int64", ColumnType.INT64, true),
              new Column("narrow64", ColumnType.INT64, true, Column.Role.DATA, Lane.INT),
              Column.of("uint64", ColumnType.UINT64, true),
              Column.of("double", ColumnType.FLOAT64, true),
              Column.of("single", ColumnType.FLOAT32, true),
              Column.of("dec", DECIMAL, true),
              Column.of("wide", WIDE_DECIMAL, true),
              Column.of("text", ColumnType.VARCHAR, true),
              Column.of("coded", ColumnType.VARCHAR, true),
              Column.of("date", ColumnType.DATE, true),
              Column.of("stamp", TIMESTAMP, true),
              Column.of("uuid", new ColumnType.Uuid(), true),
              Column.of("plain", ColumnType.INT32, false)));

  private static final String[] TEXTS = {
    "",
    "a",
    "b",
    "ab",
    "ab ",
    "Ärger",
    "zebra",
    "日本",
    "x_y",
    "100%",
    "aaaaaaaab",
    "aaaaaaaaab",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac",
    "\uD83D\uDE00",
    "A"
  };

  final List<@Nullable Object[]> rows = new ArrayList<>();
  final MemoryRelation relation;

  /**
   * @param extremes whether numbers may be so large that sums of them overflow
   */
  RandomTable(Random random, int rowCount, int splitRows, boolean extremes) {
    int nullsIn = random.nextInt(3) == 0 ? 0 : 2 + random.nextInt(10);
    MemoryRelationBuilder builder = MemoryRelation.builder(SCHEMA).dictionary("coded");
    for (int i = 0; i < rowCount; i++) {
      @Nullable Object[] row = new @Nullable Object[SCHEMA.size()];
      for (int c = 0; c < row.length; c++) {
        boolean isNull = c != PLAIN && nullsIn > 0 && random.nextInt(nullsIn) == 0;
        row[c] = isNull ? null : value(SCHEMA.column(c), random, extremes);
      }
      row[PLAIN] = (long) i;
      rows.add(row);
      builder.row(row);
    }
    relation =
        builder
            .splitRows(splitRows)
            .predicateUse(List.of(PredicateUse.values()).get(random.nextInt(3)))
            .build();
  }

  /** A table of these rows. */
  RandomTable(List<@Nullable Object[]> given, int splitRows) {
    MemoryRelationBuilder builder = MemoryRelation.builder(SCHEMA).dictionary("coded");
    rows.addAll(given);
    given.forEach(builder::row);
    relation = builder.splitRows(splitRows).build();
  }

  static Object value(Column column, Random random, boolean extremes) {
    if (column.lane() == Lane.INT && column.type().equals(ColumnType.INT64)) {
      return extremes && random.nextInt(20) == 0
          ? (random.nextBoolean() ? Integer.MAX_VALUE : (long) Integer.MIN_VALUE)
          : (long) random.nextInt(41) - 20;
    }
    return value(column.type(), random, extremes);
  }

  /** A value in boxed form. */
  static Object value(ColumnType type, Random random, boolean extremes) {
    boolean extreme = extremes && random.nextInt(20) == 0;
    if (type instanceof ColumnType.Bool) {
      return random.nextBoolean();
    }
    if (type instanceof ColumnType.Int integer) {
      if (!integer.signed()) {
        BigInteger small = BigInteger.valueOf(random.nextInt(30));
        return integer.bits() < 64
            ? (Object) small.longValue()
            : extreme
                ? BigInteger.ONE.shiftLeft(64).subtract(small).subtract(BigInteger.ONE)
                : small;
      }
      if (extreme) {
        long max = Long.MAX_VALUE >>> (64 - integer.bits());
        return random.nextBoolean() ? max : -max - 1;
      }
      return (long) random.nextInt(41) - 20;
    }
    if (type instanceof ColumnType.FloatingPoint floating) {
      double[] special = {
        Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, -0.0, 1e300, -1e300
      };
      double value =
          extreme
              ? special[random.nextInt(special.length)]
              : random.nextInt(3) == 0 ? random.nextInt(9) - 4 : random.nextGaussian() * 100;
      return floating.bits() == 64
          ? value
          : (double) (float) Math.max(-1e30, Math.min(1e30, value));
    }
    if (type instanceof ColumnType.Decimal decimal) {
      BigInteger unscaled =
          extreme
              ? BigInteger.TEN
                  .pow(decimal.precision())
                  .subtract(BigInteger.ONE)
                  .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1))
              : BigInteger.valueOf(random.nextInt(4001) - 2000);
      return new BigDecimal(unscaled, decimal.scale());
    }
    if (type instanceof ColumnType.Text) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    if (type instanceof ColumnType.Date) {
      return (long) random.nextInt(60_000) - 20_000;
    }
    if (type instanceof ColumnType.Timestamp) {
      return (random.nextLong() >> 14);
    }
    if (type instanceof ColumnType.Uuid) {
      return new UUID(random.nextInt(3) - 1, random.nextInt(3) - 1);
    }
    throw new AssertionError(type);
  }
}
