package io.cairn.jdbc.metadata;

import io.cairn.planner.ResultColumn;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;

/** The columns of a metadata result, as the specification lists them. Built once, then fixed. */
final class Shape {
  private final List<ResultColumn> columns = new ArrayList<>();

  Shape text(String... names) {
    return add(ColumnType.VARCHAR, "VARCHAR", names);
  }

  Shape integer(String... names) {
    return add(ColumnType.INT32, "INTEGER", names);
  }

  Shape small(String... names) {
    return add(ColumnType.INT16, "SMALLINT", names);
  }

  Shape bool(String... names) {
    return add(ColumnType.BOOLEAN, "BOOLEAN", names);
  }

  Shape big(String... names) {
    return add(ColumnType.INT64, "BIGINT", names);
  }

  private Shape add(ColumnType type, String sqlType, String... names) {
    for (String name : names) {
      columns.add(
          new ResultColumn(name, name, type, sqlType, true, type.naturalLane(), null, null, null));
    }
    return this;
  }

  List<ResultColumn> columns() {
    return List.copyOf(columns);
  }
}
