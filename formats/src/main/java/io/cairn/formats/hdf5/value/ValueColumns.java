package io.cairn.formats.hdf5.value;

import io.cairn.formats.hdf5.datatype.ArrayOf;
import io.cairn.formats.hdf5.datatype.BitField;
import io.cairn.formats.hdf5.datatype.Compound;
import io.cairn.formats.hdf5.datatype.Datatype;
import io.cairn.formats.hdf5.datatype.Enumeration;
import io.cairn.formats.hdf5.datatype.FixedPoint;
import io.cairn.formats.hdf5.datatype.FixedText;
import io.cairn.formats.hdf5.datatype.FloatingPoint;
import io.cairn.formats.hdf5.datatype.Opaque;
import io.cairn.formats.hdf5.datatype.Reference;
import io.cairn.formats.hdf5.datatype.TimeValue;
import io.cairn.formats.hdf5.datatype.VariableLength;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Dictionary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Maps a datatype to the columns that its elements give. */
public final class ValueColumns {
  private static final int MAX_COLUMNS = 10_000;

  /** Who wrote a file, as far as it changes what types mean. */
  public enum Writer {
    /** Anybody: 8-bit bitfields are unsigned numbers. */
    ANY,
    /** PyTables: 8-bit bitfields are booleans, and 64-bit times are known. */
    PYTABLES
  }

  private final Writer writer;
  private final List<ValueColumn> columns = new ArrayList<>();

  private ValueColumns(Writer writer) {
    this.writer = writer;
  }

  /**
   * The columns: one without a name, or the members of a compound, nested ones with dotted names.
   *
   * @throws StorageException UNSUPPORTED with the reason if a part has no mapping
   */
  public static List<ValueColumn> of(Datatype type, Writer writer) {
    ValueColumns found = new ValueColumns(writer);
    found.add("", 0, type);
    if (found.columns.size() > MAX_COLUMNS) {
      throw unsupported("It has " + found.columns.size() + " members; at most 10000 are read.");
    }
    Set<String> names = new HashSet<>();
    for (ValueColumn column : found.columns) {
      if (!names.add(column.name())) {
        throw unsupported("Two of its members have the name '" + column.name() + "'.");
      }
    }
    return List.copyOf(found.columns);
  }

  private static StorageException unsupported(String reason) {
    return new StorageException(StorageException.Kind.UNSUPPORTED, reason);
  }

  private void add(String name, int offset, Datatype type) {
    if (type instanceof Compound compound) {
      for (Compound.Member member : compound.members()) {
        String path = name.isEmpty() ? member.name() : name + "." + member.name();
        if (path.isEmpty()) {
          throw unsupported("A member of its compound type has no name.");
        }
        add(path, offset + member.offset(), member.type());
      }
      return;
    }
    columns.add(column(name, offset, type));
  }

  private ValueColumn column(String name, int offset, Datatype type) {
    if (type instanceof FixedPoint integer) {
      return integer(name, offset, integer);
    }
    if (type instanceof FloatingPoint number) {
      return floating(name, offset, number);
    }
    if (type instanceof FixedText text) {
      return new ValueColumn(
          name,
          offset,
          type.size(),
          new ColumnType.Text(text.size(), false),
          false,
          file -> new FixedTextDecoder(text));
    }
    if (type instanceof VariableLength sequence && sequence.text()) {
      return new ValueColumn(
          name, offset, type.size(), ColumnType.VARCHAR, true, VariableTextDecoder::new);
    }
    if (type instanceof Enumeration enumeration) {
      return enumeration(name, offset, enumeration);
    }
    if (type instanceof BitField bits) {
      return bitField(name, offset, bits);
    }
    if (type instanceof Opaque opaque) {
      return new ValueColumn(
          name,
          offset,
          type.size(),
          new ColumnType.Bytes(type.size(), false),
          false,
          file -> new OpaqueDecoder(opaque.size()));
    }
    if (type instanceof TimeValue time && isKnown(time)) {
      return new ValueColumn(
          name,
          offset,
          type.size(),
          new ColumnType.Timestamp(time.size() == 8 ? 6 : 0, true),
          false,
          file -> new TimeDecoder(time));
    }
    throw unsupported(obstacle(name, type));
  }

  /** What eight bytes mean is known of PyTables alone. */
  private boolean isKnown(TimeValue time) {
    return time.precision() == 8 * time.size()
        && (time.size() == 4 || (time.size() == 8 && writer == Writer.PYTABLES));
  }

  private static String obstacle(String name, Datatype type) {
    String subject =
        name.isEmpty()
            ? "Its elements are of type " + type.name()
            : "Its member '" + name + "' is of type " + type.name();
    String kinds;
    if (type instanceof ArrayOf) {
      kinds = "arrays within elements are not read";
    } else if (type instanceof VariableLength) {
      kinds = "variable-length sequences are not read, but for texts";
    } else if (type instanceof Reference) {
      kinds = "references are not read";
    } else if (type instanceof TimeValue) {
      kinds = "what it counts is known of files by PyTables alone";
    } else if (type instanceof FloatingPoint) {
      kinds = "a 64-bit number does not hold its values exactly";
    } else {
      kinds = "numbers of more than 64 bits are not read";
    }
    return subject + "; " + kinds + ".";
  }

  private static ValueColumn integer(String name, int offset, FixedPoint type) {
    if (type.size() > 8) {
      throw unsupported(obstacle(name, type));
    }
    int bits = type.precision();
    int wide = bits <= 8 ? 8 : bits <= 16 ? 16 : bits <= 32 ? 32 : 64;
    ColumnType columnType = new ColumnType.Int(wide, type.signed());
    boolean plain = type.isPlain() && wide == bits;
    return new ValueColumn(
        name,
        offset,
        type.size(),
        columnType,
        false,
        file ->
            !plain
                ? new OddIntegerDecoder(type, columnType.naturalLane())
                : switch (columnType.naturalLane()) {
                  case INT -> new IntDecoder(type);
                  default -> new LongDecoder(type);
                });
  }

  private static ValueColumn floating(String name, int offset, FloatingPoint type) {
    if (type.isIeee()) {
      ColumnType columnType = new ColumnType.FloatingPoint(type.precision());
      return new ValueColumn(
          name, offset, type.size(), columnType, false, file -> new DoubleDecoder(type));
    }
    if (!OddFloatDecoder.isExact(type)) {
      throw unsupported(obstacle(name, type));
    }
    boolean single =
        type.mantissaBits() <= 23 && type.exponentBits() <= 8 && type.exponentBias() <= 127;
    return new ValueColumn(
        name,
        offset,
        type.size(),
        single ? ColumnType.FLOAT32 : ColumnType.FLOAT64,
        false,
        file -> new OddFloatDecoder(type));
  }

  private static ValueColumn enumeration(String name, int offset, Enumeration type) {
    if (type.isBoolean() && type.size() == 1) {
      return new ValueColumn(
          name, offset, type.size(), ColumnType.BOOLEAN, false, file -> new BooleanDecoder(0xff));
    }
    Map<Long, Integer> codes = EnumDecoder.codes(type);
    Dictionary dictionary = Dictionary.of(type.names());
    return new ValueColumn(
        name,
        offset,
        type.size(),
        new ColumnType.Enumeration(type.names()),
        true,
        file -> new EnumDecoder(type, codes, dictionary));
  }

  private ValueColumn bitField(String name, int offset, BitField type) {
    boolean bool =
        type.size() == 1
            && (type.precision() == 1 || (writer == Writer.PYTABLES && type.precision() == 8));
    if (bool) {
      int mask = ((1 << type.precision()) - 1) << type.bitOffset();
      return new ValueColumn(
          name, offset, type.size(), ColumnType.BOOLEAN, false, file -> new BooleanDecoder(mask));
    }
    return integer(
        name,
        offset,
        new FixedPoint(type.size(), type.bigEndian(), false, type.bitOffset(), type.precision()));
  }
}
