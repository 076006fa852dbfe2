package io.cairn.storage.internal.write;

import io.cairn.storage.KeyDefinition;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.List;

/**
 * How the values of a key are read from rows: a single column of whole numbers as a number, every
 * other key as bytes that are equal where the values are. Immutable.
 *
 * @param inRows where the key's columns stand in the rows that are read
 * @param types of those columns
 */
record KeyColumns(KeyDefinition key, List<Integer> inRows, List<ColumnType> types) {
  /** For rows that have all columns of the table. */
  static KeyColumns inTable(TableDefinition table, KeyDefinition key) {
    return new KeyColumns(key, key.columns(), types(table, key));
  }

  /** For rows that have the key's columns alone, in its order. */
  static KeyColumns alone(TableDefinition table, KeyDefinition key) {
    List<Integer> positions =
        java.util.stream.IntStream.range(0, key.columns().size()).boxed().toList();
    return new KeyColumns(key, positions, types(table, key));
  }

  private static List<ColumnType> types(TableDefinition table, KeyDefinition key) {
    return key.columns().stream().map(column -> table.columns().get(column).type()).toList();
  }

  /** Whether keys are numbers, in the order of their values. */
  boolean isNumber() {
    Lane lane = types.get(0).naturalLane();
    return types.size() == 1 && (lane == Lane.INT || lane == Lane.LONG);
  }

  /** Whether the row has a NULL in the key, so that it equals no other. */
  boolean isNull(List<ColumnBuilder> rows, int row) {
    for (int column : inRows) {
      if (rows.get(column).isNull(row)) {
        return true;
      }
    }
    return false;
  }

  boolean mayBeNull(List<ColumnBuilder> rows) {
    for (int column : inRows) {
      if (rows.get(column).nullCount() > 0) {
        return true;
      }
    }
    return false;
  }

  /** The key of a row as a number; unsigned ones are shifted so that they order as signed. */
  long number(List<ColumnBuilder> rows, int row) {
    ColumnBuilder column = rows.get(inRows.get(0));
    if (column.lane() == Lane.INT) {
      return column.ints()[row];
    }
    long value = column.longs()[row];
    return isUnsigned() ? value ^ Long.MIN_VALUE : value;
  }

  /** What {@link #number} gave, as the type's own value. */
  long valueOf(long number) {
    return isUnsigned() ? number ^ Long.MIN_VALUE : number;
  }

  private boolean isUnsigned() {
    return types.get(0) instanceof ColumnType.Int type && !type.signed() && type.bits() == 64;
  }

  /** Writes the key of a row. */
  void write(List<ColumnBuilder> rows, int row, ByteWriter out) {
    for (int i = 0; i < inRows.size(); i++) {
      ColumnBuilder column = rows.get(inRows.get(i));
      switch (column.lane()) {
        case INT -> out.writeInt(column.ints()[row]);
        case LONG -> out.writeLong(column.longs()[row]);
        case DOUBLE -> {
          // Adding 0.0 turns -0.0 into 0.0, and doubleToLongBits every NaN into one: both are
          // equal.
          out.writeLong(Double.doubleToLongBits(column.doubles()[row] + 0.0));
        }
        case INT128 -> {
          out.writeLong(column.high()[row]);
          out.writeLong(column.longs()[row]);
        }
        case TEXT -> {
          int from = column.offsets()[row];
          int length = length(column, row, types.get(i));
          out.writeVarint(length);
          out.writeBytes(column.bytes(), from, length);
        }
        case OBJECT -> throw new AssertionError(column.lane());
      }
    }
  }

  /** Blanks at the end of a CHAR do not tell values apart. */
  private static int length(ColumnBuilder column, int row, ColumnType type) {
    int from = column.offsets()[row];
    int to = column.offsets()[row + 1];
    if (type instanceof ColumnType.Text text && text.fixed()) {
      while (to > from && column.bytes()[to - 1] == ' ') {
        to--;
      }
    }
    return to - from;
  }
}
