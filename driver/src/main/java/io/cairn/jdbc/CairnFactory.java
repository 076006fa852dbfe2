package io.cairn.jdbc;

import java.sql.ResultSetMetaData;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.calcite.avatica.AvaticaConnection;
import org.apache.calcite.avatica.AvaticaFactory;
import org.apache.calcite.avatica.AvaticaPreparedStatement;
import org.apache.calcite.avatica.AvaticaResultSet;
import org.apache.calcite.avatica.AvaticaSpecificDatabaseMetaData;
import org.apache.calcite.avatica.AvaticaStatement;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.UnregisteredDriver;

/**
 * Makes the objects that Avatica asks for. Those with a plan or rows behind them are made by {@link
 * CairnConnection} and {@link CairnStatement}, which have the plan and the rows at hand.
 */
final class CairnFactory implements AvaticaFactory {
  static final int JDBC_MAJOR_VERSION = 4;
  static final int JDBC_MINOR_VERSION = 3;

  @Override
  public int getJdbcMajorVersion() {
    return JDBC_MAJOR_VERSION;
  }

  @Override
  public int getJdbcMinorVersion() {
    return JDBC_MINOR_VERSION;
  }

  @Override
  public AvaticaConnection newConnection(
      UnregisteredDriver driver, AvaticaFactory factory, String url, Properties info) {
    throw new AssertionError("CairnDriver opens its connections itself");
  }

  @Override
  public AvaticaStatement newStatement(
      AvaticaConnection connection,
      Meta.StatementHandle handle,
      int resultSetType,
      int resultSetConcurrency,
      int resultSetHoldability) {
    return new CairnStatement(
        (CairnConnection) connection, resultSetType, resultSetConcurrency, resultSetHoldability);
  }

  @Override
  public AvaticaPreparedStatement newPreparedStatement(
      AvaticaConnection connection,
      Meta.StatementHandle handle,
      Meta.Signature signature,
      int resultSetType,
      int resultSetConcurrency,
      int resultSetHoldability) {
    throw new AssertionError("CairnConnection makes its prepared statements itself");
  }

  @Override
  public AvaticaResultSet newResultSet(
      AvaticaStatement statement,
      QueryState state,
      Meta.Signature signature,
      TimeZone timeZone,
      Meta.Frame firstFrame) {
    throw new AssertionError("CairnStatement makes its results itself");
  }

  @Override
  public AvaticaSpecificDatabaseMetaData newDatabaseMetaData(AvaticaConnection connection) {
    return new CairnDatabaseMetaData((CairnConnection) connection);
  }

  @Override
  public ResultSetMetaData newResultSetMetaData(
      AvaticaStatement statement, Meta.Signature signature) {
    throw new AssertionError("CairnStatement makes its results itself");
  }
}
