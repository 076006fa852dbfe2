package io.cairn.storage.internal.catalog;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.ByteWriter;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.TypeCode;

/** Types as bytes; {@code docs/format.md}, "Type". */
final class TypeCodec {
  private TypeCodec() {}

  /**
   * Writes a type.
   *
   * @throws StorageException UNSUPPORTED for a type that tables cannot hold
   */
  static void write(ColumnType type, ByteWriter out) {
    out.writeByte(type.code().code());
    if (type instanceof ColumnType.Decimal decimal) {
      out.writeByte(decimal.precision());
      out.writeByte(decimal.scale());
    } else if (type instanceof ColumnType.Text text) {
      out.writeVarint(text.maxLength() + 1L);
    } else if (type instanceof ColumnType.Bytes bytes) {
      out.writeVarint(bytes.maxLength() + 1L);
    } else if (type instanceof ColumnType.Time time) {
      out.writeByte(time.precision());
    } else if (type instanceof ColumnType.Timestamp timestamp) {
      out.writeByte(timestamp.precision());
    } else if (!isPlain(type)) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED, "Tables hold no columns of type " + type.code());
    }
  }

  private static boolean isPlain(ColumnType type) {
    return type instanceof ColumnType.Bool
        || type instanceof ColumnType.Int
        || type instanceof ColumnType.FloatingPoint
        || type instanceof ColumnType.Date
        || type instanceof ColumnType.Uuid;
  }

  static ColumnType read(ByteReader in) {
    int start = in.position();
    int number = in.readUnsignedByte();
    for (TypeCode code : TypeCode.values()) {
      if (code.code() == number) {
        try {
          return read(code, in);
        } catch (IllegalArgumentException e) {
          throw in.corrupt("the type at byte " + start + " cannot be: " + e.getMessage());
        }
      }
    }
    throw in.corrupt("the type at byte " + start + " has the unknown code " + number);
  }

  private static ColumnType read(TypeCode code, ByteReader in) {
    return switch (code) {
      case BOOLEAN -> ColumnType.BOOLEAN;
      case INT8 -> ColumnType.INT8;
      case INT16 -> ColumnType.INT16;
      case INT32 -> ColumnType.INT32;
      case INT64 -> ColumnType.INT64;
      case UINT8 -> ColumnType.UINT8;
      case UINT16 -> ColumnType.UINT16;
      case UINT32 -> ColumnType.UINT32;
      case UINT64 -> ColumnType.UINT64;
      case FLOAT16 -> ColumnType.FLOAT16;
      case FLOAT32 -> ColumnType.FLOAT32;
      case FLOAT64 -> ColumnType.FLOAT64;
      case DECIMAL -> new ColumnType.Decimal(in.readUnsignedByte(), in.readUnsignedByte());
      case CHAR, VARCHAR -> new ColumnType.Text(length(in), code == TypeCode.CHAR);
      case BINARY, VARBINARY -> new ColumnType.Bytes(length(in), code == TypeCode.BINARY);
      case DATE -> ColumnType.DATE;
      case TIME -> new ColumnType.Time(in.readUnsignedByte());
      case TIMESTAMP, TIMESTAMP_TZ ->
          new ColumnType.Timestamp(in.readUnsignedByte(), code == TypeCode.TIMESTAMP_TZ);
      case UUID -> new ColumnType.Uuid();
      case ENUM,
          COMPLEX64,
          COMPLEX128,
          ROW,
          ARRAY,
          MAP,
          REFERENCE,
          INTERVAL_YEAR,
          INTERVAL_DAY,
          NULL ->
          throw new StorageException(
              StorageException.Kind.UNSUPPORTED,
              "Cannot read "
                  + in.place()
                  + ": it has a column of type "
                  + code
                  + ", which this version does not read; open it with a newer one");
    };
  }

  private static int length(ByteReader in) {
    long length = in.readVarint() - 1;
    if (length < ColumnType.UNBOUNDED || length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("length " + length);
    }
    return (int) length;
  }
}
