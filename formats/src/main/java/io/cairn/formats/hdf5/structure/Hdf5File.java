package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.formats.hdf5.io.FileBytes;
import io.cairn.storage.error.StorageException;

/** An open file with its superblock: reads structures at addresses. Thread-safe. */
public final class Hdf5File implements AutoCloseable {
  /** The longest structure that is read as a whole; real ones are far below. */
  private static final int MAX_STRUCTURE_BYTES = 64 << 20;

  private final FileBytes bytes;
  private final Superblock superblock;

  /** Uses {@code bytes}, and closes them in the end. */
  public Hdf5File(FileBytes bytes, Superblock superblock) {
    this.bytes = bytes;
    this.superblock = superblock;
  }

  public FileBytes bytes() {
    return bytes;
  }

  public Superblock superblock() {
    return superblock;
  }

  /** Bytes in the file from address 0 on. */
  public long size() {
    return bytes.size() - superblock.base();
  }

  /** The position in the file of an address. */
  public long position(long address) {
    return superblock.base() + address;
  }

  /**
   * Reads raw bytes at an address.
   *
   * @throws StorageException CORRUPT if they do not lie within the file
   */
  public void read(long address, byte[] target, int offset, int length) {
    if (address < 0 || address > size()) {
      throw bytes.corrupt(
          "Cannot read " + length + " bytes at address " + Long.toUnsignedString(address),
          "the file ends at " + size());
    }
    bytes.read(superblock.base() + address, target, offset, length);
  }

  /**
   * Reads a structure.
   *
   * @param what names it for messages
   * @throws StorageException CORRUPT if it does not lie within the file
   */
  public ByteReader reader(String what, long address, long length) {
    if (address < 0 || length < 0 || address > size() || length > size() - address) {
      throw bytes.corrupt(
          "Cannot read the " + what + " at address " + Long.toUnsignedString(address),
          "it has " + Long.toUnsignedString(length) + " bytes, and the file ends at " + size());
    }
    if (length > MAX_STRUCTURE_BYTES) {
      throw bytes.corrupt(
          "Cannot read the " + what + " at address " + address,
          "it has " + length + " bytes, and at most " + MAX_STRUCTURE_BYTES + " are read");
    }
    byte[] content = new byte[(int) length];
    bytes.read(superblock.base() + address, content, 0, content.length);
    return new ByteReader(
        bytes,
        what,
        content,
        0,
        content.length,
        superblock.base() + address,
        superblock.addressBytes(),
        superblock.lengthBytes());
  }

  /** An error at an address. */
  public StorageException corrupt(String what, long address, String problem) {
    return bytes.corrupt("Cannot read the " + what + " at address " + address, problem);
  }

  @Override
  public void close() {
    bytes.close();
  }
}
