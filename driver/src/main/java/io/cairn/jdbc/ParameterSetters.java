package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.jdbc.value.ParameterCell;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * The setters of a prepared statement: each ends in a {@link ParameterCell}. The statement's own
 * types decide what a value becomes, so target types that a caller names are not needed.
 */
abstract class ParameterSetters extends CairnStatement implements PreparedStatement {
  private static final long TO_THE_END = -1;

  ParameterSetters(CairnConnection owner, int type, int concurrency, int holdability) {
    super(owner, type, concurrency, holdability);
  }

  /**
   * The parameter at a position, from 1.
   *
   * @throws SQLException 07009 if there is none, 08003 if the statement is closed
   */
  abstract ParameterCell parameter(int parameterIndex) throws SQLException;

  /**
   * Sets a parameter.
   *
   * @param zone whose fields a date or time shows; null for the virtual machine's
   */
  private void set(int parameterIndex, @Nullable Object value, @Nullable Calendar zone)
      throws SQLException {
    parameter(parameterIndex).set(value, zone);
  }

  @Override
  public void setNull(int parameterIndex, int sqlType) throws SQLException {
    parameter(parameterIndex).setNull();
  }

  @Override
  public void setNull(int parameterIndex, int sqlType, @Nullable String typeName)
      throws SQLException {
    parameter(parameterIndex).setNull();
  }

  @Override
  public void setBoolean(int parameterIndex, boolean value) throws SQLException {
    parameter(parameterIndex).setBoolean(value);
  }

  @Override
  public void setByte(int parameterIndex, byte value) throws SQLException {
    parameter(parameterIndex).setLong(value);
  }

  @Override
  public void setShort(int parameterIndex, short value) throws SQLException {
    parameter(parameterIndex).setLong(value);
  }

  @Override
  public void setInt(int parameterIndex, int value) throws SQLException {
    parameter(parameterIndex).setLong(value);
  }

  @Override
  public void setLong(int parameterIndex, long value) throws SQLException {
    parameter(parameterIndex).setLong(value);
  }

  @Override
  public void setFloat(int parameterIndex, float value) throws SQLException {
    parameter(parameterIndex).setFloat(value);
  }

  @Override
  public void setDouble(int parameterIndex, double value) throws SQLException {
    parameter(parameterIndex).setDouble(value);
  }

  @Override
  public void setBigDecimal(int parameterIndex, @Nullable BigDecimal value) throws SQLException {
    parameter(parameterIndex).setDecimal(value);
  }

  @Override
  public void setString(int parameterIndex, @Nullable String value) throws SQLException {
    parameter(parameterIndex).setText(value);
  }

  @Override
  public void setNString(int parameterIndex, @Nullable String value) throws SQLException {
    parameter(parameterIndex).setText(value);
  }

  @Override
  public void setBytes(int parameterIndex, byte @Nullable [] value) throws SQLException {
    set(parameterIndex, value == null ? null : value.clone(), null);
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date value) throws SQLException {
    parameter(parameterIndex).setDate(value);
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time value) throws SQLException {
    set(parameterIndex, value, null);
  }

  @Override
  public void setTimestamp(int parameterIndex, @Nullable Timestamp value) throws SQLException {
    parameter(parameterIndex).setTimestamp(value);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable Blob value) throws SQLException {
    set(parameterIndex, value, null);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Clob value) throws SQLException {
    set(parameterIndex, value, null);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable NClob value) throws SQLException {
    set(parameterIndex, value, null);
  }

  @Override
  public void setArray(int parameterIndex, @Nullable Array value) throws SQLException {
    set(parameterIndex, value, null);
  }

  @Override
  public void setURL(int parameterIndex, @Nullable URL value) throws SQLException {
    set(parameterIndex, value == null ? null : value.toString(), null);
  }

  @Override
  public void setDate(int parameterIndex, @Nullable Date value, @Nullable Calendar zone)
      throws SQLException {
    set(parameterIndex, value, zone);
  }

  @Override
  public void setTime(int parameterIndex, @Nullable Time value, @Nullable Calendar zone)
      throws SQLException {
    set(parameterIndex, value, zone);
  }

  @Override
  public void setTimestamp(int parameterIndex, @Nullable Timestamp value, @Nullable Calendar zone)
      throws SQLException {
    set(parameterIndex, value, zone);
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value) throws SQLException {
    set(parameterIndex, value instanceof byte[] bytes ? bytes.clone() : value, null);
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value, int targetSqlType)
      throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setObject(
      int parameterIndex, @Nullable Object value, int targetSqlType, int scaleOrLength)
      throws SQLException {
    setObject(parameterIndex, value, scaleOrLength, isNumeric(targetSqlType));
  }

  @Override
  public void setObject(int parameterIndex, @Nullable Object value, @Nullable SQLType targetSqlType)
      throws SQLException {
    setObject(parameterIndex, value);
  }

  @Override
  public void setObject(
      int parameterIndex,
      @Nullable Object value,
      @Nullable SQLType targetSqlType,
      int scaleOrLength)
      throws SQLException {
    Integer code = targetSqlType == null ? null : targetSqlType.getVendorTypeNumber();
    setObject(parameterIndex, value, scaleOrLength, code != null && isNumeric(code));
  }

  private void setObject(
      int parameterIndex, @Nullable Object value, int scaleOrLength, boolean numeric)
      throws SQLException {
    if (value instanceof InputStream stream) {
      set(parameterIndex, bytes(stream, scaleOrLength), null);
    } else if (value instanceof Reader reader) {
      set(parameterIndex, text(reader, scaleOrLength), null);
    } else if (numeric && value instanceof BigDecimal decimal && scaleOrLength >= 0) {
      set(parameterIndex, decimal.setScale(scaleOrLength, RoundingMode.HALF_UP), null);
    } else {
      setObject(parameterIndex, value);
    }
  }

  private static boolean isNumeric(int sqlType) {
    return sqlType == Types.DECIMAL || sqlType == Types.NUMERIC;
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    set(parameterIndex, ascii(value, length), null);
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    set(parameterIndex, ascii(value, length), null);
  }

  @Override
  public void setAsciiStream(int parameterIndex, @Nullable InputStream value) throws SQLException {
    set(parameterIndex, ascii(value, TO_THE_END), null);
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    set(parameterIndex, bytes(value, length), null);
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    set(parameterIndex, bytes(value, length), null);
  }

  @Override
  public void setBinaryStream(int parameterIndex, @Nullable InputStream value) throws SQLException {
    set(parameterIndex, bytes(value, TO_THE_END), null);
  }

  @Deprecated
  @Override
  public void setUnicodeStream(int parameterIndex, @Nullable InputStream value, int length)
      throws SQLException {
    byte[] bytes = bytes(value, length);
    set(parameterIndex, bytes == null ? null : new String(bytes, StandardCharsets.UTF_8), null);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value, int length)
      throws SQLException {
    set(parameterIndex, text(value, length), null);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    set(parameterIndex, text(value, length), null);
  }

  @Override
  public void setCharacterStream(int parameterIndex, @Nullable Reader value) throws SQLException {
    set(parameterIndex, text(value, TO_THE_END), null);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    set(parameterIndex, text(value, length), null);
  }

  @Override
  public void setNCharacterStream(int parameterIndex, @Nullable Reader value) throws SQLException {
    set(parameterIndex, text(value, TO_THE_END), null);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader value, long length) throws SQLException {
    set(parameterIndex, text(value, length), null);
  }

  @Override
  public void setClob(int parameterIndex, @Nullable Reader value) throws SQLException {
    set(parameterIndex, text(value, TO_THE_END), null);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader value, long length)
      throws SQLException {
    set(parameterIndex, text(value, length), null);
  }

  @Override
  public void setNClob(int parameterIndex, @Nullable Reader value) throws SQLException {
    set(parameterIndex, text(value, TO_THE_END), null);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream value, long length)
      throws SQLException {
    set(parameterIndex, bytes(value, length), null);
  }

  @Override
  public void setBlob(int parameterIndex, @Nullable InputStream value) throws SQLException {
    set(parameterIndex, bytes(value, TO_THE_END), null);
  }

  @Override
  public void setRef(int parameterIndex, @Nullable Ref value) throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported(
        "setRef: Cairn has no such values; references are paths, use setString");
  }

  @Override
  public void setRowId(int parameterIndex, @Nullable RowId value) throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported("setRowId: Cairn has no such values; use a key of the table");
  }

  @Override
  public void setSQLXML(int parameterIndex, @Nullable SQLXML value) throws SQLException {
    checkOpen();
    throw SqlErrors.unsupported("setSQLXML: Cairn has no such values; use setString");
  }

  private static byte @Nullable [] bytes(@Nullable InputStream stream, long length)
      throws SQLException {
    if (stream == null) {
      return null;
    }
    try {
      if (length == TO_THE_END) {
        return stream.readAllBytes();
      }
      byte[] bytes = stream.readNBytes(checkLength(length));
      if (bytes.length < length) {
        throw tooShort(bytes.length, length);
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static @Nullable String ascii(@Nullable InputStream stream, long length)
      throws SQLException {
    byte[] bytes = bytes(stream, length);
    return bytes == null ? null : new String(bytes, StandardCharsets.US_ASCII);
  }

  private static @Nullable String text(@Nullable Reader reader, long length) throws SQLException {
    if (reader == null) {
      return null;
    }
    try {
      StringBuilder text = new StringBuilder();
      char[] buffer = new char[8192];
      long wanted = length == TO_THE_END ? Long.MAX_VALUE : checkLength(length);
      while (text.length() < wanted) {
        int count = reader.read(buffer, 0, (int) Math.min(buffer.length, wanted - text.length()));
        if (count < 0) {
          break;
        }
        text.append(buffer, 0, count);
      }
      if (length != TO_THE_END && text.length() < length) {
        throw tooShort(text.length(), length);
      }
      return text.toString();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static int checkLength(long length) throws SQLException {
    if (length < 0 || length > Integer.MAX_VALUE - 8) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT, "The length " + length + " of a stream is out of range");
    }
    return (int) length;
  }

  private static SQLException tooShort(int found, long expected) {
    return SqlErrors.create(
        SqlState.INVALID_ARGUMENT,
        "A stream ends after " + found + " of the " + expected + " that its length promises");
  }

  private static SQLException unreadable(IOException e) {
    return SqlErrors.create(
        SqlState.IO_ERROR, "A parameter's stream cannot be read: " + e.getMessage(), e);
  }
}
