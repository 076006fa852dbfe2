package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ArrayColumn;
import io.cairn.jdbc.value.ParameterCell;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.planner.ResultColumn;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.vector.ColumnBuilder;
import java.sql.SQLException;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds rows to the end of a table, whole columns at a time: the fastest way to bring data in. Made
 * by {@link CairnConnection#appender}. One thread at a time, the one that uses the connection.
 *
 * <pre>{@code
 * try (CairnAppender readings =
 *     connection.unwrap(CairnConnection.class).appender("plant.readings")) {
 *   readings.append(new long[] {1, 2}, new double[] {0.5, 1.5}, new String[] {"a", null});
 * }
 * }</pre>
 *
 * <p>Rows are collected, and go to the table in pieces of {@value #PIECE_ROWS} rows, within the
 * connection's transaction. Without autocommit they are there for its statements after {@link
 * #flush}, and COMMIT and ROLLBACK decide over them. With autocommit the appender opens a
 * transaction of its own, to which other statements of the connection belong meanwhile, and {@link
 * #close} commits it.
 *
 * <p>After a failure the appender takes no more rows: in autocommit {@link #close} then drops all
 * of them; in a transaction some rows of the failed call may be there, so roll it back.
 */
public final class CairnAppender implements AutoCloseable {
  /** Rows of a piece: as many as a row group of a store holds. */
  private static final int PIECE_ROWS = 1 << 17;

  private static final Pattern NAME =
      Pattern.compile(
          "(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*)"
              + "(\\.(\"([^\"]|\"\")+\"|[\\p{L}_][\\p{L}\\p{N}_$]*))*");

  private final CairnConnection connection;
  private final PreparedQuery insert;
  private final List<ResultColumn> columns;
  private final ParameterCell[] cells;
  private final boolean endsTransaction;
  private ParameterRows rows;
  private long flushedRows;
  private boolean failed;
  private boolean closed;

  private CairnAppender(
      CairnConnection connection,
      PreparedQuery insert,
      List<ResultColumn> columns,
      boolean endsTransaction) {
    this.connection = connection;
    this.insert = insert;
    this.columns = columns;
    this.endsTransaction = endsTransaction;
    this.rows = new ParameterRows(insert);
    this.cells = new ParameterCell[columns.size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = ParameterCell.of(insert.parameters().get(i), name(i));
    }
  }

  static CairnAppender open(CairnConnection connection, String table) throws SQLException {
    connection.checkOpen();
    if (!NAME.matcher(table).matches()) {
      throw SqlErrors.create(
          SqlState.SYNTAX_ERROR,
          "'"
              + table
              + "' is no name of a table; write it as in SQL, quoted where it needs quotes: plant.parts,"
              + " \"sensors/2024\".readings");
    }
    List<ResultColumn> columns = connection.prepare("SELECT * FROM " + table).columns();
    StringJoiner values = new StringJoiner(", ", "INSERT INTO " + table + " VALUES (", ")");
    columns.forEach(column -> values.add("?"));
    PreparedQuery insert = connection.prepare(values.toString());
    boolean alone = connection.getAutoCommit() && !connection.session().inTransaction();
    return new CairnAppender(connection, insert, columns, alone);
  }

  private String name(int column) {
    return "column " + columns.get(column).label();
  }

  /** Columns of the table, in the order of {@link #append}'s arrays. */
  public int columnCount() {
    return columns.size();
  }

  /** Rows that were appended so far, flushed or not. */
  public long rowCount() {
    return flushedRows + rows.column(0).size();
  }

  /**
   * Adds rows.
   *
   * @param arrays one array a column of the table, in its order and all of one length; row {@code
   *     r} is entry {@code r} of each. {@code long[]}, {@code int[]}, {@code short[]}, {@code
   *     byte[]}, {@code double[]}, {@code float[]} and {@code boolean[]} hold numbers and truth
   *     values; {@code String[]}, {@code BigDecimal[]}, {@code byte[][]}, {@code LocalDate[]},
   *     {@code LocalTime[]}, {@code LocalDateTime[]}, {@code OffsetDateTime[]}, {@code Instant[]},
   *     {@code UUID[]} and any other {@code Object[]} hold what {@code PreparedStatement.setObject}
   *     takes, null for NULL. {@code int[]} for a DATE counts days since 1970-01-01; {@code long[]}
   *     for a TIMESTAMP microseconds since 1970-01-01 00:00:00 and for a TIME since midnight,
   *     nanoseconds where the type's precision is above 6. They are read during the call alone
   * @throws SQLException 22023 if there are more or fewer arrays than columns, or their lengths
   *     differ, and nothing was added then; 22003, 22008, 22001, 22P02 or 22018 if a value does not
   *     fit its column, 23502 for NULL where there is none, 23505 for a key that is there, each
   *     with the row, counted from 0 over all rows of this appender; 08003 if it is closed
   */
  public void append(Object... arrays) throws SQLException {
    append(null, arrays);
  }

  /**
   * Adds rows, some values of which are NULL.
   *
   * @param nulls one array a column, true where the value is NULL whatever the column's array holds
   *     there; absent for columns without such, and absent as a whole if no column has some
   * @param arrays as above
   * @throws SQLException as above
   */
  public void append(boolean @Nullable [] @Nullable [] nulls, Object... arrays)
      throws SQLException {
    checkUsable();
    int length = checkShape(nulls, arrays);
    int from = 0;
    while (from < length) {
      int to = (int) Math.min(length, from + (long) PIECE_ROWS - rows.column(0).size());
      for (int i = 0; i < arrays.length; i++) {
        append(i, arrays[i], nulls == null ? null : nulls[i], from, to);
      }
      from = to;
      if (rows.column(0).size() >= PIECE_ROWS) {
        flush();
      }
    }
  }

  private void append(int column, Object array, boolean @Nullable [] nulls, int from, int to)
      throws SQLException {
    ColumnBuilder builder = rows.column(column);
    try {
      ArrayColumn.append(cells[column], array, nulls, from, to, builder);
    } catch (SQLException e) {
      throw failed(SqlErrors.atRow(flushedRows + builder.size(), e));
    } catch (RuntimeException | OutOfMemoryError e) {
      throw failed(SqlErrors.of(e));
    }
  }

  private int checkShape(boolean @Nullable [] @Nullable [] nulls, Object[] arrays)
      throws SQLException {
    if (arrays.length != cells.length || (nulls != null && nulls.length != cells.length)) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "The table has "
              + cells.length
              + " columns, found "
              + arrays.length
              + " arrays of values"
              + (nulls == null ? "" : " and " + nulls.length + " of NULLs"));
    }
    int length = ArrayColumn.length(arrays[0], name(0));
    for (int i = 0; i < arrays.length; i++) {
      checkLength(i, "values", ArrayColumn.length(arrays[i], name(i)), length);
      boolean[] absent = nulls == null ? null : nulls[i];
      if (absent != null) {
        checkLength(i, "NULLs", absent.length, length);
      }
    }
    return length;
  }

  private void checkLength(int column, String what, int found, int expected) throws SQLException {
    if (found != expected) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "The array of "
              + what
              + " for "
              + name(column)
              + " has "
              + found
              + " entries, "
              + name(0)
              + " has "
              + expected);
    }
  }

  private void checkUsable() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("appender");
    }
    if (failed) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "The appender failed before and takes no more rows; close it"
              + (endsTransaction ? ", which drops its rows" : " and roll the transaction back"));
    }
    connection.checkOpen();
  }

  private SQLException failed(SQLException failure) {
    failed = true;
    rows = new ParameterRows(insert);
    return failure;
  }

  /**
   * Sends the collected rows to the table; the connection's statements see them then.
   *
   * @throws SQLException as {@link #append} does
   */
  public void flush() throws SQLException {
    checkUsable();
    int size = rows.column(0).size();
    if (size == 0) {
      return;
    }
    try {
      if (endsTransaction && !connection.session().inTransaction()) {
        connection.begin();
      }
      connection.executeBatch(insert, rows, new QueryControl(0));
      flushedRows += size;
      rows.clear();
    } catch (SQLException | RuntimeException | Error e) {
      SQLException failure = SqlErrors.of(e);
      long row = SqlErrors.row(failure);
      throw failed(row < 0 ? failure : SqlErrors.atRow(flushedRows + row, failure));
    }
  }

  /**
   * Sends the collected rows to the table and, in autocommit, commits them; after a failure it
   * drops them there. Closing again does nothing.
   *
   * @throws SQLException as {@link #append} does, and 40001 if the commit conflicts with another
   */
  @Override
  public void close() throws SQLException {
    if (closed) {
      return;
    }
    try {
      if (!failed) {
        flush();
      }
    } finally {
      closed = true;
      if (endsTransaction && !connection.isClosed() && connection.session().inTransaction()) {
        if (failed) {
          connection.rollback();
        } else {
          connection.commit();
        }
      }
    }
  }
}
