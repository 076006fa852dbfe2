package io.cairn.jdbc;

import io.cairn.planner.ResultColumn;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Results over batches that a test makes by hand. */
final class Batches {
  private Batches() {}

  static ResultColumn column(String label, ColumnType type, String sqlType) {
    return column(label, type, sqlType, type.naturalLane());
  }

  static ResultColumn column(String label, ColumnType type, String sqlType, Lane lane) {
    return new ResultColumn(label, label, type, sqlType, true, lane, "file", "main", "t");
  }

  /** A result of one batch. */
  static ResultSet show(
      Connection connection, List<ResultColumn> columns, int rowCount, ColumnVector... vectors)
      throws SQLException {
    return show(connection, columns, List.of(new Batch(vectors, rowCount)));
  }

  static ResultSet show(Connection connection, List<ResultColumn> columns, List<Batch> batches)
      throws SQLException {
    return show(connection, columns, cursor(batches));
  }

  static ResultSet show(Connection connection, List<ResultColumn> columns, BatchCursor cursor)
      throws SQLException {
    CairnStatement statement = connection.unwrap(CairnConnection.class).createStatement();
    return statement.show(cursor, new ResultShape(columns), new QueryControl());
  }

  static BatchCursor cursor(List<Batch> batches) {
    Iterator<Batch> iterator = new ArrayList<>(batches).iterator();
    return new BatchCursor() {
      @Override
      public @Nullable Batch next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public void close() {}
    };
  }
}
