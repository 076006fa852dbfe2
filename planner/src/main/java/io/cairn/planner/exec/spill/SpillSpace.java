package io.cairn.planner.exec.spill;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Dictionary;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The disk space of one execution: one temporary file that all its {@link SpillFile}s share, cut
 * into pages that are used again when one of them is closed. The file comes into being with the
 * first block and has no name from then on where the system allows that, so that nothing stays
 * behind whatever happens; elsewhere it is deleted when the space is closed. Thread-safe.
 *
 * <p>Dictionaries are written once, whichever files point into them.
 */
public final class SpillSpace implements AutoCloseable {
  private static final int PAGE_BYTES = 4096;

  /** Gaps that are too small and looked at before a block goes to the end of the file. */
  private static final int MAX_GAPS = 64;

  private static final String PREFIX = "cairn-";
  private static final String SUFFIX = ".spill";

  private final Path directory;
  private final BitSet usedPages = new BitSet();
  private final Map<Dictionary, Integer> dictionaries = new WeakHashMap<>();
  private final List<StoredDictionary> stored = new ArrayList<>();
  private final ConcurrentLinkedQueue<BlockWriter> writers = new ConcurrentLinkedQueue<>();
  private int firstGap;
  private long written;
  private @Nullable RandomAccessFile file;
  private @Nullable Path named;
  private boolean closed;

  /** Nothing is created before the first block; the directory has to exist by then. */
  public SpillSpace(Path directory) {
    this.directory = directory;
  }

  /** An empty file for rows of these lanes. */
  public SpillFile create(List<Lane> lanes) {
    return create(lanes, bytes -> {});
  }

  /**
   * An empty file for rows of these lanes.
   *
   * @param counted is told the bytes of each block that is written, on the thread that writes
   */
  public SpillFile create(List<Lane> lanes, LongConsumer counted) {
    return new SpillFile(this, lanes, counted);
  }

  /** Bytes written so far, freed ones included. */
  public synchronized long bytesWritten() {
    return written;
  }

  /** Bytes of the pages in use. */
  public synchronized long bytesInUse() {
    return (long) usedPages.cardinality() * PAGE_BYTES;
  }

  /** Gives the disk space back; files of the space cannot be used any more. */
  @Override
  public synchronized void close() {
    closed = true;
    dictionaries.clear();
    stored.clear();
    usedPages.clear();
    writers.clear();
    RandomAccessFile open = file;
    file = null;
    try {
      if (open != null) {
        open.close();
      }
      if (named != null) {
        Files.deleteIfExists(named);
        named = null;
      }
    } catch (IOException e) {
      throw new QueryException(
          ErrorCode.IO_ERROR,
          "Cannot delete the temporary file in " + directory + ": " + e.getMessage(),
          e);
    }
  }

  /** A writer that nobody uses; given back with {@link #release}. */
  BlockWriter writer() {
    BlockWriter writer = writers.poll();
    return writer == null ? new BlockWriter(this) : writer;
  }

  void release(BlockWriter writer) {
    if (writer.isModest()) {
      writers.add(writer);
    }
  }

  /**
   * Writes a block.
   *
   * @return the position of its first byte
   */
  synchronized long write(byte[] bytes, int length) {
    RandomAccessFile open = opened();
    int pages = pages(length);
    int page = allocate(pages);
    long position = (long) page * PAGE_BYTES;
    try {
      open.seek(position);
      open.write(bytes, 0, length);
    } catch (IOException e) {
      usedPages.clear(page, page + pages);
      throw isFull(e, length) ? full(length, e) : failed("write", e);
    }
    written += length;
    return position;
  }

  synchronized void read(long position, byte[] target, int length) {
    try {
      RandomAccessFile open = opened();
      open.seek(position);
      open.readFully(target, 0, length);
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Gives the pages of blocks back. */
  synchronized void free(long position, int length) {
    if (closed) {
      return;
    }
    int page = (int) (position / PAGE_BYTES);
    usedPages.clear(page, page + pages(length));
    firstGap = Math.min(firstGap, page);
  }

  /**
   * The number under which a dictionary is stored, or -1 if it is too large beside the rows that
   * point into it to be worth that.
   */
  synchronized int number(Dictionary dictionary, int rows) {
    Integer known = dictionaries.get(dictionary);
    if (known != null) {
      return known;
    }
    if (!StoredDictionary.isWorthwhile(dictionary, rows)) {
      return -1;
    }
    int number = stored.size();
    stored.add(StoredDictionary.write(dictionary, new BlockBuffer(), this));
    dictionaries.put(dictionary, number);
    return number;
  }

  /** The dictionary stored under a number: the same object as before as long as anybody has it. */
  synchronized Dictionary dictionary(int number) {
    StoredDictionary entry = stored.get(number);
    Dictionary dictionary = entry.remembered();
    if (dictionary == null) {
      dictionary = entry.read(new BlockBuffer(), this);
      dictionaries.put(dictionary, number);
    }
    return dictionary;
  }

  QueryException damaged(long position) {
    return new QueryException(
        ErrorCode.IO_ERROR,
        "The temporary file in "
            + directory
            + " does not hold what was written at byte "
            + position
            + "; check the disk, or set tempDir to a directory on another one");
  }

  private RandomAccessFile opened() {
    RandomAccessFile open = file;
    if (open != null) {
      return open;
    }
    if (closed) {
      throw new IllegalStateException("The execution has ended");
    }
    try {
      Path path = Files.createTempFile(directory, PREFIX, SUFFIX);
      // A RandomAccessFile stays open when a thread is interrupted, a FileChannel does not.
      open = new RandomAccessFile(path.toFile(), "rw");
      file = open;
      unlink(path);
      return open;
    } catch (IOException e) {
      throw failed("create", e);
    }
  }

  /** Takes the file's name away; a system that does not allow that keeps it until the close. */
  private void unlink(Path path) {
    try {
      Files.delete(path);
    } catch (IOException refused) {
      named = path;
      path.toFile().deleteOnExit();
      deleteLeftovers();
    }
  }

  /** Deletes files of processes that were stopped: those of running ones cannot be deleted here. */
  private void deleteLeftovers() {
    try (var files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
      for (Path each : files) {
        if (!each.equals(named)) {
          Files.deleteIfExists(each);
        }
      }
    } catch (IOException inUse) {
      // The next execution tries again.
    }
  }

  private static int pages(int length) {
    return Math.max(1, (int) (((long) length + PAGE_BYTES - 1) / PAGE_BYTES));
  }

  private int allocate(int pages) {
    int at = usedPages.nextClearBit(firstGap);
    firstGap = at;
    for (int i = 0; ; i++) {
      int next = usedPages.nextSetBit(at);
      if (next < 0 || next - at >= pages) {
        break;
      }
      at = i < MAX_GAPS ? usedPages.nextClearBit(next) : usedPages.length();
    }
    if (at == firstGap) {
      firstGap += pages;
    }
    usedPages.set(at, Math.addExact(at, pages));
    return at;
  }

  private boolean isFull(IOException failure, int length) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(java.util.Locale.ROOT);
    if (message.contains("no space") || message.contains("not enough space")) {
      return true;
    }
    if (message.contains("quota")) {
      return true;
    }
    try {
      return Files.getFileStore(directory).getUsableSpace() < length;
    } catch (IOException unknown) {
      return false;
    }
  }

  private QueryException full(int length, IOException cause) {
    return new QueryException(
        ErrorCode.DISK_FULL,
        "The directory "
            + directory
            + " has no room for "
            + length
            + " bytes more of a statement that passed memoryLimit ("
            + bytesInUse()
            + " bytes are there); free space, set tempDir to another directory, or raise"
            + " memoryLimit",
        cause);
  }

  private QueryException failed(String verb, IOException cause) {
    return new QueryException(
        ErrorCode.IO_ERROR,
        "Cannot "
            + verb
            + " a temporary file in "
            + directory
            + ": "
            + (cause.getMessage() == null ? cause : cause.getMessage())
            + "; set tempDir to a directory that can be written",
        cause);
  }
}
