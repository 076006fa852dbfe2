package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ColumnReader;
import io.cairn.planner.ResultColumn;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The columns of a statement's results, shared by all its executions. Immutable. */
final class ResultShape {
  private static final int MAX_LISTED = 20;

  private final List<ResultColumn> columns;
  private final String[] places;
  private final CairnResultSetMetaData metaData;
  private @Nullable Map<String, Integer> exact;
  private @Nullable Map<String, Integer> anyCase;

  ResultShape(List<ResultColumn> columns) {
    this.columns = columns;
    this.places = new String[columns.size()];
    for (int i = 0; i < places.length; i++) {
      places[i] = "column " + columns.get(i).label() + " (" + columns.get(i).sqlType() + ")";
    }
    this.metaData = new CairnResultSetMetaData(columns);
  }

  int size() {
    return places.length;
  }

  CairnResultSetMetaData metaData() {
    return metaData;
  }

  /** New readers, one for each column. */
  ColumnReader[] readers() {
    ColumnReader[] readers = new ColumnReader[places.length];
    for (int i = 0; i < readers.length; i++) {
      ResultColumn column = columns.get(i);
      readers[i] = ColumnReader.of(column.type(), column.lane(), places[i]);
    }
    return readers;
  }

  /**
   * The number of a column from 1: the first with exactly this label, else the first with this
   * label in another case.
   *
   * @throws SQLException 42703 if there is none
   */
  int find(@Nullable String label) throws SQLException {
    if (label != null) {
      Integer number = exact().get(label);
      if (number == null) {
        number = anyCase().get(label.toLowerCase(Locale.ROOT));
      }
      if (number != null) {
        return number;
      }
    }
    StringJoiner labels = new StringJoiner(", ");
    for (int i = 0; i < Math.min(columns.size(), MAX_LISTED); i++) {
      labels.add(columns.get(i).label());
    }
    throw SqlErrors.create(
        SqlState.UNKNOWN_COLUMN,
        "The result has no column '"
            + label
            + "'; its columns are "
            + labels
            + (columns.size() > MAX_LISTED ? ", ..." : ""));
  }

  private Map<String, Integer> exact() {
    Map<String, Integer> numbers = exact;
    if (numbers == null) {
      numbers = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        numbers.putIfAbsent(columns.get(i).label(), i + 1);
      }
      exact = numbers;
    }
    return numbers;
  }

  private Map<String, Integer> anyCase() {
    Map<String, Integer> numbers = anyCase;
    if (numbers == null) {
      numbers = new HashMap<>();
      for (int i = 0; i < columns.size(); i++) {
        numbers.putIfAbsent(columns.get(i).label().toLowerCase(Locale.ROOT), i + 1);
      }
      anyCase = numbers;
    }
    return numbers;
  }
}
