package io.cairn.iq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The statements of a script whose results are expected. Immutable. */
record Script(List<Query> queries) {
  /**
   * A statement of the script.
   *
   * @param connection the name after the last {@code !use}
   * @param isOrdered whether its rows come in a promised order
   * @param isOurs marked by a line {@code # ours: reason} above it, or above the first {@code !use}
   *     for the whole script: another database answers otherwise
   */
  record Query(String connection, String sql, boolean isOrdered, boolean isOurs) {}

  static Script read(Path file) throws IOException {
    List<Query> queries = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    String connection = "";
    boolean isOurs = false;
    boolean isAllOurs = false;
    boolean isComplete = false;
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n", -1)) {
      if (line.startsWith("!use ")) {
        isAllOurs |= isOurs;
        isOurs = false;
        connection = line.substring("!use ".length()).trim();
      } else if (line.startsWith("# ours:")) {
        isOurs = true;
      } else if (line.startsWith("!")) {
        if (line.equals("!ok") && isComplete) {
          String text = sql.toString();
          queries.add(new Query(connection, text, text.contains("ORDER BY"), isOurs || isAllOurs));
        }
        sql.setLength(0);
        isComplete = false;
        isOurs = line.startsWith("!set") && isOurs;
      } else if (!line.startsWith("#") && !isComplete) {
        isComplete = line.endsWith(";");
        sql.append(isComplete ? line.substring(0, line.length() - 1) : line).append('\n');
      }
    }
    return new Script(List.copyOf(queries));
  }
}
