package io.cairn.planner.exec.value;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.stream.Collectors;

/** Types as SQL writes them. */
public final class TypeNames {
  private TypeNames() {}

  /** The type's name with its precision, as {@code DECIMAL(38, 10)} or {@code INTEGER UNSIGNED}. */
  public static String of(ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return "BOOLEAN";
    }
    if (type instanceof ColumnType.Int integer) {
      String name =
          switch (integer.bits()) {
            case 8 -> "TINYINT";
            case 16 -> "SMALLINT";
            case 32 -> "INTEGER";
            default -> "BIGINT";
          };
      return integer.signed() ? name : name + " UNSIGNED";
    }
    if (type instanceof ColumnType.FloatingPoint number) {
      return number.bits() == 64 ? "DOUBLE" : "REAL";
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return "DECIMAL(" + decimal.precision() + ", " + decimal.scale() + ")";
    }
    if (type instanceof ColumnType.Text text) {
      return sized(text.fixed() ? "CHAR" : "VARCHAR", text.maxLength());
    }
    if (type instanceof ColumnType.Bytes bytes) {
      return sized(bytes.fixed() ? "BINARY" : "VARBINARY", bytes.maxLength());
    }
    if (type instanceof ColumnType.Date) {
      return "DATE";
    }
    if (type instanceof ColumnType.Time time) {
      return "TIME(" + time.precision() + ")";
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return "TIMESTAMP("
          + timestamp.precision()
          + ")"
          + (timestamp.zoned() ? " WITH TIME ZONE" : "");
    }
    if (type instanceof ColumnType.Uuid) {
      return "UUID";
    }
    if (type instanceof ColumnType.Enumeration || type instanceof ColumnType.Reference) {
      return "VARCHAR";
    }
    if (type instanceof ColumnType.Interval interval) {
      return interval.months() ? "INTERVAL YEAR TO MONTH" : "INTERVAL DAY TO SECOND";
    }
    if (type instanceof ColumnType.Complex) {
      return "COMPLEX";
    }
    if (type instanceof ColumnType.Row row) {
      return row.fields().stream()
          .map((Column field) -> field.name() + " " + of(field.type()))
          .collect(Collectors.joining(", ", "ROW(", ")"));
    }
    if (type instanceof ColumnType.Array array) {
      return of(array.element()) + " ARRAY";
    }
    if (type instanceof ColumnType.Mapping mapping) {
      return "MAP(" + of(mapping.key()) + ", " + of(mapping.value()) + ")";
    }
    if (type instanceof ColumnType.Null) {
      return "NULL";
    }
    throw new AssertionError(type);
  }

  private static String sized(String name, int length) {
    return length == ColumnType.UNBOUNDED ? name : name + "(" + length + ")";
  }
}
