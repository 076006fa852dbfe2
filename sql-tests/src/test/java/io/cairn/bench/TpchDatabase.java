package io.cairn.bench;

import io.cairn.tpch.TpchQueries;
import io.cairn.tpch.TpchTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The tables of TPC-H in a file of Cairn's and one of DuckDB's, made on first use. */
final class TpchDatabase {
  private final double scaleFactor;
  private final Path cairn;
  private final Path duck;

  private TpchDatabase(double scaleFactor, Path cairn, Path duck) {
    this.scaleFactor = scaleFactor;
    this.cairn = cairn;
    this.duck = duck;
  }

  /** The database of a scale factor in a directory. */
  static TpchDatabase in(Path directory, double scaleFactor) throws SQLException, IOException {
    Path cairn = directory.resolve("tpch-" + scaleFactor + ".cairn");
    Path duck = directory.resolve("tpch-" + scaleFactor + ".duckdb");
    TpchDatabase database = new TpchDatabase(scaleFactor, cairn, duck);
    Path done = directory.resolve("tpch-" + scaleFactor + ".done");
    if (!Files.exists(done)) {
      Files.deleteIfExists(cairn);
      Files.deleteIfExists(duck);
      try (Connection left = database.openCairn("");
          Connection right = database.openDuck()) {
        TpchTables.load(left, right, scaleFactor);
        try (Statement statement = right.createStatement()) {
          statement.execute("ANALYZE");
          statement.execute("CHECKPOINT");
        }
      }
      Files.createFile(done);
    }
    return database;
  }

  /** Connects to Cairn's file; options as in a URL, each after a semicolon. */
  Connection openCairn(String options) throws SQLException {
    return DriverManager.getConnection("jdbc:cairn:" + cairn + options);
  }

  Connection openDuck() throws SQLException {
    return DriverManager.getConnection("jdbc:duckdb:" + duck);
  }

  String query(int number) {
    return TpchQueries.text(number, scaleFactor);
  }
}
