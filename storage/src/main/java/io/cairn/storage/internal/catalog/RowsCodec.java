package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;

/** Rows of the commit log as bytes, column by column; {@code docs/format.md}, "Rows". */
final class RowsCodec {
  private static final int HAS_NULLS = 0x80;

  private RowsCodec() {}

  private static int code(Lane lane) {
    return switch (lane) {
      case INT -> 1;
      case LONG -> 2;
      case DOUBLE -> 3;
      case INT128 -> 4;
      case TEXT -> 5;
      case OBJECT -> throw new AssertionError(lane);
    };
  }

  static void write(List<ColumnBuilder> columns, ByteWriter out) {
    int rows = columns.get(0).size();
    out.writeVarint(columns.size());
    out.writeVarint(rows);
    for (ColumnBuilder column : columns) {
      boolean nulls = column.nullCount() > 0;
      out.writeByte(code(column.lane()) | (nulls ? HAS_NULLS : 0));
      if (nulls) {
        writeNulls(column, out);
      }
      writeValues(column, out);
    }
  }

  /** One bit a row, the first row lowest, set where NULL. */
  private static void writeNulls(ColumnBuilder column, ByteWriter out) {
    for (int row = 0; row < column.size(); row += 8) {
      int bits = 0;
      for (int i = 0; i < 8 && row + i < column.size(); i++) {
        bits |= column.isNull(row + i) ? 1 << i : 0;
      }
      out.writeByte(bits);
    }
  }

  private static void writeValues(ColumnBuilder column, ByteWriter out) {
    for (int row = 0; row < column.size(); row++) {
      if (column.isNull(row)) {
        continue;
      }
      switch (column.lane()) {
        case INT -> out.writeVarint(zigzag(column.ints()[row]));
        case LONG -> out.writeVarint(zigzag(column.longs()[row]));
        case DOUBLE -> out.writeLong(Double.doubleToRawLongBits(column.doubles()[row]));
        case INT128 -> {
          out.writeLong(column.longs()[row]);
          out.writeLong(column.high()[row]);
        }
        case TEXT -> {
          int from = column.offsets()[row];
          int length = column.offsets()[row + 1] - from;
          out.writeVarint(length);
          out.writeBytes(column.bytes(), from, length);
        }
        case OBJECT -> throw new AssertionError(column.lane());
      }
    }
  }

  static List<ColumnBuilder> read(ByteReader in) {
    int columnCount = in.readCount(1);
    int rows = (int) Math.min(in.readVarint(), Integer.MAX_VALUE);
    if (columnCount == 0 || rows < 1 || rows > ColumnBuilder.MAX_ROWS) {
      throw in.corrupt("it holds " + rows + " rows of " + columnCount + " columns");
    }
    List<ColumnBuilder> columns = new ArrayList<>(columnCount);
    for (int i = 0; i < columnCount; i++) {
      columns.add(readColumn(rows, in));
    }
    return columns;
  }

  private static ColumnBuilder readColumn(int rows, ByteReader in) {
    int code = in.readUnsignedByte();
    byte[] nulls = (code & HAS_NULLS) != 0 ? in.readBytes((rows + 7) / 8) : new byte[0];
    for (Lane lane : Lane.values()) {
      if (lane != Lane.OBJECT && code(lane) == (code & ~HAS_NULLS)) {
        ColumnBuilder column = new ColumnBuilder(lane);
        for (int row = 0; row < rows; row++) {
          if (nulls.length > 0 && (nulls[row >> 3] >> (row & 7) & 1) != 0) {
            column.appendNull();
          } else {
            readValue(column, in);
          }
        }
        return column;
      }
    }
    throw in.corrupt("a column of rows is in the unknown lane " + code);
  }

  private static void readValue(ColumnBuilder column, ByteReader in) {
    switch (column.lane()) {
      case INT -> {
        long value = unzigzag(in.readVarint());
        if (value != (int) value) {
          throw in.corrupt("the number " + value + " has more than 32 bits");
        }
        column.appendInt((int) value);
      }
      case LONG -> column.appendLong(unzigzag(in.readVarint()));
      case DOUBLE -> column.appendDouble(Double.longBitsToDouble(in.readLong()));
      case INT128 -> {
        long low = in.readLong();
        column.appendInt128(in.readLong(), low);
      }
      case TEXT -> {
        byte[] value = in.readBytes(in.readCount(1));
        column.appendBytes(value, 0, value.length);
      }
      case OBJECT -> throw new AssertionError(column.lane());
    }
  }

  private static long zigzag(long value) {
    return value << 1 ^ value >> 63;
  }

  private static long unzigzag(long value) {
    return value >>> 1 ^ -(value & 1);
  }
}
