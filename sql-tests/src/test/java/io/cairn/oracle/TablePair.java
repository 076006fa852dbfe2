package io.cairn.oracle;

import io.cairn.jdbc.CairnAppender;
import io.cairn.jdbc.CairnConnection;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One table in Cairn and in DuckDB, with the same rows in the same order. One thread at a time. Its
 * appenders stay open until it is closed; the connections belong to the caller.
 */
public final class TablePair implements AutoCloseable {
  private final CairnAppender cairn;
  private final DuckDBAppender duck;
  private final List<PairColumn> columns;

  /**
   * A column of the table.
   *
   * @param type what both databases call its type
   */
  public record PairColumn(String name, String type, boolean isNullable) {
    @Override
    public String toString() {
      return name + " " + type + (isNullable ? "" : " NOT NULL");
    }

    /** The declaration as DuckDB writes it. */
    String duckText() {
      // Three digits are enough for either, but DuckDB takes only its usual types from an appender.
      String text = toString().replace("TIMESTAMP(3)", "TIMESTAMP").replace("TIME(3)", "TIME");
      for (String size : List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT")) {
        text = text.replace(size + " UNSIGNED", "U" + size);
      }
      return text;
    }
  }

  private TablePair(CairnAppender cairn, DuckDBAppender duck, List<PairColumn> columns) {
    this.cairn = cairn;
    this.duck = duck;
    this.columns = columns;
  }

  /** Makes the table in both databases. */
  public static TablePair create(
      Connection cairn, Connection duck, String name, List<PairColumn> columns)
      throws SQLException {
    try (Statement statement = cairn.createStatement()) {
      statement.execute(declaration(name, columns.stream().map(PairColumn::toString).toList()));
    }
    declare(duck, name, columns);
    return open(cairn, duck, name, columns);
  }

  /** Makes the table in DuckDB alone. */
  public static void declare(Connection duck, String name, List<PairColumn> columns)
      throws SQLException {
    try (Statement statement = duck.createStatement()) {
      statement.execute(declaration(name, columns.stream().map(PairColumn::duckText).toList()));
    }
  }

  /** Opens a table that both databases have already. */
  public static TablePair open(
      Connection cairn, Connection duck, String name, List<PairColumn> columns)
      throws SQLException {
    return new TablePair(
        cairn.unwrap(CairnConnection.class).appender(name),
        duck.unwrap(DuckDBConnection.class).createAppender("main", name),
        columns);
  }

  private static String declaration(String name, List<String> columns) {
    return columns.stream().collect(Collectors.joining(", ", "CREATE TABLE " + name + " (", ")"));
  }

  /** Adds rows, given as whole columns of one length. */
  public void append(List<@Nullable Object[]> values) throws SQLException {
    cairn.append(values.toArray());
    int rows = values.get(0).length;
    for (int row = 0; row < rows; row++) {
      duck.beginRow();
      for (int i = 0; i < values.size(); i++) {
        Object value = values.get(i)[row];
        if (value instanceof Number number && columns.get(i).type().endsWith("UNSIGNED")) {
          appendUnsigned(number, columns.get(i).type());
        } else {
          append(value);
        }
      }
      duck.endRow();
    }
  }

  /** DuckDB takes the bits of an unsigned number in a signed one of the same width. */
  private void appendUnsigned(Number number, String type) throws SQLException {
    switch (type) {
      case "TINYINT UNSIGNED" -> duck.append(number.byteValue());
      case "SMALLINT UNSIGNED" -> duck.append(number.shortValue());
      case "INTEGER UNSIGNED" -> duck.append(number.intValue());
      default -> duck.append(number.longValue());
    }
  }

  private void append(@Nullable Object value) throws SQLException {
    if (value == null) {
      duck.appendNull();
    } else if (value instanceof Integer number) {
      duck.append(number.intValue());
    } else if (value instanceof Long number) {
      duck.append(number.longValue());
    } else if (value instanceof Double number) {
      duck.append(number.doubleValue());
    } else if (value instanceof Float number) {
      duck.append(number.floatValue());
    } else if (value instanceof BigDecimal number) {
      duck.append(number);
    } else if (value instanceof Boolean truth) {
      duck.append(truth.booleanValue());
    } else if (value instanceof Byte number) {
      duck.append(number.byteValue());
    } else if (value instanceof Short number) {
      duck.append(number.shortValue());
    } else if (value instanceof String text) {
      duck.append(text);
    } else if (value instanceof LocalDate date) {
      duck.append(date);
    } else if (value instanceof LocalDateTime timestamp) {
      duck.append(timestamp);
    } else if (value instanceof LocalTime time) {
      duck.append(time);
    } else {
      throw new IllegalArgumentException(value.getClass().getName());
    }
  }

  @Override
  public void close() throws SQLException {
    cairn.close();
    duck.close();
  }
}
