package io.cairn.storage.internal.io;

/**
 * A file that is read and written at positions: the seam between the store and the system, so that
 * tests can put a file there that tears, reorders, loses and fails. Reads and writes from several
 * threads are safe; those of the same bytes at once are not ordered.
 *
 * <p>Every method throws {@link io.cairn.storage.error.StorageException}: of kind IO where the
 * system reports an error, FULL where no room is left, CLOSED after {@link #close}.
 */
public interface StoreFile extends AutoCloseable {
  /** Where it is, for messages. */
  String location();

  /** Its length in bytes. */
  long size();

  /**
   * Fills {@code length} bytes of {@code target}; fails with kind CORRUPT if the file ends before.
   */
  void read(long position, byte[] target, int offset, int length);

  /**
   * Writes all of it; the file grows as needed. Nothing is certain to last before {@link #force}.
   */
  void write(long position, byte[] source, int offset, int length);

  /** Returns when all that was written lasts through a loss of power. */
  void force();

  /** Cuts the file to this length. */
  void truncate(long newSize);

  @Override
  void close();
}
