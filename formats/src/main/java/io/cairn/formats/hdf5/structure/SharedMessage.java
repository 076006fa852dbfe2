package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.datatype.Datatype;
import io.cairn.formats.hdf5.datatype.DatatypeReader;
import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.storage.error.StorageException;

/** Follows a message that stands in another object: a committed datatype above all. */
final class SharedMessage {
  private SharedMessage() {}

  /** The datatype of a message, wherever it stands. */
  static Datatype datatype(Hdf5File file, HeaderMessage message) {
    return datatype(file, message.shared(), message.body().again());
  }

  static Datatype datatype(Hdf5File file, boolean shared, ByteReader body) {
    return DatatypeReader.read(
        shared ? resolve(file, body, HeaderMessage.DATATYPE, "datatype") : body);
  }

  static Dataspace dataspace(Hdf5File file, boolean shared, ByteReader body) {
    return Dataspace.read(
        shared ? resolve(file, body, HeaderMessage.DATASPACE, "dataspace") : body);
  }

  private static ByteReader resolve(Hdf5File file, ByteReader in, int type, String what) {
    int version = in.u8();
    int kind = in.u8();
    if (version < 1 || version > 3) {
      throw in.corrupt("a shared message has version " + version + ", expected 1 to 3");
    }
    if (version == 3 && kind == 1) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED,
          "Its " + what + " lies in the file's heap of shared messages, which is not read.");
    }
    if (version == 1) {
      in.skip(6);
    }
    long address = in.address();
    HeaderMessage target = ObjectHeader.read(file, address).first(type);
    if (target == null) {
      throw in.corrupt("the object at address " + address + " has no " + what);
    }
    if (target.shared()) {
      throw in.corrupt("the " + what + " at address " + address + " points on to another");
    }
    return target.body().again();
  }
}
