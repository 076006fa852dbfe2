package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Ref;
import java.sql.ResultSetMetaData;
import java.sql.RowId;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A result whose rows cannot be changed through it: every updating method is 0A000. */
abstract class ReadOnlyResultSet extends AvaticaResultSet {
  ReadOnlyResultSet(
      AvaticaStatement statement,
      Meta.Signature signature,
      ResultSetMetaData metaData,
      TimeZone timeZone)
      throws SQLException {
    super(statement, null, signature, metaData, timeZone, null);
  }

  @Override
  public void updateNull(int columnIndex) throws SQLException {
    throw readOnly("updateNull");
  }

  @Override
  public void updateNull(String columnLabel) throws SQLException {
    throw readOnly("updateNull");
  }

  @Override
  public void updateBoolean(int columnIndex, boolean value) throws SQLException {
    throw readOnly("updateBoolean");
  }

  @Override
  public void updateBoolean(String columnLabel, boolean value) throws SQLException {
    throw readOnly("updateBoolean");
  }

  @Override
  public void updateByte(int columnIndex, byte value) throws SQLException {
    throw readOnly("updateByte");
  }

  @Override
  public void updateByte(String columnLabel, byte value) throws SQLException {
    throw readOnly("updateByte");
  }

  @Override
  public void updateShort(int columnIndex, short value) throws SQLException {
    throw readOnly("updateShort");
  }

  @Override
  public void updateShort(String columnLabel, short value) throws SQLException {
    throw readOnly("updateShort");
  }

  @Override
  public void updateInt(int columnIndex, int value) throws SQLException {
    throw readOnly("updateInt");
  }

  @Override
  public void updateInt(String columnLabel, int value) throws SQLException {
    throw readOnly("updateInt");
  }

  @Override
  public void updateLong(int columnIndex, long value) throws SQLException {
    throw readOnly("updateLong");
  }

  @Override
  public void updateLong(String columnLabel, long value) throws SQLException {
    throw readOnly("updateLong");
  }

  @Override
  public void updateFloat(int columnIndex, float value) throws SQLException {
    throw readOnly("updateFloat");
  }

  @Override
  public void updateFloat(String columnLabel, float value) throws SQLException {
    throw readOnly("updateFloat");
  }

  @Override
  public void updateDouble(int columnIndex, double value) throws SQLException {
    throw readOnly("updateDouble");
  }

  @Override
  public void updateDouble(String columnLabel, double value) throws SQLException {
    throw readOnly("updateDouble");
  }

  @Override
  public void updateBigDecimal(int columnIndex, @Nullable BigDecimal value) throws SQLException {
    throw readOnly("updateBigDecimal");
  }

  @Override
  public void updateBigDecimal(String columnLabel, @Nullable BigDecimal value) throws SQLException {
    throw readOnly("updateBigDecimal");
  }

  @Override
  public void updateString(int columnIndex, @Nullable String value) throws SQLException {
    throw readOnly("updateString");
  }

  @Override
  public void updateString(String columnLabel, @Nullable String value) throws SQLException {
    throw readOnly("updateString");
  }

  @Override
  public void updateBytes(int columnIndex, byte @Nullable [] value) throws SQLException {
    throw readOnly("updateBytes");
  }

  @Override
  public void updateBytes(String columnLabel, byte @Nullable [] value) throws SQLException {
    throw readOnly("updateBytes");
  }

  @Override
  public void updateDate(int columnIndex, @Nullable Date value) throws SQLException {
    throw readOnly("updateDate");
  }

  @Override
  public void updateDate(String columnLabel, @Nullable Date value) throws SQLException {
    throw readOnly("updateDate");
  }

  @Override
  public void updateTime(int columnIndex, @Nullable Time value) throws SQLException {
    throw readOnly("updateTime");
  }

  @Override
  public void updateTime(String columnLabel, @Nullable Time value) throws SQLException {
    throw readOnly("updateTime");
  }

  @Override
  public void updateTimestamp(int columnIndex, @Nullable Timestamp value) throws SQLException {
    throw readOnly("updateTimestamp");
  }

  @Override
  public void updateTimestamp(String columnLabel, @Nullable Timestamp value) throws SQLException {
    throw readOnly("updateTimestamp");
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value) throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value) throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateRef(int columnIndex, @Nullable Ref value) throws SQLException {
    throw readOnly("updateRef");
  }

  @Override
  public void updateRef(String columnLabel, @Nullable Ref value) throws SQLException {
    throw readOnly("updateRef");
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable Blob value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable Blob value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Clob value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Clob value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateArray(int columnIndex, @Nullable Array value) throws SQLException {
    throw readOnly("updateArray");
  }

  @Override
  public void updateArray(String columnLabel, @Nullable Array value) throws SQLException {
    throw readOnly("updateArray");
  }

  @Override
  public void updateRowId(int columnIndex, @Nullable RowId value) throws SQLException {
    throw readOnly("updateRowId");
  }

  @Override
  public void updateRowId(String columnLabel, @Nullable RowId value) throws SQLException {
    throw readOnly("updateRowId");
  }

  @Override
  public void updateNString(int columnIndex, @Nullable String value) throws SQLException {
    throw readOnly("updateNString");
  }

  @Override
  public void updateNString(String columnLabel, @Nullable String value) throws SQLException {
    throw readOnly("updateNString");
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable NClob value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable NClob value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void updateSQLXML(int columnIndex, @Nullable SQLXML value) throws SQLException {
    throw readOnly("updateSQLXML");
  }

  @Override
  public void updateSQLXML(String columnLabel, @Nullable SQLXML value) throws SQLException {
    throw readOnly("updateSQLXML");
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value, SQLType targetType)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(String columnLabel, @Nullable Object value, SQLType targetType)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(int columnIndex, @Nullable Object value, SQLType targetType, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateObject(
      String columnLabel, @Nullable Object value, SQLType targetType, int length)
      throws SQLException {
    throw readOnly("updateObject");
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(int columnIndex, @Nullable InputStream value) throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateAsciiStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateAsciiStream");
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value, int length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(int columnIndex, @Nullable InputStream value) throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateBinaryStream(String columnLabel, @Nullable InputStream value)
      throws SQLException {
    throw readOnly("updateBinaryStream");
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value, int length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateCharacterStream");
  }

  @Override
  public void updateNCharacterStream(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable InputStream value, long length)
      throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Reader value, long length) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable Reader value, long length)
      throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void updateNCharacterStream(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public void updateNCharacterStream(String columnLabel, @Nullable Reader value)
      throws SQLException {
    throw readOnly("updateNCharacterStream");
  }

  @Override
  public void updateBlob(int columnIndex, @Nullable InputStream value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateBlob(String columnLabel, @Nullable InputStream value) throws SQLException {
    throw readOnly("updateBlob");
  }

  @Override
  public void updateClob(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateClob(String columnLabel, @Nullable Reader value) throws SQLException {
    throw readOnly("updateClob");
  }

  @Override
  public void updateNClob(int columnIndex, @Nullable Reader value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void updateNClob(String columnLabel, @Nullable Reader value) throws SQLException {
    throw readOnly("updateNClob");
  }

  @Override
  public void insertRow() throws SQLException {
    throw readOnly("insertRow");
  }

  @Override
  public void updateRow() throws SQLException {
    throw readOnly("updateRow");
  }

  @Override
  public void deleteRow() throws SQLException {
    throw readOnly("deleteRow");
  }

  @Override
  public void cancelRowUpdates() throws SQLException {
    throw readOnly("cancelRowUpdates");
  }

  @Override
  public void moveToInsertRow() throws SQLException {
    throw readOnly("moveToInsertRow");
  }

  @Override
  public void moveToCurrentRow() throws SQLException {
    throw readOnly("moveToCurrentRow");
  }

  private SQLException readOnly(String method) throws SQLException {
    checkOpen();
    return SqlErrors.unsupported(
        method + ": results are read only (CONCUR_READ_ONLY); use INSERT, UPDATE or DELETE");
  }
}
