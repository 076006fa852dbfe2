package io.cairn.jdbc;

import io.cairn.formats.ForeignFiles;
import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.EngineOptions;
import io.cairn.storage.Source;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.memory.MemorySource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The databases of this virtual machine: one for each file, whatever path leads to it, and one for
 * each name in memory. A database opens with its first connection and closes behind its last.
 * Thread-safe.
 */
final class Databases {
  private static final String STORE_SUFFIX = ".cairn";
  private static final String MEMORY_CATALOG = "memory";
  private static final ConcurrentHashMap<Object, Database> OPEN = new ConcurrentHashMap<>();

  /** The name of a database in memory that connections share. */
  private record MemoryName(String name) {}

  /** A database in memory that one connection owns; equal to itself alone. */
  private static final class PrivateMemory {}

  private Databases() {}

  /**
   * The database of a URL, opened if no connection has it yet; whoever gets it gives it back with
   * {@link #release}.
   *
   * @throws SQLException 08001 if there is no such file or it is not of a kind that can be opened;
   *     XX001 if it is damaged; 0A000 for stores and for what the format does not support
   */
  static Database acquire(ConnectionUrl url, ConnectionOptions options) throws SQLException {
    Path path = url.path();
    Object key =
        path != null
            ? keyOf(path, options)
            : url.memoryName() != null ? new MemoryName(url.memoryName()) : new PrivateMemory();
    try {
      return OPEN.compute(
          key,
          (sameKey, open) -> open != null ? open.retain() : open(sameKey, url, options).retain());
    } catch (RuntimeException e) {
      throw SqlErrors.of(e);
    }
  }

  /** Gives a database back. */
  static void release(Database database) {
    OPEN.computeIfPresent(
        database.key(),
        (key, open) -> {
          if (!open.release()) {
            return open;
          }
          open.engine().close();
          return null;
        });
  }

  private static Database open(Object key, ConnectionUrl url, ConnectionOptions options) {
    Path path = url.path();
    Source source = path == null ? MemorySource.empty() : openFile(path);
    try {
      EngineOptions engineOptions =
          new EngineOptions(
              path == null ? MEMORY_CATALOG : catalogOf(path),
              options.threads(),
              options.memoryLimitBytes(),
              options.tempDir());
      return new Database(key, source, engineOptions);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  private static Source openFile(Path path) {
    try {
      return ForeignFiles.open(path);
    } catch (StorageException e) {
      if (e.kind() == StorageException.Kind.CANNOT_OPEN
          && isNamedLikeAStore(path)
          && Files.exists(path)) {
        throw new StorageException(StorageException.Kind.UNSUPPORTED, noStores(path, "opens"), e);
      }
      throw e;
    }
  }

  /** The file's identity where the system has one, so that links to one file are one database. */
  private static Object keyOf(Path path, ConnectionOptions options) throws SQLException {
    if (!Files.exists(path)) {
      if (isNamedLikeAStore(path) && options.create() && !options.readOnly()) {
        throw SqlErrors.unsupported(noStores(path, "creates"));
      }
      return path;
    }
    try {
      Object fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return fileKey != null ? fileKey : path.toRealPath();
    } catch (IOException e) {
      throw SqlErrors.create(SqlState.CANNOT_OPEN, "Cannot open " + path + ": " + e, e);
    }
  }

  private static String noStores(Path path, String verb) {
    return "Cannot open "
        + path
        + ": this version "
        + verb
        + " no .cairn stores; it opens HDF5 files and memory databases (jdbc:cairn:)";
  }

  private static boolean isNamedLikeAStore(Path path) {
    return fileName(path).toLowerCase(Locale.ROOT).endsWith(STORE_SUFFIX);
  }

  /** The file's name without its extension. */
  static String catalogOf(Path path) {
    String name = fileName(path);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? path.toString() : name.toString();
  }
}
