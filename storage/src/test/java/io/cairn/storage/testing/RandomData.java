package io.cairn.storage.testing;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Random schemas, rows and predicates, with many repeated and many extreme values. */
public final class RandomData {
  /** Types whose values have an order. */
  public static final List<ColumnType> COMPARABLE =
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
          ColumnType.FLOAT32,
          ColumnType.FLOAT64,
          new ColumnType.Decimal(12, 3),
          new ColumnType.Decimal(38, 10),
          ColumnType.VARCHAR,
          ColumnType.VARBINARY,
          ColumnType.DATE,
          new ColumnType.Time(6),
          new ColumnType.Timestamp(9, true),
          new ColumnType.Enumeration(List.of("clear", "rain", "snow")));

  /** Types whose values have none, or no values. */
  public static final List<ColumnType> OTHERS =
      List.of(
          new ColumnType.Uuid(),
          new ColumnType.Complex(128),
          new ColumnType.Row(List.of(Column.of("a", ColumnType.INT32, true))),
          new ColumnType.Array(ColumnType.INT32),
          new ColumnType.Mapping(ColumnType.VARCHAR, ColumnType.INT32),
          new ColumnType.Null());

  private static final double[] DOUBLES = {
    Double.NaN,
    0.0,
    -0.0,
    1.5,
    -1.5,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final String[] TEXTS = {"", "a", "ab", "b", "é", "\uffff", "😀", "a\u0000b", " a"};

  private final Random random;

  public RandomData(Random random) {
    this.random = random;
  }

  /** Columns of random types; LONG types are sometimes in lane INT. */
  public Schema schema(List<ColumnType> types, int columnCount) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < columnCount; i++) {
      ColumnType type = types.get(random.nextInt(types.size()));
      boolean nullable = type instanceof ColumnType.Null || random.nextInt(3) > 0;
      boolean narrow = type.naturalLane() == Lane.LONG && random.nextInt(3) == 0;
      Lane lane = narrow ? Lane.INT : type.naturalLane();
      columns.add(new Column("c" + i, type, nullable, Column.Role.DATA, lane));
    }
    return new Schema(columns);
  }

  public @Nullable Object[] row(Schema schema) {
    @Nullable Object[] row = new @Nullable Object[schema.size()];
    for (int i = 0; i < row.length; i++) {
      Column column = schema.column(i);
      row[i] = column.nullable() && random.nextInt(4) == 0 ? null : value(column);
    }
    return row;
  }

  /** A value that is not NULL, in boxed form; null for the type that has none. */
  public @Nullable Object value(Column column) {
    ColumnType type = column.type();
    if (type instanceof ColumnType.Bool) {
      return random.nextBoolean();
    }
    if (type instanceof ColumnType.Int integer) {
      return integer(integer, column.lane());
    }
    if (type instanceof ColumnType.FloatingPoint) {
      return random.nextBoolean()
          ? DOUBLES[random.nextInt(DOUBLES.length)]
          : (double) random.nextInt(5);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      BigInteger unscaled =
          column.lane() == Lane.INT
              ? BigInteger.valueOf(random.nextInt())
              : BigInteger.TEN
                  .pow(random.nextInt(decimal.precision()) + 1)
                  .subtract(BigInteger.ONE);
      return new BigDecimal(random.nextBoolean() ? unscaled : unscaled.negate(), decimal.scale());
    }
    if (type instanceof ColumnType.Text) {
      return TEXTS[random.nextInt(TEXTS.length)];
    }
    if (type instanceof ColumnType.Bytes) {
      byte[] bytes = new byte[random.nextInt(3)];
      random.nextBytes(bytes);
      return bytes;
    }
    if (type instanceof ColumnType.Enumeration enumeration) {
      return enumeration.names().get(random.nextInt(enumeration.names().size()));
    }
    return column.lane() == Lane.INT || column.lane() == Lane.LONG
        ? temporal(type, column.lane())
        : nested(type);
  }

  private @Nullable Object temporal(ColumnType type, Lane lane) {
    if (type instanceof ColumnType.Null) {
      return null;
    }
    return integer((ColumnType.Int) ColumnType.INT64, lane);
  }

  private Object nested(ColumnType type) {
    if (type instanceof ColumnType.Uuid) {
      return new UUID(random.nextLong(), random.nextLong());
    }
    if (type instanceof ColumnType.Complex) {
      return new double[] {random.nextDouble(), random.nextDouble()};
    }
    if (type instanceof ColumnType.Row) {
      return new Object[] {(long) random.nextInt(9)};
    }
    return type instanceof ColumnType.Array
        ? List.of((long) random.nextInt(9))
        : Map.of("k", (long) random.nextInt(9));
  }

  private Object integer(ColumnType.Int type, Lane lane) {
    int bits = Math.min(type.bits(), lane == Lane.INT ? (type.signed() ? 32 : 31) : 64);
    BigInteger min = type.signed() ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
    BigInteger max = min.add(BigInteger.ONE.shiftLeft(bits)).subtract(BigInteger.ONE);
    BigInteger value =
        switch (random.nextInt(4)) {
          case 0 -> min.add(BigInteger.valueOf(random.nextInt(2)));
          case 1 -> max.subtract(BigInteger.valueOf(random.nextInt(2)));
          default -> BigInteger.valueOf(random.nextInt(10)).max(min).min(max);
        };
    return type.bits() == 64 && !type.signed() ? value : (Object) value.longValueExact();
  }

  /** A predicate over the columns that can be compared, as deep as {@code depth}. */
  public Predicate predicate(Schema schema, int depth) {
    int kind = depth == 0 ? random.nextInt(6) : random.nextInt(10);
    int column = random.nextInt(schema.size());
    if (kind == 0) {
      return new Predicate.IsNull(column);
    }
    if (kind == 1) {
      return new Predicate.IsNotNull(column);
    }
    if (kind >= 6) {
      List<Predicate> operands = new ArrayList<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        operands.add(predicate(schema, depth - 1));
      }
      return kind < 8 ? new Predicate.And(operands) : new Predicate.Or(operands);
    }
    if (!COMPARABLE.contains(schema.column(column).type())) {
      return new Predicate.IsNotNull(column);
    }
    if (kind == 2) {
      List<Constant> constants = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        constants.add(constant(schema.column(column)));
      }
      return new Predicate.In(column, constants);
    }
    Predicate.Operator[] operators = Predicate.Operator.values();
    return new Predicate.Comparison(
        column, operators[random.nextInt(operators.length)], constant(schema.column(column)));
  }

  private Constant constant(Column column) {
    Object value = value(column);
    if (value == null) {
      throw new AssertionError(column);
    }
    return ReferenceFilter.constant(column.type(), value);
  }
}
