package io.cairn.storage.internal.write;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** Writes keys for messages: {@code PRIMARY KEY (id, name) = (5, 'x')}. */
final class KeyText {
  private static final int MAX_TEXT = 100;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .toFormatter(java.util.Locale.ROOT);

  private KeyText() {}

  static String of(TableDefinition table, KeyColumns columns, List<ColumnBuilder> rows, int row) {
    String names =
        columns.key().columns().stream()
            .map(column -> table.columns().get(column).name())
            .collect(Collectors.joining(", "));
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < columns.types().size(); i++) {
      values.append(i == 0 ? "" : ", ");
      values.append(value(columns.types().get(i), rows.get(columns.inRows().get(i)), row));
    }
    return (columns.key().primary() ? "PRIMARY KEY" : "UNIQUE")
        + " ("
        + names
        + ") = ("
        + values
        + ")";
  }

  private static String value(ColumnType type, ColumnBuilder column, int row) {
    return switch (column.lane()) {
      case INT -> whole(type, column.ints()[row]);
      case LONG -> whole(type, column.longs()[row]);
      case DOUBLE -> Double.toString(column.doubles()[row]);
      case INT128 -> wide(type, column.high()[row], column.longs()[row]);
      case TEXT -> text(type, column, row);
      case OBJECT -> throw new AssertionError(column.lane());
    };
  }

  private static String whole(ColumnType type, long value) {
    if (type instanceof ColumnType.Bool) {
      return value == 0 ? "false" : "true";
    }
    if (type instanceof ColumnType.Int number && !number.signed()) {
      return Long.toUnsignedString(value);
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return BigDecimal.valueOf(value, decimal.scale()).toPlainString();
    }
    if (type instanceof ColumnType.Date) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (type instanceof ColumnType.Time time) {
      return TIME.format(LocalTime.ofNanoOfDay(time.precision() > 6 ? value : value * 1_000));
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      long units = timestamp.precision() > 6 ? 1_000_000_000 : 1_000_000;
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(value, units),
              (int) (Math.floorMod(value, units) * (1_000_000_000 / units)),
              ZoneOffset.UTC);
      return time.toLocalDate() + " " + TIME.format(time) + (timestamp.zoned() ? "+00:00" : "");
    }
    return Long.toString(value);
  }

  private static String wide(ColumnType type, long high, long low) {
    if (type instanceof ColumnType.Uuid) {
      return new UUID(high, low).toString();
    }
    BigInteger value =
        BigInteger.valueOf(high).shiftLeft(64).add(new BigInteger(Long.toUnsignedString(low)));
    return type instanceof ColumnType.Decimal decimal
        ? new BigDecimal(value, decimal.scale()).toPlainString()
        : value.toString();
  }

  private static String text(ColumnType type, ColumnBuilder column, int row) {
    int from = column.offsets()[row];
    int length = column.offsets()[row + 1] - from;
    String cut = length > MAX_TEXT ? "..." : "";
    int shown = Math.min(length, MAX_TEXT);
    if (type instanceof ColumnType.Bytes) {
      return HexFormat.of().formatHex(column.bytes(), from, from + shown) + cut;
    }
    return "'" + new String(column.bytes(), from, shown, StandardCharsets.UTF_8) + cut + "'";
  }
}
