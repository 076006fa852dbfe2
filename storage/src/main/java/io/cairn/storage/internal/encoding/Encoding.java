package io.cairn.storage.internal.encoding;

import io.cairn.storage.internal.io.ByteReader;

/**
 * How the values of a chunk become bytes. The code stands in files: it is never reused or changed.
 */
public enum Encoding {
  /** One value in all rows that are not NULL, or no value at all. */
  CONSTANT(1),
  /** Integers of lanes INT and LONG, and those of lane INT128 that fit 64 bits. */
  INTEGERS(2),
  /** Codes into ascending distinct byte strings. */
  DICTIONARY(3),
  /** Codes into ascending distinct numbers. */
  NUMBER_DICTIONARY(4),
  /** Doubles that are integers over a power of ten, with exceptions. */
  DECIMAL_SCALE(5),
  /** Doubles that are integers over a power of two, with exceptions. */
  BINARY_SCALE(6),
  /** Values as they are. */
  RAW(7),
  /** Doubles that are floats of 32 bits, as those. */
  FLOAT(8),
  /** Reserved: byte strings in extents of their own. */
  OVERFLOW(9),
  /** Reserved: byte strings as codes of frequent pieces. */
  SYMBOLS(10);

  private final byte code;

  Encoding(int code) {
    this.code = (byte) code;
  }

  public byte code() {
    return code;
  }

  /** Reads a code, and refuses one that this version does not know. */
  static Encoding readFrom(ByteReader in) {
    int code = in.readUnsignedByte();
    for (Encoding encoding : values()) {
      if (encoding.code == code) {
        return encoding;
      }
    }
    throw Refusal.unsupported(in, "encoding", code);
  }
}
