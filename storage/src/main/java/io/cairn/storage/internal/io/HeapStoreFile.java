package io.cairn.storage.internal.io;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.util.Arrays;
import java.util.Objects;

/** A file in memory, in blocks that are made when first written. Thread-safe. */
public final class HeapStoreFile implements StoreFile {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final byte[] NOT_WRITTEN = new byte[0];

  private final String location;
  private volatile byte[][] blocks = new byte[0][];
  private volatile long size;
  private volatile boolean closed;

  public HeapStoreFile(String location) {
    this.location = location;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public long size() {
    checkOpen();
    return size;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    checkOpen();
    Objects.checkFromIndexSize(offset, length, target.length);
    if (position < 0 || position > size - length) {
      throw new StorageException(
          Kind.CORRUPT,
          "Cannot read "
              + location
              + ": it ends at byte "
              + size
              + ", expected are "
              + length
              + " bytes from byte "
              + position
              + " on.");
    }
    byte[][] current = blocks;
    for (int done = 0; done < length; ) {
      int index = (int) ((position + done) / BLOCK_BYTES);
      int within = (int) ((position + done) % BLOCK_BYTES);
      int piece = Math.min(length - done, BLOCK_BYTES - within);
      byte[] block = current[index];
      if (block == NOT_WRITTEN) {
        Arrays.fill(target, offset + done, offset + done + piece, (byte) 0);
      } else {
        System.arraycopy(block, within, target, offset + done, piece);
      }
      done += piece;
    }
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) {
    checkOpen();
    Objects.checkFromIndexSize(offset, length, source.length);
    byte[][] current = reserve(position, length);
    for (int done = 0; done < length; ) {
      int index = (int) ((position + done) / BLOCK_BYTES);
      int within = (int) ((position + done) % BLOCK_BYTES);
      int piece = Math.min(length - done, BLOCK_BYTES - within);
      System.arraycopy(source, offset + done, current[index], within, piece);
      done += piece;
    }
    grow(position + length);
  }

  private synchronized byte[][] reserve(long position, int length) {
    long last = (position + length + BLOCK_BYTES - 1) / BLOCK_BYTES;
    byte[][] current = blocks;
    if (last > current.length) {
      int wanted = Math.toIntExact(Math.max(last, current.length + current.length / 2L));
      byte[][] more = Arrays.copyOf(current, wanted);
      Arrays.fill(more, current.length, wanted, NOT_WRITTEN);
      current = more;
    }
    for (int i = (int) (position / BLOCK_BYTES); i < last; i++) {
      if (current[i] == NOT_WRITTEN) {
        current[i] = new byte[BLOCK_BYTES];
      }
    }
    blocks = current;
    return current;
  }

  private synchronized void grow(long end) {
    size = Math.max(size, end);
  }

  @Override
  public void force() {
    checkOpen();
  }

  @Override
  public synchronized void truncate(long newSize) {
    checkOpen();
    if (newSize >= size) {
      return;
    }
    byte[][] kept = blocks.clone();
    int whole = (int) ((newSize + BLOCK_BYTES - 1) / BLOCK_BYTES);
    Arrays.fill(kept, whole, kept.length, NOT_WRITTEN);
    int within = (int) (newSize % BLOCK_BYTES);
    if (within != 0 && kept[whole - 1] != NOT_WRITTEN) {
      kept[whole - 1] = Arrays.copyOf(Arrays.copyOf(kept[whole - 1], within), BLOCK_BYTES);
    }
    size = newSize;
    blocks = kept;
  }

  @Override
  public void close() {
    closed = true;
    blocks = new byte[0][];
  }

  private void checkOpen() {
    if (closed) {
      throw new StorageException(Kind.CLOSED, "Cannot use " + location + ": it was closed.");
    }
  }
}
