package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ColumnReader;
import io.cairn.jdbc.value.JavaValues;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.vector.Batch;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one execution, read where they lie: getters look into the vectors of the current
 * batch. A column that nobody reads is never decoded. One thread at a time; the statement may be
 * cancelled from any thread.
 */
final class CairnResultSet extends LabelledResultSet {
  private static final Meta.Signature SIGNATURE =
      Meta.Signature.create(
          List.of(), "", List.of(), Meta.CursorFactory.ARRAY, Meta.StatementType.SELECT);
  private static final int NO_ROW = -1;

  private final ResultShape shape;
  private final ColumnReader[] readers;
  private final QueryControl control;
  private final long maxRows;
  private @Nullable Warnings warnings;

  /** Null once the last batch was read, or the result was closed. */
  private volatile @Nullable BatchCursor batches;

  private @Nullable Batch batch;
  private int @Nullable [] selection;
  private int selectedCount;

  /** Among the selected rows of the batch. */
  private int position = NO_ROW;

  /** Of the current row in the lanes; {@link #NO_ROW} before the first row and after the last. */
  private int row = NO_ROW;

  private long rowNumber;
  private boolean afterLast;
  private boolean wasNull;
  private volatile boolean closed;

  /**
   * @param maxRows rows after which the result ends; 0 for all
   */
  CairnResultSet(
      CairnStatement statement,
      ResultShape shape,
      BatchCursor batches,
      QueryControl control,
      long maxRows)
      throws SQLException {
    super(statement, SIGNATURE, shape.metaData(), TimeZone.getDefault());
    this.shape = shape;
    this.readers = shape.readers();
    this.batches = batches;
    this.control = control;
    this.maxRows = maxRows == 0 ? Long.MAX_VALUE : maxRows;
  }

  @Override
  public boolean next() throws SQLException {
    if (position + 1 >= selectedCount && !fetch()) {
      return false;
    }
    if (rowNumber >= maxRows) {
      end();
      return false;
    }
    position++;
    rowNumber++;
    row = selection == null ? position : selection[position];
    return true;
  }

  /** Makes the next batch the current one, before its first row; false at the end. */
  private boolean fetch() throws SQLException {
    checkOpen();
    BatchCursor open = batches;
    if (open == null) {
      end();
      return false;
    }
    row = NO_ROW;
    position = NO_ROW;
    selectedCount = 0;
    Batch next;
    control.resume();
    try {
      next = open.next();
    } catch (RuntimeException | Error e) {
      end();
      throw ended(e);
    } finally {
      control.pause();
    }
    if (next == null) {
      end();
      return false;
    }
    batch = next;
    selection = next.selection();
    selectedCount = next.selectedCount();
    for (ColumnReader reader : readers) {
      reader.detach();
    }
    return true;
  }

  private void end() {
    afterLast = true;
    row = NO_ROW;
    position = NO_ROW;
    selectedCount = 0;
    batch = null;
    closeCursor();
  }

  /** An error of closing is not the user's: every row that was asked for is there already. */
  private void closeCursor() {
    BatchCursor open = batches;
    batches = null;
    if (open != null) {
      try {
        open.close();
      } catch (RuntimeException e) {
        warn("Closing the statement's work failed: " + e.getMessage());
      }
    }
  }

  private void warn(String message) {
    if (warnings == null) {
      warnings = new Warnings();
    }
    warnings.add(message);
  }

  private ColumnReader reader(int columnIndex) throws SQLException {
    if (row < 0 || columnIndex < 1 || columnIndex > readers.length) {
      throw misuse(columnIndex);
    }
    ColumnReader reader = readers[columnIndex - 1];
    if (!reader.isAttached()) {
      attach(reader, columnIndex - 1);
    }
    return reader;
  }

  /** While another thread ends the statement and takes its state down, reading may fail anyhow. */
  private SQLException ended(Throwable failure) {
    boolean says = failure instanceof QueryException || failure instanceof StorageException;
    return control.isCancelled() && !says
        ? SqlErrors.create(SqlState.CANCELLED, "The statement was cancelled", failure)
        : SqlErrors.of(failure, !control.isCancelled());
  }

  private void attach(ColumnReader reader, int ordinal) throws SQLException {
    Batch current = batch;
    if (current == null) {
      throw misuse(ordinal + 1);
    }
    control.resume();
    try {
      reader.attach(current.column(ordinal));
    } catch (RuntimeException | Error e) {
      throw ended(e);
    } finally {
      control.pause();
    }
  }

  private SQLException misuse(int columnIndex) throws SQLException {
    checkOpen();
    if (columnIndex < 1 || columnIndex > readers.length) {
      return SqlErrors.create(
          SqlState.INVALID_INDEX,
          "There is no column " + columnIndex + "; the result has " + readers.length);
    }
    return SqlErrors.create(
        SqlState.INVALID_CURSOR_STATE,
        afterLast
            ? "The result is behind its last row"
            : "The result is before its first row; call next() first");
  }

  private boolean isNull(ColumnReader reader) {
    wasNull = reader.isNull(row);
    return wasNull;
  }

  @Override
  protected void checkOpen() throws SQLException {
    if (closed) {
      throw SqlErrors.closed("result set");
    }
  }

  @Override
  public boolean isClosed() {
    return closed;
  }

  /** Ends the statement's work, and the statement itself if it closes on completion. */
  @Override
  public void close() {
    if (!closed) {
      closeRows();
      super.close();
    }
  }

  /** Ends the statement's work, as before its next execution. */
  void closeRows() {
    closed = true;
    row = NO_ROW;
    position = NO_ROW;
    selectedCount = 0;
    closeCursor();
  }

  @Override
  public boolean wasNull() throws SQLException {
    checkOpen();
    return wasNull;
  }

  @Override
  public int findColumn(@Nullable String columnLabel) throws SQLException {
    checkOpen();
    return shape.find(columnLabel);
  }

  @Override
  public int getInt(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : reader.getInt(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public long getLong(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : reader.getLong(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public double getDouble(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : reader.getDouble(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public float getFloat(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : reader.getFloat(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public boolean getBoolean(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return !isNull(reader) && reader.getBoolean(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public byte getByte(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : JavaValues.byteValue(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public short getShort(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? 0 : JavaValues.shortValue(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable String getString(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : reader.getString(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : reader.getBigDecimal(row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Deprecated
  @Override
  public @Nullable BigDecimal getBigDecimal(int columnIndex, int scale) throws SQLException {
    BigDecimal value = getBigDecimal(columnIndex);
    if (scale < 0) {
      throw SqlErrors.create(SqlState.INVALID_ARGUMENT, "The scale " + scale + " is negative");
    }
    return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
  }

  @Override
  public byte @Nullable [] getBytes(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.bytes(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Date getDate(int columnIndex) throws SQLException {
    return getDate(columnIndex, null);
  }

  @Override
  public @Nullable Date getDate(int columnIndex, @Nullable Calendar zone) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.date(reader, row, zone);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Time getTime(int columnIndex) throws SQLException {
    return getTime(columnIndex, null);
  }

  @Override
  public @Nullable Time getTime(int columnIndex, @Nullable Calendar zone) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.time(reader, row, zone);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex) throws SQLException {
    return getTimestamp(columnIndex, null);
  }

  @Override
  public @Nullable Timestamp getTimestamp(int columnIndex, @Nullable Calendar zone)
      throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.timestamp(reader, row, zone);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Object getObject(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.object(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  /** The map is of no use: no type here has a Java class of the user's. */
  @Override
  public @Nullable Object getObject(int columnIndex, @Nullable Map<String, Class<?>> map)
      throws SQLException {
    return getObject(columnIndex);
  }

  @Override
  public <T> @Nullable T getObject(int columnIndex, Class<T> type) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.as(type, reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Array getArray(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.array(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Blob getBlob(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.blob(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable NClob getNClob(int columnIndex) throws SQLException {
    ColumnReader reader = reader(columnIndex);
    try {
      return isNull(reader) ? null : JavaValues.clob(reader, row);
    } catch (RuntimeException e) {
      throw ended(e);
    }
  }

  @Override
  public @Nullable Clob getClob(int columnIndex) throws SQLException {
    return getNClob(columnIndex);
  }

  @Override
  public @Nullable String getNString(int columnIndex) throws SQLException {
    return getString(columnIndex);
  }

  @Override
  public @Nullable Reader getCharacterStream(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new StringReader(text);
  }

  @Override
  public @Nullable Reader getNCharacterStream(int columnIndex) throws SQLException {
    return getCharacterStream(columnIndex);
  }

  @Override
  public @Nullable InputStream getBinaryStream(int columnIndex) throws SQLException {
    byte[] bytes = getBytes(columnIndex);
    return bytes == null ? null : new ByteArrayInputStream(bytes);
  }

  @Override
  public @Nullable InputStream getAsciiStream(int columnIndex) throws SQLException {
    return stream(columnIndex, StandardCharsets.US_ASCII);
  }

  @Deprecated
  @Override
  public @Nullable InputStream getUnicodeStream(int columnIndex) throws SQLException {
    return stream(columnIndex, StandardCharsets.UTF_16BE);
  }

  private @Nullable InputStream stream(int columnIndex, Charset charset) throws SQLException {
    String text = getString(columnIndex);
    return text == null ? null : new ByteArrayInputStream(text.getBytes(charset));
  }

  @Override
  public @Nullable URL getURL(int columnIndex) throws SQLException {
    String text = getString(columnIndex);
    try {
      return text == null ? null : new URL(text);
    } catch (MalformedURLException e) {
      throw SqlErrors.create(
          SqlState.INVALID_TEXT, "'" + text + "' is no text of a URL: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable Ref getRef(int columnIndex) throws SQLException {
    reader(columnIndex);
    throw SqlErrors.unsupported("Cairn has no REF values; references are paths, use getString");
  }

  @Override
  public @Nullable RowId getRowId(int columnIndex) throws SQLException {
    reader(columnIndex);
    throw SqlErrors.unsupported("Cairn has no ROWID values; use a key of the table");
  }

  @Override
  public @Nullable SQLXML getSQLXML(int columnIndex) throws SQLException {
    reader(columnIndex);
    throw SqlErrors.unsupported("Cairn has no XML values; use getString");
  }

  @Override
  public boolean isBeforeFirst() throws SQLException {
    checkOpen();
    return rowNumber == 0 && !afterLast && (selectedCount > 0 || fetch() || unread());
  }

  /** Looking for a first row has found none, but the result was never read. */
  private boolean unread() {
    afterLast = false;
    return false;
  }

  @Override
  public boolean isFirst() throws SQLException {
    checkOpen();
    return row >= 0 && rowNumber == 1;
  }

  @Override
  public boolean isLast() throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported("isLast: a result of TYPE_FORWARD_ONLY does not look ahead");
  }

  @Override
  public boolean isAfterLast() throws SQLException {
    checkOpen();
    return afterLast && rowNumber > 0;
  }

  @Override
  public int getRow() throws SQLException {
    checkOpen();
    return row < 0 ? 0 : (int) Math.min(rowNumber, Integer.MAX_VALUE);
  }

  @Override
  public void beforeFirst() throws SQLException {
    checkOpen();
    if (rowNumber > 0 || afterLast) {
      throw forwardOnly("beforeFirst");
    }
  }

  @Override
  public void afterLast() throws SQLException {
    throw forwardOnly("afterLast");
  }

  @Override
  public boolean first() throws SQLException {
    throw forwardOnly("first");
  }

  @Override
  public boolean last() throws SQLException {
    throw forwardOnly("last");
  }

  @Override
  public boolean absolute(int rowNumber) throws SQLException {
    throw forwardOnly("absolute");
  }

  @Override
  public boolean relative(int rows) throws SQLException {
    throw forwardOnly("relative");
  }

  @Override
  public boolean previous() throws SQLException {
    throw forwardOnly("previous");
  }

  @Override
  public void refreshRow() throws SQLException {
    throw forwardOnly("refreshRow");
  }

  private SQLException forwardOnly(String method) throws SQLException {
    checkOpen();
    return SqlErrors.unsupported(method + ": results are of TYPE_FORWARD_ONLY; use next()");
  }

  @Override
  public void setFetchDirection(int direction) throws SQLException {
    checkOpen();
    CairnStatement.checkFetchDirection(direction);
  }

  @Override
  public int getFetchDirection() throws SQLException {
    checkOpen();
    return FETCH_FORWARD;
  }

  @Override
  public void setFetchSize(int rows) throws SQLException {
    checkOpen();
    CairnStatement.checkFetchSize(rows);
    super.setFetchSize(rows);
  }

  @Override
  public String getCursorName() throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported("getCursorName: results have no names and no positioned updates");
  }

  @Override
  public ResultSetMetaData getMetaData() throws SQLException {
    checkOpen();
    return shape.metaData();
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return warnings == null ? null : warnings.first();
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    warnings = null;
  }

  @Override
  public <T> T unwrap(@Nullable Class<T> iface) throws SQLException {
    return Wrappers.unwrap(this, iface);
  }

  @Override
  public boolean isWrapperFor(@Nullable Class<?> iface) {
    return Wrappers.isWrapper(this, iface);
  }
}
