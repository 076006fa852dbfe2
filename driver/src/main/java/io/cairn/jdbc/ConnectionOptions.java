package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.storage.StoreOptions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of a connection with their meaning, defaults filled in. Immutable.
 *
 * @param queryTimeoutMillis 0 for none
 */
record ConnectionOptions(
    boolean readOnly,
    boolean create,
    Durability durability,
    int threads,
    long memoryLimitBytes,
    Path tempDir,
    long busyTimeoutMillis,
    long queryTimeoutMillis,
    String schema,
    boolean immutable,
    String user) {
  /** One part in so many of the memory limit is for chunks of stores. */
  private static final int CACHE_SHARE = 2;

  private static final int MAX_THREADS = 1024;
  private static final long MIN_MEMORY_BYTES = 1 << 20;

  /** When a commit is on disk. */
  enum Durability {
    FULL,
    NORMAL,
    OFF
  }

  /**
   * Reads the options of a URL.
   *
   * @throws SQLException 08001 if a value is not one of its option
   */
  static ConnectionOptions of(ConnectionUrl url) throws SQLException {
    Runtime runtime = Runtime.getRuntime();
    String threads = url.given(Option.THREADS);
    String memoryLimit = url.given(Option.MEMORY_LIMIT);
    return new ConnectionOptions(
        bool(url, Option.READ_ONLY),
        bool(url, Option.CREATE),
        Durability.valueOf(choice(url, Option.DURABILITY).toUpperCase(Locale.ROOT)),
        threads == null ? runtime.availableProcessors() : threads(threads),
        memoryLimit == null ? runtime.maxMemory() / 4 : memory(memoryLimit),
        tempDir(url.given(Option.TEMP_DIR)),
        millis(Option.BUSY_TIMEOUT, text(url, Option.BUSY_TIMEOUT)),
        millis(Option.QUERY_TIMEOUT, text(url, Option.QUERY_TIMEOUT)),
        text(url, Option.SCHEMA),
        bool(url, Option.IMMUTABLE),
        text(url, Option.USER));
  }

  /** How a store is opened under these options. */
  StoreOptions store() {
    return StoreOptions.defaults()
        .withDurability(StoreOptions.Durability.valueOf(durability.name()))
        .withReadOnly(readOnly)
        .withImmutable(immutable)
        .withBusyTimeout(Duration.ofMillis(busyTimeoutMillis))
        .withThreads(threads)
        .withCacheBytes(memoryLimitBytes / CACHE_SHARE);
  }

  private static String text(ConnectionUrl url, Option option) {
    String given = url.given(option);
    String defaultValue = option.defaultValue();
    return given != null ? given : defaultValue == null ? "" : defaultValue;
  }

  private static boolean bool(ConnectionUrl url, Option option) throws SQLException {
    return choice(url, option).equals("true");
  }

  private static String choice(ConnectionUrl url, Option option) throws SQLException {
    String value = text(url, option).toLowerCase(Locale.ROOT);
    List<String> choices = option.choices();
    if (!choices.contains(value)) {
      throw wrong(option, value, "one of " + String.join(", ", choices));
    }
    return value;
  }

  private static int threads(String value) throws SQLException {
    try {
      int threads = Integer.parseInt(value);
      if (threads >= 1 && threads <= MAX_THREADS) {
        return threads;
      }
    } catch (NumberFormatException e) {
      throw wrong(Option.THREADS, value, "a number from 1 to " + MAX_THREADS);
    }
    throw wrong(Option.THREADS, value, "a number from 1 to " + MAX_THREADS);
  }

  private static long memory(String value) throws SQLException {
    String expected = "bytes from " + MIN_MEMORY_BYTES + ", as in 67108864, 64m or 2g";
    String lower = value.toLowerCase(Locale.ROOT);
    int shift = lower.endsWith("k") ? 10 : lower.endsWith("m") ? 20 : lower.endsWith("g") ? 30 : 0;
    String digits = shift == 0 ? lower : lower.substring(0, lower.length() - 1);
    try {
      long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
      if (bytes >= MIN_MEMORY_BYTES) {
        return bytes;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(Option.MEMORY_LIMIT, value, expected);
    }
    throw wrong(Option.MEMORY_LIMIT, value, expected);
  }

  private static long millis(Option option, String value) throws SQLException {
    String expected = "a time as in 500, 500ms, 5s or 2m";
    String lower = value.toLowerCase(Locale.ROOT);
    long factor = 1;
    String digits = lower;
    if (lower.endsWith("ms")) {
      digits = lower.substring(0, lower.length() - 2);
    } else if (lower.endsWith("s") || lower.endsWith("m")) {
      factor = lower.endsWith("s") ? 1000 : 60_000;
      digits = lower.substring(0, lower.length() - 1);
    }
    try {
      long millis = Math.multiplyExact(Long.parseLong(digits), factor);
      if (millis >= 0 && millis <= Integer.MAX_VALUE * 1000L) {
        return millis;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw wrong(option, value, expected);
    }
    throw wrong(option, value, expected);
  }

  private static Path tempDir(@Nullable String value) throws SQLException {
    if (value == null) {
      return Path.of(System.getProperty("java.io.tmpdir"));
    }
    try {
      Path directory = Path.of(value);
      if (Files.isDirectory(directory)) {
        return directory;
      }
    } catch (InvalidPathException e) {
      throw wrong(Option.TEMP_DIR, value, "a directory that exists");
    }
    throw wrong(Option.TEMP_DIR, value, "a directory that exists");
  }

  private static SQLException wrong(Option option, String value, String expected) {
    return SqlErrors.create(
        SqlState.CANNOT_OPEN,
        "The option " + option.key() + " has the value '" + value + "', expected " + expected);
  }
}
