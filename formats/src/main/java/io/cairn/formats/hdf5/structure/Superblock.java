package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.formats.hdf5.io.FileBytes;
import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;

/**
 * Where a file starts, versions 0 to 3. Immutable.
 *
 * @param base where address 0 stands in the file: the position of the signature, whatever the
 *     superblock says, as a user block may have been put before it later
 * @param addressBytes width of an address: 2, 4 or 8
 * @param lengthBytes width of a length: 2, 4 or 8
 * @param endOfFile where the file ends, from its start
 * @param rootHeader address of the root group's object header
 */
public record Superblock(
    int version, long base, int addressBytes, int lengthBytes, long endOfFile, long rootHeader) {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int MAX_BYTES = 160;

  /**
   * The position of the signature, at 0, 512, 1024 and so on, doubling; -1 if it is nowhere.
   *
   * @throws IOException if reading fails
   */
  public static long find(FileChannel channel) throws IOException {
    long size = channel.size();
    byte[] found = new byte[SIGNATURE.length];
    for (long at = 0; at <= size - SIGNATURE.length && at >= 0; at = at == 0 ? 512 : 2 * at) {
      ByteBuffer buffer = ByteBuffer.wrap(found);
      long next = at;
      while (buffer.hasRemaining()) {
        int count = channel.read(buffer, next);
        if (count < 0) {
          return -1;
        }
        next += count;
      }
      if (Arrays.equals(found, SIGNATURE)) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Reads the superblock at {@code position}.
   *
   * @throws StorageException CORRUPT if it is damaged or the file is shorter than it says,
   *     UNSUPPORTED for an unknown version or a file that is one of several
   */
  public static Superblock read(FileBytes file, long position) {
    int length = (int) Math.min(MAX_BYTES, file.size() - position);
    byte[] bytes = new byte[length];
    file.read(position, bytes, 0, length);
    ByteReader in = new ByteReader(file, "superblock", bytes, 0, length, position, 8, 8);
    in.skip(SIGNATURE.length);
    int version = in.u8();
    Superblock found =
        switch (version) {
          case 0, 1 -> readOld(file, in, bytes, position, version);
          case 2, 3 -> readNew(file, in, bytes, position, version);
          default ->
              throw new StorageException(
                  StorageException.Kind.UNSUPPORTED,
                  "Cannot read "
                      + file.path()
                      + ": its superblock has version "
                      + version
                      + ", and versions 0 to 3 are known.");
        };
    if (found.endOfFile > file.size()) {
      throw new StorageException(
          StorageException.Kind.CORRUPT,
          "Cannot open "
              + file.path()
              + ": it was cut short or not finished: it has "
              + file.size()
              + " bytes, and its superblock says "
              + found.endOfFile
              + ". Restore a copy of it, or write it again.");
    }
    return found;
  }

  private static Superblock readOld(
      FileBytes file, ByteReader in, byte[] bytes, long position, int version) {
    in.skip(4);
    int addressBytes = in.u8();
    int lengthBytes = in.u8();
    checkWidths(in, addressBytes, lengthBytes);
    in.skip(1 + 2 + 2 + 4);
    if (version == 1) {
      in.skip(4);
    }
    ByteReader rest = rest(file, in, bytes, position, addressBytes, lengthBytes);
    long base = rest.address();
    rest.address();
    long end = rest.address();
    long driver = rest.address();
    rest.address();
    long root = rest.address();
    checkDriver(file, position, driver);
    return checked(
        rest, new Superblock(version, position, addressBytes, lengthBytes, end, root), base);
  }

  private static Superblock readNew(
      FileBytes file, ByteReader in, byte[] bytes, long position, int version) {
    int addressBytes = in.u8();
    int lengthBytes = in.u8();
    checkWidths(in, addressBytes, lengthBytes);
    in.skip(1);
    ByteReader rest = rest(file, in, bytes, position, addressBytes, lengthBytes);
    long base = rest.address();
    rest.address();
    long end = rest.address();
    long root = rest.address();
    int checked = 12 + 4 * addressBytes;
    int stored = (int) rest.u32();
    int computed = Lookup3.hash(bytes, 0, checked);
    if (stored != computed) {
      throw rest.corrupt(String.format("its checksum is %08x, expected %08x", computed, stored));
    }
    return checked(
        rest, new Superblock(version, position, addressBytes, lengthBytes, end, root), base);
  }

  private static void checkWidths(ByteReader in, int addressBytes, int lengthBytes) {
    if ((addressBytes != 2 && addressBytes != 4 && addressBytes != 8)
        || (lengthBytes != 2 && lengthBytes != 4 && lengthBytes != 8)) {
      throw in.corrupt(
          "addresses have "
              + addressBytes
              + " bytes and lengths "
              + lengthBytes
              + ", expected 2, 4 or 8");
    }
  }

  private static ByteReader rest(
      FileBytes file,
      ByteReader in,
      byte[] bytes,
      long position,
      int addressBytes,
      int lengthBytes) {
    return new ByteReader(
        file,
        "superblock",
        bytes,
        in.consumed(),
        bytes.length,
        position + in.consumed(),
        addressBytes,
        lengthBytes);
  }

  private static Superblock checked(ByteReader in, Superblock found, long base) {
    if (base < 0 || found.endOfFile < 0 || found.rootHeader < 0) {
      throw in.corrupt("it has no end of the file or no root group");
    }
    // The stored end counts from the start of the file as it was when its base was right.
    long shift = found.base - base;
    return new Superblock(
        found.version,
        found.base,
        found.addressBytes,
        found.lengthBytes,
        found.endOfFile + shift,
        found.rootHeader);
  }

  /** One file of a family, or of several that split metadata and data, is no whole. */
  private static void checkDriver(FileBytes file, long position, long driver) {
    if (driver == ByteReader.UNDEFINED) {
      return;
    }
    byte[] bytes = new byte[16];
    if (driver < 0 || driver > file.size() - position - bytes.length) {
      return;
    }
    file.read(position + driver, bytes, 0, bytes.length);
    String name = new String(bytes, 8, 8, java.nio.charset.StandardCharsets.ISO_8859_1);
    if (name.equals("NCSAfami") || name.equals("NCSAmult")) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED,
          "Cannot read "
              + file.path()
              + ": it is one of several files that make up one HDF5 file (driver "
              + name
              + "). Join them with h5repart or h5repack first.");
    }
  }
}
