package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Objects of their own length: the texts behind variable-length elements. Keeps the collections
 * used last, up to {@link #MAX_CACHED_BYTES}; one thread at a time.
 */
public final class GlobalHeap {
  private static final int MAX_CACHED_BYTES = 8 << 20;
  private static final int MAX_COLLECTION_BYTES = 64 << 20;

  private final Hdf5File file;
  private final LinkedHashMap<Long, Collection> collections = new LinkedHashMap<>(16, 0.75f, true);
  private long cachedBytes;
  private Collection last;

  /** A heap that has read nothing yet. */
  public GlobalHeap(Hdf5File file) {
    this.file = file;
    this.last = new Collection(-1, new byte[0], new int[0], new int[0]);
  }

  /**
   * A collection in memory.
   *
   * @param starts where object {@code i} starts in {@code bytes}, -1 for none
   */
  private record Collection(long address, byte[] bytes, int[] starts, int[] lengths) {}

  /** Receives an object's bytes. */
  public interface Receiver {
    /** The object's bytes, {@code length} from {@code start}; they are not to be changed. */
    void accept(byte[] bytes, int start, int length);
  }

  /**
   * Hands an object to the receiver.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT if there is none
   */
  public void object(long address, long index, int length, Receiver receiver) {
    Collection collection = last;
    if (collection.address != address) {
      collection = collection(address);
      last = collection;
    }
    int at = index < 0 || index >= collection.starts.length ? -1 : collection.starts[(int) index];
    if (at < 0) {
      throw file.corrupt("global heap", address, "it has no object " + index);
    }
    if (length > collection.lengths[(int) index]) {
      throw file.corrupt(
          "global heap",
          address,
          "object "
              + index
              + " has "
              + collection.lengths[(int) index]
              + " bytes, expected "
              + length);
    }
    receiver.accept(collection.bytes, at, length);
  }

  private Collection collection(long address) {
    Collection cached = collections.get(address);
    if (cached != null) {
      return cached;
    }
    Collection read = read(address);
    collections.put(address, read);
    cachedBytes += read.bytes.length;
    var eldest = collections.entrySet().iterator();
    while (cachedBytes > MAX_CACHED_BYTES && collections.size() > 1) {
      Map.Entry<Long, Collection> entry = eldest.next();
      cachedBytes -= entry.getValue().bytes.length;
      eldest.remove();
    }
    return read;
  }

  private Collection read(long address) {
    int lengthBytes = file.superblock().lengthBytes();
    ByteReader head = file.reader("global heap", address, 8 + lengthBytes);
    head.signature("GCOL");
    int version = head.u8();
    head.skip(3);
    long size = head.length();
    if (version != 1 || size < 8 + lengthBytes || size > MAX_COLLECTION_BYTES) {
      throw head.corrupt("it has version " + version + " and " + size + " bytes");
    }
    ByteReader in = file.reader("global heap", address, size);
    byte[] bytes = in.again().bytes((int) size);
    int[] starts = new int[64];
    int[] lengths = new int[64];
    java.util.Arrays.fill(starts, -1);
    in.skip(8 + lengthBytes);
    int objectHead = 8 + lengthBytes;
    while (in.remaining() >= objectHead) {
      int index = in.u16();
      in.skip(6);
      long length = in.length();
      if (index == 0) {
        break;
      }
      if (length < 0 || length > in.remaining()) {
        throw in.corrupt("object " + index + " has " + Long.toUnsignedString(length) + " bytes");
      }
      if (index >= starts.length) {
        int before = starts.length;
        int grown = Math.max(index + 1, 2 * before);
        starts = java.util.Arrays.copyOf(starts, grown);
        lengths = java.util.Arrays.copyOf(lengths, grown);
        java.util.Arrays.fill(starts, before, grown, -1);
      }
      starts[index] = in.consumed();
      lengths[index] = (int) length;
      in.skip((int) Math.min(in.remaining(), (length + 7) & ~7L));
    }
    return new Collection(address, bytes, starts, lengths);
  }
}
