package io.cairn.jdbc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An option of a connection, as URLs and {@code Properties} spell it. */
enum Option {
  READ_ONLY("readOnly", "false", "Refuse statements that change the database.", booleans()),
  CREATE("create", "true", "Create the file if it is absent and ends in .cairn.", booleans()),
  DURABILITY(
      "durability",
      "full",
      "When a commit is on disk: at once (full), soon (normal), or when the system likes (off).",
      List.of("full", "normal", "off")),
  THREADS(
      "threads",
      null,
      "Threads that work on one statement; the processors of the machine unless given.",
      List.of()),
  MEMORY_LIMIT(
      "memoryLimit",
      null,
      "Memory for state that grows with the data, in bytes or with k, m or g; a quarter of the heap"
          + " unless given.",
      List.of()),
  TEMP_DIR(
      "tempDir",
      null,
      "Directory for temporary files; beside the store, else java.io.tmpdir, unless given.",
      List.of()),
  BUSY_TIMEOUT(
      "busyTimeout",
      "5s",
      "How long to wait for a file that another process uses; milliseconds, or with ms, s or m.",
      List.of()),
  QUERY_TIMEOUT(
      "queryTimeout",
      "0",
      "Time limit of a statement, 0 for none; milliseconds, or with ms, s or m.",
      List.of()),
  SCHEMA(
      "schema", "main", "The default schema: the path of a group, main for the root.", List.of()),
  IMMUTABLE(
      "immutable", "false", "Promise that nobody changes the file: open it unlocked.", booleans()),
  USER("user", "", "Reported by DatabaseMetaData.getUserName; files have no users.", List.of()),
  PASSWORD("password", "", "Accepted because tools send it; files have no passwords.", List.of());

  private final String key;
  private final @Nullable String defaultValue;
  private final String description;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> choices;

  Option(String key, @Nullable String defaultValue, String description, List<String> choices) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.description = description;
    this.choices = choices;
  }

  String key() {
    return key;
  }

  /** The value where none is given; null if it depends on the machine. */
  @Nullable String defaultValue() {
    return defaultValue;
  }

  String description() {
    return description;
  }

  /** The allowed values; empty if they cannot be listed. */
  List<String> choices() {
    return choices;
  }

  /** The option with this key in any case, or null. */
  static @Nullable Option find(String key) {
    for (Option option : values()) {
      if (option.key.equalsIgnoreCase(key)) {
        return option;
      }
    }
    return null;
  }

  private static List<String> booleans() {
    return List.of("false", "true");
  }
}
