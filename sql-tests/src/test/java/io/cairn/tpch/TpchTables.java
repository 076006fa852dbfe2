package io.cairn.tpch;

import io.cairn.oracle.TablePair;
import io.cairn.oracle.TablePair.PairColumn;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills a Cairn and a DuckDB database with the eight tables of TPC-H. */
public final class TpchTables {
  private static final int PIECE_ROWS = 8192;

  private TpchTables() {}

  /** Makes and fills the tables. */
  public static void load(Connection cairn, Connection duck, double scaleFactor)
      throws SQLException {
    for (TpchTable<?> table : TpchTable.getTables()) {
      load(cairn, duck, table, scaleFactor);
    }
  }

  private static <E extends TpchEntity> void load(
      Connection cairn, Connection duck, TpchTable<E> table, double scaleFactor)
      throws SQLException {
    List<TpchColumn<E>> columns = table.getColumns();
    List<PairColumn> declared =
        columns.stream()
            .map(column -> new PairColumn(column.getColumnName(), type(column), false))
            .toList();
    try (TablePair pair = TablePair.create(cairn, duck, table.getTableName(), declared)) {
      List<E> piece = new ArrayList<>(PIECE_ROWS);
      for (E row : table.createGenerator(scaleFactor, 1, 1)) {
        piece.add(row);
        if (piece.size() == PIECE_ROWS) {
          pair.append(values(columns, piece));
          piece.clear();
        }
      }
      pair.append(values(columns, piece));
    }
  }

  private static String type(TpchColumn<?> column) {
    return switch (column.getType().getBase()) {
      case INTEGER -> "INTEGER";
      case IDENTIFIER -> "BIGINT";
      case DATE -> "DATE";
      case DOUBLE -> "DECIMAL(15, 2)";
      case VARCHAR -> "VARCHAR";
    };
  }

  private static <E extends TpchEntity> List<@Nullable Object[]> values(
      List<TpchColumn<E>> columns, List<E> rows) {
    List<@Nullable Object[]> values = new ArrayList<>();
    for (TpchColumn<E> column : columns) {
      @Nullable Object[] array = new @Nullable Object[rows.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = value(column, rows.get(i));
      }
      values.add(array);
    }
    return values;
  }

  private static <E extends TpchEntity> Object value(TpchColumn<E> column, E row) {
    return switch (column.getType().getBase()) {
      case INTEGER -> column.getInteger(row);
      case IDENTIFIER -> column.getIdentifier(row);
      case DATE -> LocalDate.ofEpochDay(column.getDate(row));
      case DOUBLE -> BigDecimal.valueOf(Math.round(column.getDouble(row) * 100), 2);
      case VARCHAR -> column.getString(row);
    };
  }
}
