package io.cairn.formats.hdf5.datatype;

import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.storage.error.StorageException;
import java.util.ArrayList;
import java.util.List;

/** Reads the datatype message, versions 1 to 3. */
public final class DatatypeReader {
  private static final int MAX_DEPTH = 32;

  private DatatypeReader() {}

  /**
   * Reads one datatype; the cursor stands behind it afterwards.
   *
   * @throws StorageException CORRUPT, or UNSUPPORTED for a class or version that is not known
   */
  public static Datatype read(ByteReader in) {
    return read(in, 0);
  }

  private static Datatype read(ByteReader in, int depth) {
    if (depth > MAX_DEPTH) {
      throw in.corrupt("a datatype is nested deeper than " + MAX_DEPTH + " levels");
    }
    int first = in.u8();
    int version = first >> 4;
    int typeClass = first & 15;
    int flags = in.u8() | in.u8() << 8 | in.u8() << 16;
    int size = in.size32();
    if (version < 1 || version > 3) {
      if (version == 4 || version == 5) {
        throw new StorageException(
            StorageException.Kind.UNSUPPORTED,
            "Datatypes of version " + version + " are not read; versions 1 to 3 are.");
      }
      throw in.corrupt("a datatype has version " + version + ", expected 1 to 3");
    }
    if (size == 0) {
      throw in.corrupt("a datatype has a size of 0 bytes");
    }
    return switch (typeClass) {
      case 0 -> fixedPoint(in, flags, size);
      case 1 -> floatingPoint(in, flags, size);
      case 2 -> new TimeValue(size, (flags & 1) != 0, in.u16());
      case 3 -> text(in, flags, size);
      case 4 -> bitField(in, flags, size);
      case 5 -> opaque(in, flags, size);
      case 6 -> compound(in, flags, size, version, depth);
      case 7 -> reference(in, flags, size);
      case 8 -> enumeration(in, flags, size, version, depth);
      case 9 -> variableLength(in, flags, size, depth);
      case 10 -> array(in, size, version, depth);
      default ->
          throw new StorageException(
              StorageException.Kind.UNSUPPORTED,
              "Datatypes of class " + typeClass + " are not read; classes 0 to 10 are known.");
    };
  }

  private static FixedPoint fixedPoint(ByteReader in, int flags, int size) {
    int offset = in.u16();
    int precision = in.u16();
    checkBits(in, size, offset, precision);
    return new FixedPoint(size, (flags & 1) != 0, (flags & 8) != 0, offset, precision);
  }

  private static void checkBits(ByteReader in, int size, int offset, int precision) {
    if (precision < 1 || offset + precision > 8L * size) {
      throw in.corrupt(
          "a number has " + precision + " bits from bit " + offset + " in " + size + " bytes");
    }
  }

  private static FloatingPoint floatingPoint(ByteReader in, int flags, int size) {
    int offset = in.u16();
    int precision = in.u16();
    int exponentPosition = in.u8();
    int exponentBits = in.u8();
    int mantissaPosition = in.u8();
    int mantissaBits = in.u8();
    long bias = in.u32();
    checkBits(in, size, offset, precision);
    FloatingPoint.ByteOrder order =
        (flags & 0x41) == 0
            ? FloatingPoint.ByteOrder.LITTLE
            : (flags & 0x41) == 1 ? FloatingPoint.ByteOrder.BIG : FloatingPoint.ByteOrder.VAX;
    int normalisation = flags >> 4 & 3;
    if (normalisation == 3) {
      throw in.corrupt("a floating-point number has mantissa kind 3, expected 0 to 2");
    }
    int signPosition = flags >> 8 & 0xff;
    if (signPosition >= 8L * size
        || exponentPosition + exponentBits > 8L * size
        || mantissaPosition + mantissaBits > 8L * size
        || exponentBits == 0) {
      throw in.corrupt("a floating-point number has fields outside its " + size + " bytes");
    }
    return new FloatingPoint(
        size,
        order,
        offset,
        precision,
        signPosition,
        exponentPosition,
        exponentBits,
        mantissaPosition,
        mantissaBits,
        bias,
        mantissa(normalisation));
  }

  private static FloatingPoint.Mantissa mantissa(int normalisation) {
    return switch (normalisation) {
      case 0 -> FloatingPoint.Mantissa.PLAIN;
      case 1 -> FloatingPoint.Mantissa.SET;
      default -> FloatingPoint.Mantissa.IMPLIED;
    };
  }

  private static FixedText text(ByteReader in, int flags, int size) {
    int padding = flags & 15;
    if (padding > 2) {
      throw in.corrupt("a text has padding kind " + padding + ", expected 0 to 2");
    }
    FixedText.Padding kind =
        switch (padding) {
          case 0 -> FixedText.Padding.NULL_TERMINATED;
          case 1 -> FixedText.Padding.NULL_PADDED;
          default -> FixedText.Padding.SPACE_PADDED;
        };
    return new FixedText(size, kind, (flags >> 4 & 15) == 1);
  }

  private static BitField bitField(ByteReader in, int flags, int size) {
    int offset = in.u16();
    int precision = in.u16();
    checkBits(in, size, offset, precision);
    return new BitField(size, (flags & 1) != 0, offset, precision);
  }

  private static Opaque opaque(ByteReader in, int flags, int size) {
    int tagLength = flags & 0xff;
    int padded = Math.min(in.remaining(), (tagLength + 7) & ~7);
    return new Opaque(size, in.text(padded));
  }

  private static Compound compound(ByteReader in, int flags, int size, int version, int depth) {
    int count = flags & 0xffff;
    List<Compound.Member> members = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      int before = in.consumed();
      String name = in.nullTerminated();
      if (version < 3) {
        // The name with its NUL is padded to a multiple of eight bytes.
        in.skip(Math.min(in.remaining(), -(in.consumed() - before) & 7));
      }
      long offset = version < 3 ? in.u32() : in.unsigned(widthOf(size));
      List<Integer> extents = version == 1 ? oldExtents(in) : List.of();
      Datatype type = read(in, depth + 1);
      if (!extents.isEmpty()) {
        type = arrayOf(in, extents, type);
      }
      if (offset < 0 || offset + type.size() > size) {
        throw in.corrupt(
            "member '"
                + name
                + "' takes "
                + type.size()
                + " bytes from byte "
                + offset
                + " of a compound of "
                + size
                + " bytes");
      }
      members.add(new Compound.Member(name, (int) offset, type));
    }
    if (members.isEmpty()) {
      throw in.corrupt("a compound datatype has no members");
    }
    return new Compound(size, members);
  }

  private static int widthOf(int size) {
    return size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4;
  }

  private static List<Integer> oldExtents(ByteReader in) {
    int rank = in.u8();
    in.skip(3 + 4 + 4);
    if (rank > 4) {
      throw in.corrupt("a compound member has " + rank + " dimensions, expected at most 4");
    }
    List<Integer> extents = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int extent = in.size32();
      if (i < rank) {
        extents.add(extent);
      }
    }
    return extents;
  }

  private static Reference reference(ByteReader in, int flags, int size) {
    int kind = flags & 15;
    if (kind == 0) {
      return new Reference(size, Reference.Kind.OBJECT);
    }
    if (kind == 1) {
      return new Reference(size, Reference.Kind.REGION);
    }
    if (kind <= 4) {
      return new Reference(size, Reference.Kind.REVISED);
    }
    throw in.corrupt("a reference has kind " + kind + ", expected 0 to 4");
  }

  private static Enumeration enumeration(
      ByteReader in, int flags, int size, int version, int depth) {
    int count = flags & 0xffff;
    Datatype base = read(in, depth + 1);
    if (!(base instanceof FixedPoint integer)) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED,
          "Enumerations over " + base.name() + " are not read; those over integers are.");
    }
    if (integer.size() != size || size > 8) {
      throw in.corrupt(
          "an enumeration of " + size + " bytes lies over an integer of " + integer.size());
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int before = in.consumed();
      names.add(in.nullTerminated());
      if (version < 3) {
        in.skip(Math.min(in.remaining(), -(in.consumed() - before) & 7));
      }
    }
    List<Long> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(IntegerBits.read(in.bytes(size), 0, integer));
    }
    return new Enumeration(integer, names, values);
  }

  private static VariableLength variableLength(ByteReader in, int flags, int size, int depth) {
    Datatype element = read(in, depth + 1);
    int kind = flags & 15;
    if (kind > 1) {
      throw in.corrupt("a variable-length type has kind " + kind + ", expected 0 or 1");
    }
    if (size != 4 + in.addressBytes() + 4) {
      throw in.corrupt(
          "a variable-length element has " + size + " bytes, expected " + (8 + in.addressBytes()));
    }
    return new VariableLength(size, kind == 1, (flags >> 8 & 15) == 1, element);
  }

  private static ArrayOf array(ByteReader in, int size, int version, int depth) {
    int rank = in.u8();
    if (rank == 0 || rank > 32) {
      throw in.corrupt("an array datatype has " + rank + " dimensions, expected 1 to 32");
    }
    if (version < 3) {
      in.skip(3);
    }
    List<Integer> extents = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      extents.add(in.size32());
    }
    if (version < 3) {
      in.skip(4 * rank);
    }
    ArrayOf array = arrayOf(in, extents, read(in, depth + 1));
    if (array.size() != size) {
      throw in.corrupt("an array datatype has " + size + " bytes, expected " + array.size());
    }
    return array;
  }

  private static ArrayOf arrayOf(ByteReader in, List<Integer> extents, Datatype element) {
    long size = element.size();
    for (int extent : extents) {
      size *= extent;
      if (size <= 0 || size > Integer.MAX_VALUE) {
        throw in.corrupt("an array datatype has extents " + extents);
      }
    }
    return new ArrayOf((int) size, extents, element);
  }
}
