package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.format.ExtentHeader;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.StoreFile;

/** Writes extents to their pages and reads them back, checked. Thread-safe. */
final class Extents {
  /** Up to here header and payload are copied together, which costs less than a second call. */
  private static final int SINGLE_CALL_BYTES = 16 << 10;

  private final StoreFile file;
  private final StoreChecksum checksum;

  Extents(StoreFile file, StoreChecksum checksum) {
    this.file = file;
    this.checksum = checksum;
  }

  Ref write(
      PageRun run,
      ExtentKind kind,
      long objectId,
      long txid,
      byte[] bytes,
      int offset,
      int length) {
    byte[] header =
        ExtentHeader.encode(checksum, run.page(), kind, objectId, txid, bytes, offset, length);
    int headerBytes = ExtentHeader.SIZE_BYTES;
    if (length <= SINGLE_CALL_BYTES) {
      byte[] whole = new byte[headerBytes + length];
      System.arraycopy(header, 0, whole, 0, headerBytes);
      System.arraycopy(bytes, offset, whole, headerBytes, length);
      file.write(run.offsetBytes(), whole, 0, whole.length);
    } else {
      file.write(run.offsetBytes(), header, 0, headerBytes);
      file.write(run.offsetBytes() + headerBytes, bytes, offset, length);
    }
    int crc = new ByteReader(header, headerBytes - 4, headerBytes, "an extent").readInt();
    return new Ref(run.page(), (long) headerBytes + length, crc, kind, txid);
  }

  /**
   * The payload of an extent.
   *
   * @param what names it in messages; its {@code toString} is called only for one
   */
  byte[] read(Ref ref, Object what) {
    checkWithin(ref, what);
    byte[] header = new byte[ExtentHeader.SIZE_BYTES];
    byte[] payload = new byte[ref.payloadBytes()];
    readBoth(ref, header, payload);
    check(ref, header, payload, what);
    return payload;
  }

  private void readBoth(Ref ref, byte[] header, byte[] payload) {
    if (payload.length <= SINGLE_CALL_BYTES) {
      byte[] whole = new byte[header.length + payload.length];
      file.read(ref.offsetBytes(), whole, 0, whole.length);
      System.arraycopy(whole, 0, header, 0, header.length);
      System.arraycopy(whole, header.length, payload, 0, payload.length);
    } else {
      file.read(ref.offsetBytes(), header, 0, header.length);
      file.read(ref.offsetBytes() + header.length, payload, 0, payload.length);
    }
  }

  /** Whether the bytes of an extent are those that its ref asks for. */
  boolean isIntact(Ref ref) {
    try {
      read(ref, "");
      return true;
    } catch (StorageException e) {
      if (e.kind() == Kind.CORRUPT) {
        return false;
      }
      throw e;
    }
  }

  /** Reads a part of a payload without a look at the extent's checksum. */
  void readRange(Ref ref, long payloadOffset, byte[] target, int offset, int length, Object what) {
    if (payloadOffset < 0 || length < 0 || payloadOffset > ref.payloadBytes() - (long) length) {
      throw damaged(
          ref,
          what,
          length
              + " bytes from byte "
              + payloadOffset
              + " on lie outside of its payload of "
              + ref.payloadBytes());
    }
    checkWithin(ref, what);
    file.read(ref.offsetBytes() + ExtentHeader.SIZE_BYTES + payloadOffset, target, offset, length);
  }

  private void checkWithin(Ref ref, Object what) {
    long size = file.size();
    if (ref.offsetBytes() > size - ref.lengthBytes()) {
      throw damaged(
          ref,
          what,
          "the file ends at byte "
              + size
              + ", expected it to end at byte "
              + (ref.offsetBytes() + ref.lengthBytes())
              + " or later");
    }
  }

  private void check(Ref ref, byte[] header, byte[] payload, Object what) {
    ExtentHeader found;
    try {
      found = ExtentHeader.readFrom(new ByteReader(header, "an extent"));
    } catch (StorageException e) {
      throw damaged(ref, what, "no extent begins there");
    }
    if (found.kind() != ref.kind().code()) {
      throw damaged(ref, what, differs("kind", found.kind(), ref.kind().code()));
    }
    if (found.payloadLength() != payload.length) {
      throw damaged(ref, what, differs("length", found.payloadLength(), payload.length));
    }
    if (found.txid() != ref.txid()) {
      throw damaged(ref, what, differs("transaction", found.txid(), ref.txid()));
    }
    int crc = ExtentHeader.checksum(checksum, ref.page(), header, payload, 0, payload.length);
    if (crc != ref.crc() || found.crc() != ref.crc()) {
      throw damaged(ref, what, "checksum " + hex(crc) + ", expected " + hex(ref.crc()));
    }
  }

  private static String differs(String field, long found, long expected) {
    return field + " " + found + ", expected " + expected;
  }

  private static String hex(int value) {
    return String.format("%08x", value);
  }

  private StorageException damaged(Ref ref, Object what, String why) {
    return new StorageException(
        Kind.CORRUPT,
        "Cannot read "
            + what
            + " at byte "
            + ref.offsetBytes()
            + " of "
            + file.location()
            + ": "
            + why
            + ". The file is damaged; restore a copy of it from a backup.");
  }
}
