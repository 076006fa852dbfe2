package io.cairn.storage.type;

import java.util.List;

/**
 * A logical type: what values mean, apart from how they are encoded. Immutable.
 *
 * <p>A type has a natural {@link Lane}; a column may use a narrower one where its values are proven
 * to fit ({@link Column#lane}).
 */
public sealed interface ColumnType {
  /** Largest precision of {@link Decimal}. */
  int MAX_DECIMAL_PRECISION = 38;

  /** Length of {@link Text} and {@link Bytes} that have no limit of their own. */
  int UNBOUNDED = -1;

  TypeCode code();

  /** The lane that holds every value of this type. */
  Lane naturalLane();

  /** Lane INT: 0 is false, 1 is true. */
  record Bool() implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.BOOLEAN;
    }

    @Override
    public Lane naturalLane() {
      return Lane.INT;
    }
  }

  /**
   * An integer of 8, 16, 32 or 64 bits. Lane INT where every value fits 32 signed bits, else LONG;
   * an unsigned 64-bit value is held as its bits.
   */
  record Int(int bits, boolean signed) implements ColumnType {
    public Int {
      if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException("bits = " + bits + ", expected 8, 16, 32 or 64");
      }
    }

    @Override
    public TypeCode code() {
      return switch (bits) {
        case 8 -> signed ? TypeCode.INT8 : TypeCode.UINT8;
        case 16 -> signed ? TypeCode.INT16 : TypeCode.UINT16;
        case 32 -> signed ? TypeCode.INT32 : TypeCode.UINT32;
        default -> signed ? TypeCode.INT64 : TypeCode.UINT64;
      };
    }

    @Override
    public Lane naturalLane() {
      return bits < 32 || (bits == 32 && signed) ? Lane.INT : Lane.LONG;
    }
  }

  /** A binary floating-point number of 16, 32 or 64 bits, in lane DOUBLE. */
  record FloatingPoint(int bits) implements ColumnType {
    public FloatingPoint {
      if (bits != 16 && bits != 32 && bits != 64) {
        throw new IllegalArgumentException("bits = " + bits + ", expected 16, 32 or 64");
      }
    }

    @Override
    public TypeCode code() {
      return bits == 16 ? TypeCode.FLOAT16 : bits == 32 ? TypeCode.FLOAT32 : TypeCode.FLOAT64;
    }

    @Override
    public Lane naturalLane() {
      return Lane.DOUBLE;
    }
  }

  /**
   * An exact number: the lane holds {@code value * 10^scale}. Precision 1 to 38, scale 0 to the
   * precision.
   */
  record Decimal(int precision, int scale) implements ColumnType {
    /** Largest precision whose unscaled values fit a LONG lane. */
    public static final int MAX_LONG_PRECISION = 18;

    public Decimal {
      if (precision < 1 || precision > MAX_DECIMAL_PRECISION || scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "DECIMAL(" + precision + ", " + scale + ") is out of range");
      }
    }

    @Override
    public TypeCode code() {
      return TypeCode.DECIMAL;
    }

    @Override
    public Lane naturalLane() {
      return precision <= MAX_LONG_PRECISION ? Lane.LONG : Lane.INT128;
    }
  }

  /**
   * Text in UTF-8. {@code maxLength} counts code points, {@link #UNBOUNDED} for none; {@code fixed}
   * is SQL's CHAR.
   */
  record Text(int maxLength, boolean fixed) implements ColumnType {
    @Override
    public TypeCode code() {
      return fixed ? TypeCode.CHAR : TypeCode.VARCHAR;
    }

    @Override
    public Lane naturalLane() {
      return Lane.TEXT;
    }
  }

  /**
   * Bytes without a meaning of their own. {@code maxLength} counts bytes, {@link #UNBOUNDED} for
   * none.
   */
  record Bytes(int maxLength, boolean fixed) implements ColumnType {
    @Override
    public TypeCode code() {
      return fixed ? TypeCode.BINARY : TypeCode.VARBINARY;
    }

    @Override
    public Lane naturalLane() {
      return Lane.TEXT;
    }
  }

  /** A day, lane INT: days since 1970-01-01, proleptic Gregorian. */
  record Date() implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.DATE;
    }

    @Override
    public Lane naturalLane() {
      return Lane.INT;
    }
  }

  /**
   * A time of day, lane LONG: microseconds since midnight for precision 0 to 6, nanoseconds for 7
   * to 9.
   */
  record Time(int precision) implements ColumnType {
    public Time {
      checkFraction(precision);
    }

    @Override
    public TypeCode code() {
      return TypeCode.TIME;
    }

    @Override
    public Lane naturalLane() {
      return Lane.LONG;
    }
  }

  /**
   * A point in time, lane LONG: microseconds since 1970-01-01 00:00:00 for precision 0 to 6,
   * nanoseconds for 7 to 9. Zoned ones count in UTC, the others in no zone.
   */
  record Timestamp(int precision, boolean zoned) implements ColumnType {
    public Timestamp {
      checkFraction(precision);
    }

    @Override
    public TypeCode code() {
      return zoned ? TypeCode.TIMESTAMP_TZ : TypeCode.TIMESTAMP;
    }

    @Override
    public Lane naturalLane() {
      return Lane.LONG;
    }
  }

  /** A UUID, lane INT128: the most significant 64 bits in the high lane. */
  record Uuid() implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.UUID;
    }

    @Override
    public Lane naturalLane() {
      return Lane.INT128;
    }
  }

  /**
   * A named value out of a closed list, seen as text; in lane TEXT, as a dictionary where the
   * source has one.
   */
  record Enumeration(List<String> names) implements ColumnType {
    public Enumeration {
      names = List.copyOf(names);
    }

    @Override
    public TypeCode code() {
      return TypeCode.ENUM;
    }

    @Override
    public Lane naturalLane() {
      return Lane.TEXT;
    }
  }

  /**
   * A complex number of two floats of {@code bits / 2} bits each; 64 or 128 bits. Lane OBJECT:
   * {@code double[2]}.
   */
  record Complex(int bits) implements ColumnType {
    @Override
    public TypeCode code() {
      return bits == 64 ? TypeCode.COMPLEX64 : TypeCode.COMPLEX128;
    }

    @Override
    public Lane naturalLane() {
      return Lane.OBJECT;
    }
  }

  /** Named fields, lane OBJECT: {@code Object[]} with one entry a field. */
  record Row(List<Column> fields) implements ColumnType {
    public Row {
      fields = List.copyOf(fields);
    }

    @Override
    public TypeCode code() {
      return TypeCode.ROW;
    }

    @Override
    public Lane naturalLane() {
      return Lane.OBJECT;
    }
  }

  /** A sequence of values of one type, lane OBJECT: {@code java.util.List}. */
  record Array(ColumnType element) implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.ARRAY;
    }

    @Override
    public Lane naturalLane() {
      return Lane.OBJECT;
    }
  }

  /** Keys to values, lane OBJECT: {@code java.util.Map}. */
  record Mapping(ColumnType key, ColumnType value) implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.MAP;
    }

    @Override
    public Lane naturalLane() {
      return Lane.OBJECT;
    }
  }

  /** A reference to another node, lane TEXT: the node's path. */
  record Reference() implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.REFERENCE;
    }

    @Override
    public Lane naturalLane() {
      return Lane.TEXT;
    }
  }

  /** A length of time, lane LONG: months where {@code months}, else microseconds. */
  record Interval(boolean months) implements ColumnType {
    @Override
    public TypeCode code() {
      return months ? TypeCode.INTERVAL_YEAR : TypeCode.INTERVAL_DAY;
    }

    @Override
    public Lane naturalLane() {
      return Lane.LONG;
    }
  }

  /** The type of a column that is NULL in every row, lane INT. */
  record Null() implements ColumnType {
    @Override
    public TypeCode code() {
      return TypeCode.NULL;
    }

    @Override
    public Lane naturalLane() {
      return Lane.INT;
    }
  }

  ColumnType BOOLEAN = new Bool();
  ColumnType INT8 = new Int(8, true);
  ColumnType INT16 = new Int(16, true);
  ColumnType INT32 = new Int(32, true);
  ColumnType INT64 = new Int(64, true);
  ColumnType UINT8 = new Int(8, false);
  ColumnType UINT16 = new Int(16, false);
  ColumnType UINT32 = new Int(32, false);
  ColumnType UINT64 = new Int(64, false);
  ColumnType FLOAT16 = new FloatingPoint(16);
  ColumnType FLOAT32 = new FloatingPoint(32);
  ColumnType FLOAT64 = new FloatingPoint(64);
  ColumnType VARCHAR = new Text(UNBOUNDED, false);
  ColumnType VARBINARY = new Bytes(UNBOUNDED, false);
  ColumnType DATE = new Date();

  private static void checkFraction(int precision) {
    if (precision < 0 || precision > 9) {
      throw new IllegalArgumentException("precision = " + precision + ", expected 0 to 9");
    }
  }
}
