package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The lock beside a store: {@code shop.cairn-lck}, whose first byte is locked while a process has
 * the store open. It holds no data but the number of that process, for messages.
 *
 * <p>The store's own file is never locked, and no second channel of a sidecar is ever opened in one
 * JVM: where the system follows POSIX, closing any channel of a file gives up the locks of the
 * whole process on it, and the lock object does not notice.
 */
public final class Sidecar implements AutoCloseable {
  private static final String SUFFIX = "-lck";

  /** In the system properties, so that the copies of this class of all class loaders share it. */
  private static final String OPEN_SIDECARS = "io.cairn.storage.sidecars";

  private static final long PID_OFFSET = 8;
  private static final int MAX_PID_BYTES = 32;
  private static final long PAUSE_NANOS = 10_000_000;

  private final Path path;
  private final @Nullable Object key;
  private final @Nullable FileChannel channel;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Sidecar(Path path, @Nullable Object key, @Nullable FileChannel channel) {
    this.path = path;
    this.key = key;
    this.channel = channel;
  }

  /** Stands for a store that needs no lock: a file in memory, or one that no one changes. */
  public static Sidecar none() {
    return new Sidecar(Path.of(""), null, null);
  }

  /**
   * Locks a store for this process, before its file is opened or made. Fails with LOCKED if another
   * one, or another user in this process, has it for longer than the time given.
   *
   * @param store the store's file, which need not exist
   * @param readOnly whether a sidecar that cannot be made, as on read-only media, is done without
   */
  public static Sidecar lock(Path store, boolean readOnly, long busyTimeoutMillis) {
    Path path = pathBeside(store);
    long deadline = System.nanoTime() + busyTimeoutMillis * 1_000_000;
    // An interrupt would close the channel, and the lock would be gone.
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        Attempt attempt = tryLock(store, path, readOnly);
        if (attempt.locked != null) {
          return attempt.locked;
        }
        if (System.nanoTime() - deadline >= 0) {
          throw new StorageException(
              Kind.LOCKED,
              "Cannot open "
                  + store
                  + ": it is open in "
                  + attempt.owner
                  + ". Close it there, or wait longer with busyTimeout.");
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        if (Thread.interrupted()) {
          interrupted = true;
          throw new StorageException(
              Kind.CANCELLED, "Cannot open " + store + ": interrupted while waiting for its lock.");
        }
      }
    } catch (NoSuchFileException e) {
      throw new StorageException(
          Kind.CANNOT_OPEN, "Cannot open " + store + ": there is no such directory.", e);
    } catch (IOException e) {
      throw new StorageException(
          Kind.CANNOT_OPEN,
          "Cannot open " + store + ": its lock file " + path + " cannot be used: " + e,
          e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Path pathBeside(Path store) {
    Path real;
    try {
      real = store.toRealPath();
    } catch (IOException e) {
      real = store.toAbsolutePath();
    }
    return real.resolveSibling(Objects.requireNonNull(real.getFileName()) + SUFFIX);
  }

  /** A lock, or who has it. */
  private record Attempt(@Nullable Sidecar locked, String owner) {
    private static final Attempt REPLACED = new Attempt(null, "another process");
  }

  private static Attempt tryLock(Path store, Path path, boolean readOnly) throws IOException {
    if (!Files.exists(path)) {
      try {
        Files.createFile(path);
      } catch (FileAlreadyExistsException e) {
        return Attempt.REPLACED;
      } catch (NoSuchFileException e) {
        throw e;
      } catch (IOException e) {
        if (readOnly) {
          return new Attempt(none(), "");
        }
        throw new StorageException(
            Kind.CANNOT_OPEN,
            "Cannot open "
                + store
                + " to change it: no lock file can be made beside it ("
                + e
                + "). Open it with readOnly=true.",
            e);
      }
    }
    Object key;
    try {
      key = keyOf(path);
    } catch (NoSuchFileException e) {
      return Attempt.REPLACED;
    }
    if (openSidecars().putIfAbsent(key, path.toString()) != null) {
      return new Attempt(null, "this process already");
    }
    FileChannel channel = null;
    boolean locked = false;
    try {
      boolean writable = Files.isWritable(path);
      channel =
          writable
              ? FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)
              : FileChannel.open(path, StandardOpenOption.READ);
      if (!writable && !readOnly) {
        throw new StorageException(
            Kind.CANNOT_OPEN,
            "Cannot open "
                + store
                + " to change it: the permissions of its lock file "
                + path
                + " do not allow it. Open it with readOnly=true.");
      }
      FileLock lock = channel.tryLock(0, 1, !writable);
      if (lock == null) {
        return new Attempt(null, owner(channel));
      }
      // Whoever closes a store deletes the file: a lock on one that is gone is worth nothing.
      if (!isStill(path, key)) {
        return Attempt.REPLACED;
      }
      if (writable) {
        byte[] pid = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
        try {
          channel.truncate(PID_OFFSET);
          channel.write(ByteBuffer.wrap(pid), PID_OFFSET);
        } catch (IOException e) {
          // A full device: the lock holds without it, and others are told less.
        }
      }
      locked = true;
      return new Attempt(new Sidecar(path, key, channel), "");
    } catch (NoSuchFileException e) {
      return Attempt.REPLACED;
    } finally {
      if (!locked) {
        if (channel != null) {
          channel.close();
        }
        openSidecars().remove(key);
      }
    }
  }

  private static boolean isStill(Path path, Object key) throws IOException {
    try {
      return keyOf(path).equals(key);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Object keyOf(Path path) throws IOException {
    Object fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    // A key is compared across class loaders, where only classes of the JDK are the same.
    return fileKey != null ? fileKey.toString() : path.toString();
  }

  @SuppressWarnings("unchecked")
  private static ConcurrentMap<Object, Object> openSidecars() {
    Properties shared = System.getProperties();
    return (ConcurrentMap<Object, Object>)
        shared.computeIfAbsent(OPEN_SIDECARS, name -> new ConcurrentHashMap<>());
  }

  private static String owner(FileChannel channel) throws IOException {
    byte[] bytes = new byte[MAX_PID_BYTES];
    int length = channel.read(ByteBuffer.wrap(bytes), PID_OFFSET);
    String pid = new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip();
    return pid.isEmpty() ? "another process" : "process " + pid;
  }

  /** Whether a lock is held; without one nothing keeps others from changing the file. */
  public boolean isLocked() {
    return channel != null;
  }

  /** Gives the lock up and removes the file; a second call does nothing. */
  @Override
  public void close() {
    FileChannel held = channel;
    Object heldKey = key;
    if (held == null || heldKey == null || !closed.compareAndSet(false, true)) {
      return;
    }
    try {
      try {
        // While the lock is held, so that no one locks it in between.
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // It stays, and does no harm.
      }
      held.close();
    } catch (IOException e) {
      throw new StorageException(Kind.IO, "Cannot unlock " + path + ": " + e, e);
    } finally {
      openSidecars().remove(heldKey);
    }
  }
}
