package io.cairn.jdbc;

import io.cairn.formats.ForeignFiles;
import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.EngineOptions;
import io.cairn.storage.Source;
import io.cairn.storage.Store;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The databases of this virtual machine: one for each file, whatever path leads to it and whatever
 * class loader the driver came from, and one for each name in memory. A database opens with its
 * first connection and closes behind its last. Thread-safe.
 */
final class Databases {
  private static final String STORE_SUFFIX = ".cairn";
  private static final String MEMORY_CATALOG = "memory";

  /** What this driver has open; changes under the registry alone. */
  private static final ConcurrentHashMap<Object, Database> OPEN = new ConcurrentHashMap<>();

  private static final Registry REGISTRY = new Registry(Databases::connectForOthers);

  /** A database in memory that one connection owns; equal to itself alone. */
  private static final class PrivateMemory {}

  /** Makes the connection to a database. */
  interface Connector {
    Connection connect(Database database) throws SQLException;
  }

  private Databases() {}

  /**
   * A connection to the database of a URL, opened if no connection has it yet. Whoever makes it of
   * a {@link Database} gives that back with {@link #release}; if the connector fails, it is given
   * back here.
   *
   * @param info as the program gave it
   * @throws SQLException 08001 if there is no such file or it is not of a kind that can be opened;
   *     XX001 if it is damaged; 55006 if another process has it; 0A000 for what its format does not
   *     support
   */
  static Connection connect(
      ConnectionUrl url,
      ConnectionOptions options,
      String text,
      @Nullable Properties info,
      Connector connector)
      throws SQLException {
    Database database;
    try {
      Path path = url.path();
      if (path == null && url.memoryName() == null) {
        database = open(new PrivateMemory(), url, options).retain();
      } else {
        Object key = path != null ? keyOf(path, options) : List.of("memory", url.memoryName());
        AtomicReference<@Nullable Database> opened = new AtomicReference<>();
        BiFunction<String, Properties, Object> other =
            REGISTRY.claim(key, () -> opened.set(retain(key, url, options)));
        if (other != null) {
          return connectionOf(other.apply(text, info == null ? new Properties() : info));
        }
        database = Objects.requireNonNull(opened.get());
      }
    } catch (RuntimeException | Error e) {
      throw SqlErrors.of(e);
    }
    try {
      return connector.connect(database);
    } catch (RuntimeException | Error | SQLException e) {
      release(database);
      throw SqlErrors.of(e);
    }
  }

  /** What another class loader's driver asks for: a connection, or why there is none. */
  private static Object connectForOthers(String url, Properties info) {
    try {
      return Objects.requireNonNull(new CairnDriver().connect(url, info));
    } catch (SQLException e) {
      return e;
    }
  }

  private static Connection connectionOf(Object answer) throws SQLException {
    if (answer instanceof SQLException failure) {
      throw failure;
    }
    return (Connection) answer;
  }

  private static Database retain(Object key, ConnectionUrl url, ConnectionOptions options) {
    Database database = OPEN.get(key);
    if (database == null) {
      database = open(key, url, options);
      OPEN.put(key, database);
    }
    return database.retain();
  }

  /** Gives a database back. */
  static void release(Database database) {
    Object key = database.key();
    if (key instanceof PrivateMemory) {
      database.engine().close();
    } else {
      REGISTRY.release(key, () -> closeBehindLast(key, database));
    }
  }

  private static boolean closeBehindLast(Object key, Database database) {
    if (!database.release()) {
      return false;
    }
    OPEN.remove(key);
    database.engine().close();
    return true;
  }

  private static Database open(Object key, ConnectionUrl url, ConnectionOptions options) {
    Path path = url.path();
    Source source = path == null ? Store.memory(options.store()) : openFile(path, options);
    try {
      EngineOptions engineOptions =
          new EngineOptions(
              path == null ? MEMORY_CATALOG : catalogOf(path),
              options.threads(),
              options.memoryLimitBytes(),
              options.tempDir());
      return new Database(key, options, source, engineOptions);
    } catch (RuntimeException | Error e) {
      source.close();
      throw e;
    }
  }

  private static Source openFile(Path path, ConnectionOptions options) {
    if (Store.isStore(path) || isEmpty(path)) {
      return Store.open(path, options.store());
    }
    return ForeignFiles.open(path);
  }

  /**
   * The file's identity where the system has one, so that links to one file are one database. An
   * absent store comes into being here, empty, because a file that is not there has no identity.
   */
  private static Object keyOf(Path path, ConnectionOptions options) throws SQLException {
    if (Files.notExists(path)) {
      create(path, options);
    }
    try {
      Object fileKey = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return fileKey != null ? fileKey : path.toRealPath();
    } catch (IOException e) {
      throw cannotOpen(path, e.toString(), e);
    }
  }

  private static void create(Path path, ConnectionOptions options) throws SQLException {
    if (!isNamedLikeAStore(path)) {
      throw cannotOpen(
          path, "there is no such file. Check the path; a new store's name ends in .cairn", null);
    }
    if (!options.create() || options.readOnly()) {
      throw cannotOpen(
          path,
          "there is no such file, and "
              + (options.create() ? "readOnly=true" : "create=false")
              + " forbids to create it",
          null);
    }
    try {
      Files.createFile(path);
    } catch (FileAlreadyExistsException e) {
      // another connection made it just now
    } catch (NoSuchFileException e) {
      throw cannotOpen(path, "there is no directory " + path.getParent() + "; create it first", e);
    } catch (AccessDeniedException e) {
      throw cannotOpen(
          path,
          "there is no such file, and creating one in " + path.getParent() + " is not permitted",
          e);
    } catch (IOException e) {
      throw cannotOpen(path, "creating it failed: " + e, e);
    }
  }

  private static SQLException cannotOpen(Path path, String reason, @Nullable Throwable cause) {
    return SqlErrors.create(SqlState.CANNOT_OPEN, "Cannot open " + path + ": " + reason, cause);
  }

  private static boolean isEmpty(Path path) {
    try {
      return isNamedLikeAStore(path) && Files.size(path) == 0;
    } catch (IOException e) {
      return false;
    }
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
