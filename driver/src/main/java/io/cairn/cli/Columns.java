package io.cairn.cli;

import java.sql.Types;

/** What the JDBC type of a column means for its print. */
final class Columns {
  private Columns() {}

  /** Whether values are numbers: to the right in tables, without quotes in JSON. */
  static boolean isNumeric(int jdbcType) {
    return switch (jdbcType) {
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.DECIMAL,
          Types.NUMERIC ->
          true;
      default -> false;
    };
  }
}
