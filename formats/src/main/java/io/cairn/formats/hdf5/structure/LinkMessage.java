package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.nio.charset.StandardCharsets;

/** Reads a link that is kept in a group's object header. */
final class LinkMessage {
  private LinkMessage() {}

  static Link read(ByteReader in) {
    int version = in.u8();
    if (version != 1) {
      throw in.corrupt("a link has version " + version + ", expected 1");
    }
    int flags = in.u8();
    int type = (flags & 8) != 0 ? in.u8() : 0;
    if ((flags & 4) != 0) {
      in.skip(8);
    }
    if ((flags & 16) != 0) {
      in.skip(1);
    }
    long nameLength = in.unsigned(1 << (flags & 3));
    if (nameLength < 1 || nameLength > in.remaining()) {
      throw in.corrupt("a link's name has " + Long.toUnsignedString(nameLength) + " bytes");
    }
    String name = text(in.bytes((int) nameLength));
    return switch (type) {
      case 0 -> new Link(name, Link.Kind.HARD, in.address(), null);
      case 1 -> elsewhere(name, Link.Kind.SOFT, text(in.bytes(in.u16())));
      case 64 -> elsewhere(name, Link.Kind.EXTERNAL, external(in.slice("link", in.u16())));
      default -> elsewhere(name, Link.Kind.USER_DEFINED, "user-defined link of type " + type);
    };
  }

  private static Link elsewhere(String name, Link.Kind kind, String target) {
    return new Link(name, kind, ByteReader.UNDEFINED, target);
  }

  private static String external(ByteReader in) {
    in.skip(1);
    String file = in.nullTerminated();
    return file + ":" + in.nullTerminated();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
