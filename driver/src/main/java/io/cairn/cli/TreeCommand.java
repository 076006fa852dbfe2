package io.cairn.cli;

import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code cairn tree}: a line for each node, {@code name kind rows-or-shape}, two spaces a level,
 * children in the order of the catalog. What cannot be read is listed with its reason.
 */
final class TreeCommand {
  private static final String NODES =
      "SELECT path, parent, name, kind, status, reason, row_count, shape FROM cairn_catalog.nodes";

  private record Node(@Nullable String path, String line) {}

  private record Visit(Node node, int depth) {}

  private final Map<String, List<Node>> children = new HashMap<>();
  private final List<Node> roots = new ArrayList<>();

  private TreeCommand() {}

  static void run(Connection connection, RunningStatement running, Writer out)
      throws SQLException, IOException {
    TreeCommand tree = new TreeCommand();
    try (Statement statement = connection.createStatement()) {
      running.started(statement);
      try (ResultSet rows = statement.executeQuery(NODES)) {
        while (rows.next()) {
          tree.add(rows);
        }
      }
    } finally {
      running.ended();
    }
    tree.print(out);
  }

  private void add(ResultSet rows) throws SQLException {
    String path = rows.getString("path");
    String parent = rows.getString("parent");
    Node node = new Node(path, line(rows, path));
    if (parent == null || parent.equals(path)) {
      roots.add(node);
    } else {
      children.computeIfAbsent(parent, key -> new ArrayList<>()).add(node);
    }
  }

  private static String line(ResultSet rows, @Nullable String path) throws SQLException {
    String name = rows.getString("name");
    StringBuilder line = new StringBuilder();
    line.append(name == null || name.isEmpty() ? path : name);
    String kind = rows.getString("kind");
    line.append("  ").append(kind);
    String shape = rows.getString("shape");
    String rowCount = rows.getString("row_count");
    if ("array".equals(kind) && shape != null) {
      line.append("  ").append(shape);
    } else if (rowCount != null) {
      line.append("  ").append(rowCount);
    } else if (shape != null) {
      line.append("  ").append(shape);
    }
    if (!"ok".equals(rows.getString("status"))) {
      line.append("  ").append(rows.getString("status"));
      String reason = rows.getString("reason");
      if (reason != null) {
        line.append(": ").append(reason.strip().replace('\n', ' '));
      }
    }
    return line.append('\n').toString();
  }

  /** Prints depth first, without recursion: a file may nest groups as deep as it likes. */
  private void print(Writer out) throws IOException {
    Deque<Visit> open = new ArrayDeque<>();
    push(roots, 0, open);
    while (!open.isEmpty()) {
      Visit visit = open.pop();
      for (int i = 0; i < visit.depth(); i++) {
        out.write("  ");
      }
      out.write(visit.node().line());
      String path = visit.node().path();
      List<Node> below = path == null ? null : children.remove(path);
      if (below != null) {
        push(below, visit.depth() + 1, open);
      }
    }
  }

  private static void push(List<Node> nodes, int depth, Deque<Visit> open) {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      open.push(new Visit(nodes.get(i), depth));
    }
  }
}
