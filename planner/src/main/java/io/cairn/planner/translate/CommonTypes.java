package io.cairn.planner.translate;

import io.cairn.storage.type.ColumnType;
import org.jspecify.annotations.Nullable;

/** Types in which values of two types can be compared without changing them. */
final class CommonTypes {
  private CommonTypes() {}

  /** The type to compare in, or null if the engine has none. */
  static @Nullable ColumnType forComparison(ColumnType left, ColumnType right) {
    if (left instanceof ColumnType.Null) {
      return right;
    }
    if (right instanceof ColumnType.Null || (left.equals(right) && !isFixedText(left))) {
      return left;
    }
    if (isText(left) && isText(right)) {
      // Blanks at the end of CHAR are padding: it compares as CHAR only with CHAR.
      return ColumnType.VARCHAR;
    }
    if (left instanceof ColumnType.Bytes && right instanceof ColumnType.Bytes) {
      return ColumnType.VARBINARY;
    }
    if (left instanceof ColumnType.Timestamp a
        && right instanceof ColumnType.Timestamp b
        && a.zoned() == b.zoned()) {
      return a.precision() >= b.precision() ? a : b;
    }
    if (left instanceof ColumnType.Time a && right instanceof ColumnType.Time b) {
      return a.precision() >= b.precision() ? a : b;
    }
    if (left instanceof ColumnType.Timestamp && right instanceof ColumnType.Date) {
      return left;
    }
    if (left instanceof ColumnType.Date && right instanceof ColumnType.Timestamp) {
      return right;
    }
    return numeric(left, right);
  }

  private static boolean isText(ColumnType type) {
    return type instanceof ColumnType.Text
        || type instanceof ColumnType.Enumeration
        || type instanceof ColumnType.Reference;
  }

  private static boolean isFixedText(ColumnType type) {
    return type instanceof ColumnType.Text text && text.fixed();
  }

  private static @Nullable ColumnType numeric(ColumnType left, ColumnType right) {
    boolean floats =
        left instanceof ColumnType.FloatingPoint || right instanceof ColumnType.FloatingPoint;
    if (floats) {
      return isNumber(left) && isNumber(right) ? ColumnType.FLOAT64 : null;
    }
    if (left instanceof ColumnType.Int a && right instanceof ColumnType.Int b) {
      return integer(a, b);
    }
    ColumnType.Decimal a = decimalOf(left);
    ColumnType.Decimal b = decimalOf(right);
    if (a == null || b == null) {
      return null;
    }
    int scale = Math.max(a.scale(), b.scale());
    int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
    int precision = Math.min(whole + scale, ColumnType.MAX_DECIMAL_PRECISION);
    return new ColumnType.Decimal(precision, Math.min(scale, precision));
  }

  private static boolean isNumber(ColumnType type) {
    return type instanceof ColumnType.FloatingPoint || decimalOf(type) != null;
  }

  private static ColumnType integer(ColumnType.Int left, ColumnType.Int right) {
    int bits = Math.max(left.bits(), right.bits());
    if (left.signed() == right.signed()) {
      return new ColumnType.Int(bits, left.signed());
    }
    int unsignedBits = left.signed() ? right.bits() : left.bits();
    int signedBits = left.signed() ? left.bits() : right.bits();
    if (signedBits > unsignedBits) {
      return new ColumnType.Int(signedBits, true);
    }
    return unsignedBits == 64
        ? new ColumnType.Decimal(20, 0)
        : new ColumnType.Int(unsignedBits * 2, true);
  }

  /**
   * The decimal type that holds every value of an integer or decimal type, or null for other types.
   */
  static ColumnType.@Nullable Decimal decimalOf(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal;
    }
    if (type instanceof ColumnType.Int integer) {
      return switch (integer.bits()) {
        case 8 -> new ColumnType.Decimal(3, 0);
        case 16 -> new ColumnType.Decimal(5, 0);
        case 32 -> new ColumnType.Decimal(10, 0);
        default -> new ColumnType.Decimal(integer.signed() ? 19 : 20, 0);
      };
    }
    return null;
  }
}
