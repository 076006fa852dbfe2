package io.cairn.storage.internal.io;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of the file system. An interrupt of a thread that reads or writes closes a channel of the
 * JDK for all threads; here the file is opened again, the work is done, and the thread stays
 * interrupted. Thread-safe.
 */
public final class ChannelStoreFile implements StoreFile {
  /**
   * A transfer larger than this would make the JDK keep a native buffer of that size per thread.
   */
  private static final int PIECE_BYTES = 1 << 20;

  private final Path path;
  private final Set<OpenOption> options;
  private final @Nullable Object fileKey;
  private final Object reopening = new Object();
  private volatile FileChannel channel;
  private volatile boolean closed;

  private ChannelStoreFile(Path path, Set<OpenOption> options, FileChannel channel)
      throws IOException {
    this.path = path;
    this.options = options;
    this.channel = channel;
    this.fileKey = keyOf(path);
  }

  /** Opens a file that exists; fails with CANNOT_OPEN if it does not or may not be opened. */
  public static ChannelStoreFile open(Path path, boolean readOnly) {
    Set<OpenOption> options =
        readOnly
            ? Set.of(StandardOpenOption.READ)
            : Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (Files.isDirectory(path)) {
      throw cannotOpen(path, "it is a directory", null);
    }
    try {
      return new ChannelStoreFile(path, options, FileChannel.open(path, options));
    } catch (NoSuchFileException e) {
      throw cannotOpen(path, "there is no such file", e);
    } catch (AccessDeniedException e) {
      throw cannotOpen(
          path,
          readOnly
              ? "its permissions do not allow to read it"
              : "its permissions do not allow to change it; readOnly=true opens it to be read",
          e);
    } catch (IOException e) {
      throw cannotOpen(path, reason(e), e);
    }
  }

  /** Makes an empty file; fails with CANNOT_OPEN if one is there or none can be made. */
  public static ChannelStoreFile create(Path path) {
    Set<OpenOption> options = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE).close();
      ChannelStoreFile file = new ChannelStoreFile(path, options, FileChannel.open(path, options));
      forceDirectoryOf(path);
      return file;
    } catch (FileAlreadyExistsException e) {
      throw cannotOpen(path, "it exists already", e);
    } catch (NoSuchFileException e) {
      throw cannotOpen(path, "there is no such directory", e);
    } catch (AccessDeniedException e) {
      throw cannotOpen(path, "the permissions of its directory do not allow to create it", e);
    } catch (IOException e) {
      throw cannotOpen(path, reason(e), e);
    }
  }

  /** Without this a new file may be gone after a loss of power, with all that was synced in it. */
  private static void forceDirectoryOf(Path path) {
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows does not open directories; its file systems need no sync of them.
    }
  }

  @Override
  public String location() {
    return path.toString();
  }

  @Override
  public long size() {
    return withChannel("read the size of", FileChannel::size);
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    int[] done = {0};
    withChannel(
        "read",
        open -> {
          while (done[0] < length) {
            int piece = Math.min(PIECE_BYTES, length - done[0]);
            int count =
                open.read(ByteBuffer.wrap(target, offset + done[0], piece), position + done[0]);
            if (count < 0) {
              throw new StorageException(
                  Kind.CORRUPT,
                  "Cannot read "
                      + path
                      + ": it ends at byte "
                      + (position + done[0])
                      + ", expected are "
                      + length
                      + " bytes from byte "
                      + position
                      + " on. The file was cut; restore a copy of it from a backup.");
            }
            done[0] += count;
          }
          return 0L;
        });
  }

  @Override
  public void write(long position, byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    int[] done = {0};
    withChannel(
        "write",
        open -> {
          while (done[0] < length) {
            int piece = Math.min(PIECE_BYTES, length - done[0]);
            done[0] +=
                open.write(ByteBuffer.wrap(source, offset + done[0], piece), position + done[0]);
          }
          return 0L;
        });
  }

  @Override
  public void force() {
    withChannel(
        "sync",
        open -> {
          open.force(false);
          return 0L;
        });
  }

  @Override
  public void truncate(long newSize) {
    withChannel(
        "truncate",
        open -> {
          open.truncate(newSize);
          return 0L;
        });
  }

  @Override
  public void close() {
    synchronized (reopening) {
      closed = true;
      try {
        channel.close();
      } catch (IOException e) {
        throw failed("close", e);
      }
    }
  }

  private interface ChannelWork {
    long on(FileChannel channel) throws IOException;
  }

  private long withChannel(String verb, ChannelWork work) {
    boolean interrupted = false;
    try {
      while (true) {
        FileChannel open = channel;
        try {
          return work.on(open);
        } catch (ClosedChannelException e) {
          if (closed) {
            throw new StorageException(
                Kind.CLOSED, "Cannot " + verb + " " + path + ": it was closed.", e);
          }
          interrupted |= Thread.interrupted();
          reopen(open);
        }
      }
    } catch (IOException e) {
      throw failed(verb, e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void reopen(FileChannel seen) throws IOException {
    synchronized (reopening) {
      if (closed || channel != seen) {
        return;
      }
      if (!Objects.equals(fileKey, keyOf(path))) {
        throw new IOException("another file has taken its place since it was opened");
      }
      channel = FileChannel.open(path, options);
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, new LinkOption[0]).fileKey();
  }

  private StorageException failed(String verb, IOException e) {
    if (isFull(e)) {
      return new StorageException(
          Kind.FULL,
          "Cannot "
              + verb
              + " "
              + path
              + ": no room is left on the device ("
              + reason(e)
              + "). Free some space and repeat the statement.",
          e);
    }
    return new StorageException(Kind.IO, "Cannot " + verb + " " + path + ": " + reason(e), e);
  }

  private static boolean isFull(IOException e) {
    String text = reason(e).toLowerCase(Locale.ROOT);
    return text.contains("no space left")
        || text.contains("quota exceeded")
        || text.contains("not enough space")
        || text.contains("file too large");
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static StorageException cannotOpen(Path path, String why, @Nullable IOException cause) {
    return new StorageException(Kind.CANNOT_OPEN, "Cannot open " + path + ": " + why + ".", cause);
  }
}
