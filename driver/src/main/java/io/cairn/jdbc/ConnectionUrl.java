package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A URL taken apart: {@code jdbc:cairn:}, the path up to the first {@code ;}, then {@code
 * key=value} pairs between {@code ;}. Immutable.
 *
 * @param path the file; null for a database in memory
 * @param memoryName the name under which connections share a database in memory; null for a file,
 *     and for a database that belongs to one connection
 * @param options what the URL and the properties say; the URL wins
 */
record ConnectionUrl(
    @Nullable Path path, @Nullable String memoryName, Map<Option, String> options) {
  static final String PREFIX = "jdbc:cairn:";
  private static final String MEMORY = "mem:";

  ConnectionUrl {
    options = Map.copyOf(options);
  }

  static boolean accepts(@Nullable String url) {
    return url != null && url.startsWith(PREFIX);
  }

  /**
   * Reads a URL that {@link #accepts} lets pass.
   *
   * @throws SQLException 08001 for an unknown option, a pair without {@code =}, an option given
   *     twice or a place that is none; 0A000 for a remote one
   */
  static ConnectionUrl parse(String url, @Nullable Properties properties) throws SQLException {
    String rest = url.substring(PREFIX.length());
    int end = rest.indexOf(';');
    String place = end < 0 ? rest : rest.substring(0, end);
    Map<Option, String> options = new EnumMap<>(Option.class);
    if (properties != null) {
      for (String key : properties.stringPropertyNames()) {
        options.put(option(key), properties.getProperty(key));
      }
    }
    if (end >= 0) {
      options.putAll(pairs(rest.substring(end + 1)));
    }
    if (place.startsWith("http:") || place.startsWith("https:")) {
      throw SqlErrors.unsupported(
          "Cannot connect to " + place + ": this driver opens files and memory databases alone");
    }
    if (place.equals("mem") || place.equals(MEMORY)) {
      throw SqlErrors.create(
          SqlState.CANNOT_OPEN,
          "jdbc:cairn:mem: needs a name, as in jdbc:cairn:mem:test; jdbc:cairn: alone is a database"
              + " private to its connection");
    }
    if (place.startsWith(MEMORY)) {
      return new ConnectionUrl(null, place.substring(MEMORY.length()), options);
    }
    return new ConnectionUrl(place.isEmpty() ? null : path(place), null, options);
  }

  private static Map<Option, String> pairs(String text) throws SQLException {
    Map<Option, String> options = new EnumMap<>(Option.class);
    for (String pair : text.split(";")) {
      if (pair.isBlank()) {
        continue;
      }
      int equals = pair.indexOf('=');
      if (equals < 0) {
        throw SqlErrors.create(
            SqlState.CANNOT_OPEN,
            "'" + pair + "' in the URL is no option: expected key=value, as in threads=2");
      }
      Option option = option(pair.substring(0, equals).strip());
      if (options.put(option, pair.substring(equals + 1).strip()) != null) {
        throw SqlErrors.create(
            SqlState.CANNOT_OPEN, "The URL gives the option " + option.key() + " twice");
      }
    }
    return options;
  }

  private static Option option(String key) throws SQLException {
    Option option = Option.find(key);
    if (option == null) {
      StringJoiner known = new StringJoiner(", ");
      for (Option candidate : Option.values()) {
        known.add(candidate.key());
      }
      throw SqlErrors.create(
          SqlState.CANNOT_OPEN, "Unknown option '" + key + "'; the options are " + known);
    }
    return option;
  }

  private static Path path(String place) throws SQLException {
    try {
      return Path.of(place).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw SqlErrors.create(
          SqlState.CANNOT_OPEN, "'" + place + "' is no path of a file: " + e.getMessage(), e);
    }
  }

  /** The value of an option as it was given, or null. */
  @Nullable String given(Option option) {
    return options.get(option);
  }
}
