package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import org.jspecify.annotations.Nullable;

/** What elements hold that were never written: the bytes of one element, or zeros. */
final class FillValue {
  private static final int FILL_TIME_NEVER = 1;

  private FillValue() {}

  /** The bytes of the fill value that the header gives; null for zeros. */
  static byte @Nullable [] read(ObjectHeader header, int elementBytes) {
    HeaderMessage message = header.first(HeaderMessage.FILL_VALUE);
    if (message != null) {
      if (message.shared()) {
        return null;
      }
      return checked(readNew(message.body().again()), elementBytes, message);
    }
    HeaderMessage old = header.first(HeaderMessage.OLD_FILL_VALUE);
    if (old != null && !old.shared()) {
      ByteReader in = old.body().again();
      int size = in.size32();
      return size == 0 ? null : checked(in.bytes(size), elementBytes, old);
    }
    return null;
  }

  private static byte @Nullable [] readNew(ByteReader in) {
    int version = in.u8();
    if (version == 1 || version == 2) {
      in.skip(1);
      int time = in.u8();
      boolean defined = in.u8() != 0;
      if (version == 2 && !defined) {
        return null;
      }
      if (in.remaining() < 4) {
        return null;
      }
      long size = in.u32();
      // An undefined value has a size of -1 in version 1.
      boolean absent = size == 0 || size > Integer.MAX_VALUE || time == FILL_TIME_NEVER;
      return absent ? null : in.bytes((int) size);
    }
    if (version == 3) {
      int flags = in.u8();
      if ((flags & 0x20) == 0 || (flags >> 2 & 3) == FILL_TIME_NEVER) {
        return null;
      }
      int size = in.size32();
      return size == 0 ? null : in.bytes(size);
    }
    throw in.corrupt("a fill value has version " + version + ", expected 1 to 3");
  }

  private static byte @Nullable [] checked(
      byte @Nullable [] value, int elementBytes, HeaderMessage message) {
    if (value != null && value.length != elementBytes) {
      throw message
          .body()
          .corrupt("the fill value has " + value.length + " bytes, expected " + elementBytes);
    }
    return value;
  }
}
