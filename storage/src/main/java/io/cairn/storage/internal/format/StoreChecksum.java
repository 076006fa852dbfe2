package io.cairn.storage.internal.format;

import java.util.UUID;
import java.util.zip.CRC32C;

/**
 * CRC32C over a store's identity, a salt and then bytes: what was written for another store, or for
 * another place or time in this one, does not pass. Immutable and thread-safe.
 */
public final class StoreChecksum {
  private final byte[] identity = new byte[16];

  public StoreChecksum(UUID store) {
    putBigEndian(identity, 0, store.getMostSignificantBits());
    putBigEndian(identity, 8, store.getLeastSignificantBits());
  }

  private static void putBigEndian(byte[] target, int offset, long value) {
    for (int i = 0; i < 8; i++) {
      target[offset + i] = (byte) (value >>> (56 - 8 * i));
    }
  }

  /**
   * The checksum of the identity, the salt as eight little-endian bytes, and {@code bytes} from
   * {@code from} to {@code to}.
   */
  public int of(long salt, byte[] bytes, int from, int to) {
    CRC32C crc = start(salt);
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  /** As {@link #of(long, byte[], int, int)}, over two ranges one after the other. */
  public int of(
      long salt,
      byte[] first,
      int firstFrom,
      int firstTo,
      byte[] second,
      int secondFrom,
      int secondTo) {
    CRC32C crc = start(salt);
    crc.update(first, firstFrom, firstTo - firstFrom);
    crc.update(second, secondFrom, secondTo - secondFrom);
    return (int) crc.getValue();
  }

  private CRC32C start(long salt) {
    CRC32C crc = new CRC32C();
    crc.update(identity, 0, identity.length);
    byte[] salted = new byte[8];
    for (int i = 0; i < 8; i++) {
      salted[i] = (byte) (salt >>> (8 * i));
    }
    crc.update(salted, 0, 8);
    return crc;
  }
}
