package io.cairn.formats.hdf5.io;

import io.cairn.storage.error.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An open file, read at positions. Thread-safe. A thread that is interrupted while it reads closes
 * the channel under all others, as the JDK defines it; the file is then opened again and the read
 * goes on, and the thread stays interrupted.
 */
public final class FileBytes implements AutoCloseable {
  /** Longest single read: what the JDK keeps as a direct buffer for each thread. */
  private static final int SLICE_BYTES = 128 * 1024;

  private static final String ADVICE =
      " The file is damaged or was cut short: restore a copy of it.";

  private final Path path;
  private final long size;
  private final @Nullable Object fileKey;
  private volatile FileChannel channel;
  private volatile boolean closed;

  private FileBytes(Path path, FileChannel channel, long size, @Nullable Object fileKey) {
    this.path = path;
    this.channel = channel;
    this.size = size;
    this.fileKey = fileKey;
  }

  /**
   * Opens a file for reading.
   *
   * @throws IOException if the system refuses
   */
  public static FileBytes open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new FileBytes(path, channel, channel.size(), fileKey(path));
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  public Path path() {
    return path;
  }

  /** Bytes in the file when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads exactly {@code length} bytes.
   *
   * @throws StorageException CORRUPT if the file ends before, IO if the system reports an error,
   *     CLOSED after {@link #close}
   */
  public void read(long position, byte[] target, int offset, int length) {
    if (position < 0 || length > size - position) {
      throw corrupt(
          "Cannot read " + length + " bytes at byte " + position,
          "the file has " + size + " bytes");
    }
    int done = 0;
    while (done < length) {
      ByteBuffer slice =
          ByteBuffer.wrap(target, offset + done, Math.min(SLICE_BYTES, length - done));
      int count = readSlice(slice, position + done);
      if (count < 0) {
        throw corrupt(
            "Cannot read byte " + (position + done),
            "the file had " + size + " bytes when it was opened and is shorter now");
      }
      done += count;
    }
  }

  private int readSlice(ByteBuffer slice, long position) {
    boolean interrupted = false;
    try {
      while (true) {
        FileChannel current = channel;
        try {
          return current.read(slice, position);
        } catch (ClosedByInterruptException byInterrupt) {
          interrupted |= Thread.interrupted();
          reopen(current);
        } catch (ClosedChannelException byOther) {
          reopen(current);
        } catch (IOException failure) {
          throw failed("Cannot read byte " + position, failure);
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized void reopen(FileChannel dead) {
    if (closed) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "Cannot read " + path + ": it was closed.");
    }
    if (channel != dead) {
      return;
    }
    try {
      FileChannel fresh = FileChannel.open(path, StandardOpenOption.READ);
      if (fresh.size() != size || !Objects.equals(fileKey(path), fileKey)) {
        fresh.close();
        throw new StorageException(
            StorageException.Kind.IO,
            "Cannot go on reading " + path + ": another file took its place. Open it again.");
      }
      channel = fresh;
    } catch (IOException failure) {
      throw failed("Cannot open the file again after an interrupted read", failure);
    }
  }

  private static @Nullable Object fileKey(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }

  /** An error in the bytes: {@code "<what> of <file>: <problem>. <advice>"}. */
  public StorageException corrupt(String what, String problem) {
    return new StorageException(
        StorageException.Kind.CORRUPT, what + " of " + path + ": " + problem + "." + ADVICE);
  }

  private StorageException failed(String what, IOException failure) {
    return new StorageException(
        StorageException.Kind.IO,
        what + " of " + path + ": " + failure + ". Check the disk or the network drive.",
        failure);
  }

  /** Closes the file; reads fail from now on. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      channel.close();
    } catch (IOException failure) {
      throw failed("Cannot close the file", failure);
    }
  }
}
