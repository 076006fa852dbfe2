package io.cairn.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every dataset of the corpus through JDBC: equal to another reader's answer, or listed with a
 * reason.
 */
class CorpusSqlTest {
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus").toAbsolutePath();

  private final List<String> wrong = new ArrayList<>();
  private int files;
  private int equal;
  private int listed;

  @Test
  void givesEveryDatasetEquallyOrSaysWhyNot() throws IOException, SQLException {
    Path expected = CORPUS.resolve("expected-h5py.tsv");
    if (!Files.exists(expected)) {
      System.out.println("corpus through SQL: 0 files, as there is none");
      return;
    }
    Connection connection = null;
    String file = "";
    for (String line : Files.readAllLines(expected)) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("FILE")) {
        close(connection);
        file = cells[1];
        connection = open(file, cells[2].equals("ok"));
      } else if (cells[0].equals("DSET") && connection != null) {
        check(connection, file, Expectation.parse(cells));
      }
    }
    close(connection);
    System.out.println(
        "corpus through SQL: "
            + files
            + " files; datasets: "
            + equal
            + " equal, "
            + listed
            + " listed with a reason, "
            + wrong.size()
            + " wrong");
    wrong.forEach(text -> System.out.println("corpus through SQL: wrong: " + text));
    assertThat(wrong).isEmpty();
    assertThat(files).isGreaterThanOrEqualTo(100);
  }

  private static void close(@Nullable Connection connection) throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }

  private @Nullable Connection open(String file, boolean readable) {
    files++;
    try {
      return DriverManager.getConnection("jdbc:cairn:" + CORPUS.resolve("files").resolve(file));
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as(file).isIn("08001", "XX001", "0A000");
      if (readable) {
        wrong.add(file + " should open: " + e.getMessage());
      }
      return null;
    }
  }

  private void check(Connection connection, String file, Expectation expected) throws SQLException {
    String place = file + " " + expected.path();
    Listing listing = Listing.find(connection, expected.path());
    if (listing == null) {
      wrong.add(place + ": not in cairn_catalog.nodes, nor is a node above it with a reason");
    } else if (listing.reason() != null) {
      listed++;
    } else {
      String problem = compare(connection, listing, expected, false);
      if (!problem.isEmpty() && !compare(connection, listing, expected, true).isEmpty()) {
        wrong.add(place + ": " + problem);
      } else {
        equal++;
      }
    }
  }

  private static String compare(
      Connection connection, Listing listing, Expectation expected, boolean booleansAreNumbers)
      throws SQLException {
    ColumnDigest digest = new ColumnDigest(booleansAreNumbers);
    long count = 0;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + listing.table())) {
      ResultSetMetaData columns = rows.getMetaData();
      while (rows.next()) {
        for (int i = listing.dimensions() + 1; i <= columns.getColumnCount(); i++) {
          digest.add(rows, i, columns.getColumnType(i), count);
        }
        count++;
      }
    } catch (SQLException e) {
      return e.getSQLState() + " " + e.getMessage();
    }
    if (expected.nullSpace()) {
      return count == 0 ? "" : count + " rows in a null dataspace";
    }
    return digest.difference(expected);
  }

  /** What the catalog says of a node. */
  private record Listing(String table, int dimensions, @Nullable String reason) {
    /** The node at a path; where there is none, the nearest one above it if that says why. */
    static @Nullable Listing find(Connection connection, String path) throws SQLException {
      try (PreparedStatement query =
          connection.prepareStatement(
              "SELECT n.kind, n.reason, n.shape, l.target FROM cairn_catalog.nodes n"
                  + " LEFT JOIN cairn_catalog.links l ON l.path = n.path WHERE n.path = ?")) {
        for (String at = path; ; at = at.substring(0, at.lastIndexOf('/'))) {
          query.setString(1, at.isEmpty() ? "/" : at);
          try (ResultSet node = query.executeQuery()) {
            if (node.next()) {
              String target = node.getString("target");
              if (target != null) {
                // Of several names of an object the other reader may have met another one first.
                return target.equals(path) ? null : new Listing("", 0, "link to " + target);
              }
              String reason = node.getString("reason");
              if (reason != null || !at.equals(path)) {
                return reason == null ? null : new Listing("", 0, reason);
              }
              return new Listing(table(path), dimensions(node), null);
            }
          }
          if (at.isEmpty()) {
            return null;
          }
        }
      }
    }

    private static int dimensions(ResultSet node) throws SQLException {
      String shape = String.valueOf(node.getString("shape"));
      int extents = shape.length() <= 2 ? 0 : shape.split(",", -1).length;
      boolean table = node.getString("kind").equals("table");
      return table && extents == 1 ? 0 : extents;
    }

    private static String table(String path) {
      int slash = path.lastIndexOf('/');
      String schema = slash == 0 ? "main" : path.substring(1, slash);
      return quoted(schema) + "." + quoted(path.substring(slash + 1));
    }

    private static String quoted(String name) {
      return '"' + name.replace("\"", "\"\"") + '"';
    }
  }
}
