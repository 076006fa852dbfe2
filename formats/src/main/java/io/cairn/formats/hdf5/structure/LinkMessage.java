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
    String name = new String(in.bytes((int) nameLength), StandardCharsets.UTF_8);
    switch (type) {
      case 0:
        return new Link(name, Link.Kind.HARD, in.address(), null);
      case 1:
        return new Link(
            name,
            Link.Kind.SOFT,
            ByteReader.UNDEFINED,
            new String(in.bytes(in.u16()), StandardCharsets.UTF_8));
      case 64:
        ByteReader external = in.slice("external link", in.u16());
        external.skip(1);
        String file = external.nullTerminated();
        return new Link(
            name, Link.Kind.EXTERNAL, ByteReader.UNDEFINED, file + ":" + external.nullTerminated());
      default:
        return new Link(
            name, Link.Kind.USER_DEFINED, ByteReader.UNDEFINED, "user-defined link " + type);
    }
  }
}
