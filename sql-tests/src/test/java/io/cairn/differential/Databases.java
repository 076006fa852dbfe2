package io.cairn.differential;

import io.cairn.oracle.RowGroupCopy;
import io.cairn.oracle.TablePair;
import io.cairn.oracle.TablePair.PairColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random tables in DuckDB and in several Cairn databases, which differ in how they keep and work on
 * the same rows. One thread at a time.
 */
final class Databases implements AutoCloseable {
  private static final int[] ROW_COUNTS = {0, 1, 20, 300, 2200, 5000};

  /** A Cairn database. */
  enum Setting {
    /** Half of the rows in row groups, the others in the commit log. */
    USUAL(";threads=2"),
    /** Row groups of a few rows, one thread and little memory. */
    SMALL(";threads=1;memoryLimit=4m"),
    /** Generated code in place of operators. */
    FALLBACK(";threads=2");

    private final String options;

    Setting(String options) {
      this.options = options;
    }
  }

  private final List<RandomTable> tables = new ArrayList<>();
  private final Map<Setting, Connection> cairn = new EnumMap<>(Setting.class);
  private final Connection duck;

  Databases(Random random, Path directory) throws SQLException, IOException {
    for (int i = 0; i < ROW_COUNTS.length; i++) {
      tables.add(new RandomTable("r" + i, ROW_COUNTS[i], random));
    }
    duck = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = duck.createStatement()) {
      // Cairn follows PostgreSQL: NULL is above everything.
      statement.execute("SET default_null_order = 'nulls_last_on_asc_first_on_desc'");
      statement.execute("SET threads = 1");
    }
    Files.createDirectories(directory);
    Path usual = directory.resolve("usual.cairn");
    fill(usual, Half.FIRST);
    Path all = directory.resolve("all.cairn");
    Files.copy(usual, all);
    cairn.put(Setting.USUAL, open(usual, Setting.USUAL));
    add(connection(Setting.USUAL), duck, Half.SECOND);
    // The others have no place for rows of DuckDB's.
    try (Connection copy = DriverManager.getConnection("jdbc:cairn:" + all);
        Connection spare = DriverManager.getConnection("jdbc:duckdb:")) {
      declare(spare);
      add(copy, spare, Half.SECOND);
    }
    Path small = directory.resolve("small.cairn");
    RowGroupCopy.write(all, small, 100 + random.nextInt(1000));
    cairn.put(Setting.SMALL, open(small, Setting.SMALL));
    cairn.put(Setting.FALLBACK, open(all, Setting.FALLBACK));
  }

  private enum Half {
    FIRST,
    SECOND
  }

  private static Connection open(Path file, Setting setting) throws SQLException {
    // Read when the first connection opens the database.
    System.setProperty("cairn.forceFallback", String.valueOf(setting == Setting.FALLBACK));
    try {
      return DriverManager.getConnection("jdbc:cairn:" + file + setting.options);
    } finally {
      System.clearProperty("cairn.forceFallback");
    }
  }

  private void fill(Path file, Half half) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:cairn:" + file)) {
      for (RandomTable table : tables) {
        TablePair.create(connection, duck, table.name(), columns(table)).close();
      }
      add(connection, duck, half);
    }
  }

  private void declare(Connection connection) throws SQLException {
    for (RandomTable table : tables) {
      TablePair.declare(connection, table.name(), columns(table));
    }
  }

  private static List<PairColumn> columns(RandomTable table) {
    List<PairColumn> columns = new ArrayList<>();
    for (Flavor flavor : Flavor.values()) {
      columns.add(new PairColumn(flavor.columnName(), flavor.type(), table.isNullable(flavor)));
    }
    return columns;
  }

  private void add(Connection connection, Connection oracle, Half half) throws SQLException {
    for (RandomTable table : tables) {
      int middle = table.rowCount() / 2;
      try (TablePair pair = TablePair.open(connection, oracle, table.name(), columns(table))) {
        pair.append(
            half == Half.FIRST ? table.rows(0, middle) : table.rows(middle, table.rowCount()));
      }
    }
  }

  List<RandomTable> tables() {
    return tables;
  }

  Connection connection(Setting setting) {
    return java.util.Objects.requireNonNull(cairn.get(setting));
  }

  Connection duck() {
    return duck;
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : cairn.values()) {
      connection.close();
    }
    duck.close();
  }
}
