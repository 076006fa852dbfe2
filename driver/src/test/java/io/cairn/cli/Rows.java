package io.cairn.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.rowset.CachedRowSet;
import javax.sql.rowset.RowSetMetaDataImpl;
import javax.sql.rowset.RowSetProvider;
import org.jspecify.annotations.Nullable;

/** Builds result sets without a database. */
final class Rows {
  private record Column(String label, int type) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  Rows column(String label, int jdbcType) {
    columns.add(new Column(label, jdbcType));
    return this;
  }

  Rows row(@Nullable Object... values) {
    rows.add(values);
    return this;
  }

  ResultSet resultSet() throws SQLException {
    CachedRowSet rowSet = RowSetProvider.newFactory().createCachedRowSet();
    RowSetMetaDataImpl metadata = new RowSetMetaDataImpl();
    metadata.setColumnCount(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      metadata.setColumnType(i + 1, columns.get(i).type());
      metadata.setColumnTypeName(i + 1, "");
      metadata.setColumnName(i + 1, columns.get(i).label());
      metadata.setColumnLabel(i + 1, columns.get(i).label());
    }
    rowSet.setMetaData(metadata);
    // each row is inserted before the last one inserted
    for (int row = rows.size() - 1; row >= 0; row--) {
      @Nullable Object[] values = rows.get(row);
      rowSet.moveToInsertRow();
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null) {
          rowSet.updateNull(i + 1);
        } else {
          rowSet.updateObject(i + 1, values[i]);
        }
      }
      rowSet.insertRow();
      rowSet.moveToCurrentRow();
      rowSet.beforeFirst();
    }
    rowSet.beforeFirst();
    return rowSet;
  }

  String written(ResultWriter writer) throws SQLException, IOException {
    StringWriter out = new StringWriter();
    try (ResultSet resultSet = resultSet()) {
      writer.write(resultSet, out);
    }
    return out.toString();
  }
}
