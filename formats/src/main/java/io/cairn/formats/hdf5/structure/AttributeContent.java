package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.datatype.Datatype;
import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.storage.error.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of an object: its datatype, its extents and its bytes; or why it cannot be read.
 *
 * @param problem null for a readable one; the other parts are then there
 */
public record AttributeContent(
    String name,
    @Nullable Datatype datatype,
    @Nullable Dataspace dataspace,
    byte[] data,
    @Nullable String problem) {

  /** The attributes that stand in a header, in its order; each fails alone. */
  public static List<AttributeContent> readAll(Hdf5File file, ObjectHeader header) {
    List<AttributeContent> found = new ArrayList<>();
    for (HeaderMessage message : header.all(HeaderMessage.ATTRIBUTE)) {
      if (message.shared()) {
        found.add(
            unreadable(
                "?",
                "The attribute lies in the file's heap of shared messages, which is not read."));
      } else {
        found.add(read(file, message.body().again()));
      }
    }
    return found;
  }

  /** Why attributes are missing from {@link #readAll}; null if none is. */
  public static @Nullable String obstacle(ObjectHeader header) {
    HeaderMessage dense = header.first(HeaderMessage.ATTRIBUTE_TABLE);
    try {
      return dense == null || GroupContent.heapOf(dense.body().again(), 2) == ByteReader.UNDEFINED
          ? null
          : "The attributes lie in a fractal heap (dense attributes), which is not read.";
    } catch (StorageException damaged) {
      return damaged.getMessage();
    }
  }

  private static AttributeContent unreadable(String name, String problem) {
    return new AttributeContent(name, null, null, new byte[0], problem);
  }

  private static AttributeContent read(Hdf5File file, ByteReader in) {
    String name = "?";
    try {
      int version = in.u8();
      if (version < 1 || version > 3) {
        throw in.corrupt("an attribute has version " + version + ", expected 1 to 3");
      }
      int flags = in.u8();
      int nameLength = in.u16();
      int typeLength = in.u16();
      int spaceLength = in.u16();
      if (version == 3) {
        in.skip(1);
      }
      ByteReader nameBytes = in.slice("attribute", padded(version, nameLength));
      name = textOf(nameBytes.bytes(Math.min(nameLength, nameBytes.remaining())));
      ByteReader type = in.slice("attribute's datatype", padded(version, typeLength));
      ByteReader space = in.slice("attribute's dataspace", padded(version, spaceLength));
      boolean flagged = version > 1;
      Datatype datatype = SharedMessage.datatype(file, flagged && (flags & 1) != 0, type);
      Dataspace dataspace = SharedMessage.dataspace(file, flagged && (flags & 2) != 0, space);
      long bytes = dataspace.count();
      if (bytes > in.remaining() / datatype.size()) {
        throw in.corrupt(
            "attribute '"
                + name
                + "' has "
                + bytes
                + " values of "
                + datatype.size()
                + " bytes in "
                + in.remaining()
                + " bytes");
      }
      return new AttributeContent(
          name, datatype, dataspace, in.bytes((int) bytes * datatype.size()), null);
    } catch (StorageException failure) {
      return unreadable(name, String.valueOf(failure.getMessage()));
    }
  }

  private static int padded(int version, int length) {
    return version == 1 ? (length + 7) & ~7 : length;
  }

  private static String textOf(byte[] bytes) {
    int length = bytes.length;
    while (length > 0 && bytes[length - 1] == 0) {
      length--;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
