package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.planner.Session;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Executor;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CairnConnectionTest {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:cairn:");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private static String stateOf(ThrowingCallable call) {
    SQLException error = catchThrowableOfType(SQLException.class, call);
    assertThat((Throwable) error).isNotNull();
    return error.getSQLState();
  }

  @Test
  void startsWithTheDefaultsOfTheSpecification() throws SQLException {
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(connection.isReadOnly()).isFalse();
    assertThat(connection.getCatalog()).isEqualTo("memory");
    assertThat(connection.getSchema()).isEqualTo("main");
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
    assertThat((Throwable) connection.getWarnings()).isNull();
    assertThat(connection.getTypeMap()).isEmpty();
    assertThat(connection.getClientInfo()).isEmpty();
    assertThat(connection.getNetworkTimeout()).isZero();
    assertThat(connection.isValid(1)).isTrue();
    assertThat(connection.isClosed()).isFalse();
  }

  @Test
  void meetsOtherIsolationLevelsWithAWarning() throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    assertThat((Throwable) connection.getWarnings()).isNull();
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    assertThat((Throwable) connection.getWarnings()).hasMessageContaining("REPEATABLE_READ");
    connection.clearWarnings();
    assertThat((Throwable) connection.getWarnings()).isNull();
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertThat((Throwable) connection.getWarnings()).hasMessageContaining("SERIALIZABLE");
    assertThat(connection.getTransactionIsolation())
        .isEqualTo(Connection.TRANSACTION_REPEATABLE_READ);
    assertThat(stateOf(() -> connection.setTransactionIsolation(Connection.TRANSACTION_NONE)))
        .isEqualTo("22023");
  }

  @Test
  void endsTransactionsOnlyWhereThereAreSome() throws SQLException {
    assertThat(stateOf(connection::commit)).isEqualTo("25P01");
    assertThat(stateOf(connection::rollback)).isEqualTo("25P01");
    connection.setAutoCommit(false);
    assertThat(connection.getAutoCommit()).isFalse();
    connection.commit();
    connection.rollback();
    connection.unwrap(Session.class).begin();
    assertThat(stateOf(() -> connection.setReadOnly(true))).isEqualTo("25001");
    connection.setAutoCommit(true);
    assertThat(connection.unwrap(Session.class).inTransaction()).isFalse();
    connection.setReadOnly(true);
    assertThat(connection.isReadOnly()).isTrue();
  }

  @Test
  void refusesWhatItHasNotByName() {
    assertThat(stateOf(connection::setSavepoint)).isEqualTo("0A000");
    assertThat(stateOf(() -> connection.prepareCall("{call f()}"))).isEqualTo("0A000");
    assertThat(stateOf(connection::createSQLXML)).isEqualTo("0A000");
    assertThat(stateOf(() -> connection.setTypeMap(Map.of("a", String.class)))).isEqualTo("0A000");
    assertThat(stateOf(() -> connection.setCatalog("other"))).isEqualTo("3D000");
    assertThat(stateOf(() -> connection.setSchema("no such group"))).isEqualTo("3F000");
    assertThat(stateOf(() -> connection.setHoldability(7))).isEqualTo("22023");
    assertThat(stateOf(() -> connection.createStatement(7, ResultSet.CONCUR_READ_ONLY)))
        .isEqualTo("22023");
    assertThat(stateOf(() -> connection.isValid(-1))).isEqualTo("22023");
    assertThat(stateOf(() -> connection.abort(null))).isEqualTo("22023");
    assertThat(stateOf(() -> connection.unwrap(Thread.class))).isEqualTo("22023");
  }

  @Test
  void downgradesScrollingAndUpdatableResultsWithAWarning() throws SQLException {
    try (Statement statement =
        connection.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
      assertThat((Throwable) statement.getWarnings()).hasMessageContaining("FORWARD_ONLY");
      assertThat(statement.getResultSetType()).isEqualTo(ResultSet.TYPE_FORWARD_ONLY);
      assertThat(statement.getResultSetConcurrency()).isEqualTo(ResultSet.CONCUR_READ_ONLY);
    }
  }

  @Test
  void keepsClientInfoAndTimeouts() throws SQLException {
    connection.setClientInfo("ApplicationName", "test");
    assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("test");
    Properties properties = new Properties();
    properties.setProperty("ClientUser", "me");
    connection.setClientInfo(properties);
    assertThat(connection.getClientInfo()).isEqualTo(properties);
    connection.setNetworkTimeout(Runnable::run, 500);
    assertThat(connection.getNetworkTimeout()).isEqualTo(500);
  }

  @Test
  void makesTheObjectsOfTheSpecification() throws SQLException {
    assertThat(connection.createBlob().length()).isZero();
    assertThat(connection.createClob().length()).isZero();
    assertThat(connection.createNClob().length()).isZero();
    assertThat((Object[]) connection.createArrayOf("INTEGER", new Object[] {1, "2"}).getArray())
        .containsExactly(1, 2);
    assertThat(connection.createStruct("ROW", new Object[] {1}).getAttributes()).containsExactly(1);
    assertThat(connection.nativeSQL("{fn ucase('a')}")).isEqualTo("UPPER('a')");
    assertThat(connection.unwrap(CairnConnection.class)).isSameAs(connection);
    assertThat(connection.isWrapperFor(Session.class)).isTrue();
  }

  @Test
  void holdsStatementsOnlyWhileTheyAreOpen() throws SQLException {
    CairnConnection cairn = connection.unwrap(CairnConnection.class);
    for (int i = 0; i < 1000; i++) {
      connection.createStatement().close();
      try (ResultSet types = connection.getMetaData().getTypeInfo()) {
        assertThat(types.next()).isTrue();
      }
    }
    assertThat(cairn.statementMap).isEmpty();
  }

  @Test
  void closesItsStatementsAndResults() throws SQLException {
    Statement statement = connection.createStatement();
    ResultSet types = connection.getMetaData().getTypeInfo();
    connection.close();
    connection.close();
    assertThat(connection.isClosed()).isTrue();
    assertThat(statement.isClosed()).isTrue();
    assertThat(types.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
    assertThat(stateOf(types::next)).isEqualTo("08003");
  }

  @Test
  void abortsAtOnceAndCleansUpInTheExecutor() throws SQLException {
    Statement statement = connection.createStatement();
    Runnable[] cleanUp = new Runnable[1];
    Executor executor = task -> cleanUp[0] = task;
    connection.abort(executor);
    assertThat(connection.isClosed()).isTrue();
    assertThat(stateOf(() -> statement.setMaxRows(1))).isEqualTo("08003");
    cleanUp[0].run();
    assertThat(statement.isClosed()).isTrue();
  }

  @Test
  void refusesAnythingAfterItIsClosed() throws Exception {
    Statement statement = connection.createStatement();
    PreparedStatement prepared = connection.prepareStatement("SELECT 1");
    ResultSet rows = connection.getMetaData().getTypeInfo();
    connection.close();
    Set<String> allowed =
        Set.of(
            "close",
            "isClosed",
            "isValid",
            "abort",
            "unwrap",
            "isWrapperFor",
            "beginRequest",
            "endRequest",
            "closeOnCompletion",
            "isSimpleIdentifier",
            "enquoteIdentifier",
            "enquoteLiteral",
            "enquoteNCharLiteral");
    assertClosed(Connection.class, connection, allowed);
    assertClosed(Statement.class, statement, allowed);
    assertClosed(PreparedStatement.class, prepared, allowed);
    assertClosed(ResultSet.class, rows, allowed);
  }

  private static void assertClosed(Class<?> type, Object object, Set<String> allowed)
      throws Exception {
    for (Method method : type.getMethods()) {
      if (allowed.contains(method.getName())
          || method.getReturnType() == CallableStatement.class
          || java.lang.reflect.Modifier.isStatic(method.getModifiers())) {
        continue;
      }
      try {
        method.invoke(object, arguments(method));
        throw new AssertionError(method + " did not fail");
      } catch (InvocationTargetException e) {
        Throwable cause = Objects.requireNonNull(e.getCause());
        assertThat(cause).as(method.toString()).isInstanceOf(SQLException.class);
        String state = ((SQLException) cause).getSQLState();
        assertThat(state).as(method.toString()).isNotNull();
        if (!(cause instanceof SQLFeatureNotSupportedException)) {
          assertThat(state).as(method.toString()).isIn("08003", "22023");
        }
      }
    }
  }

  @Test
  void throwsNothingButSqlExceptionsWhateverItIsGiven() throws Exception {
    List<String> escaped = new ArrayList<>();
    for (Class<?> type :
        new Class<?>[] {
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          ResultSet.class,
          ResultSetMetaData.class,
          ParameterMetaData.class,
          DatabaseMetaData.class
        }) {
      for (Method method : type.getMethods()) {
        if (java.lang.reflect.Modifier.isStatic(method.getModifiers())
            || method.getName().startsWith("enquote")
            || method.getName().equals("isSimpleIdentifier")) {
          continue;
        }
        try (Connection fresh = DriverManager.getConnection("jdbc:cairn:");
            PreparedStatement prepared = fresh.prepareStatement("SELECT 1");
            ResultSet rows = fresh.getMetaData().getTypeInfo()) {
          rows.next();
          Object object =
              type == Connection.class
                  ? fresh
                  : type == Statement.class
                      ? fresh.createStatement()
                      : type == ResultSet.class
                          ? rows
                          : type == ResultSetMetaData.class
                              ? rows.getMetaData()
                              : type == ParameterMetaData.class
                                  ? prepared.getParameterMetaData()
                                  : type == DatabaseMetaData.class ? fresh.getMetaData() : prepared;
          try {
            method.invoke(object, nothing(method));
          } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof SQLException error) || error.getSQLState() == null) {
              escaped.add(method + ": " + e.getCause());
            }
          }
        }
      }
    }
    assertThat(escaped).isEmpty();
  }

  /** Nulls and zeros. */
  private static @Nullable Object[] nothing(Method method) {
    @Nullable Object[] arguments = arguments(method);
    Class<?>[] types = method.getParameterTypes();
    for (int i = 0; i < types.length; i++) {
      if (types[i] == int.class) {
        arguments[i] = 0;
      } else if (!types[i].isPrimitive()) {
        arguments[i] = null;
      }
    }
    return arguments;
  }

  private static @Nullable Object[] arguments(Method method) {
    Class<?>[] types = method.getParameterTypes();
    @Nullable Object[] arguments = new @Nullable Object[types.length];
    for (int i = 0; i < types.length; i++) {
      Class<?> type = types[i];
      if (type == int.class) {
        arguments[i] = 1;
      } else if (type == long.class) {
        arguments[i] = 1L;
      } else if (type == boolean.class) {
        arguments[i] = true;
      } else if (type == String.class) {
        arguments[i] = "a";
      } else if (type == byte.class) {
        arguments[i] = (byte) 1;
      } else if (type == short.class) {
        arguments[i] = (short) 1;
      } else if (type == float.class) {
        arguments[i] = 1f;
      } else if (type == double.class) {
        arguments[i] = 1d;
      } else if (type == Class.class) {
        arguments[i] = String.class;
      } else if (type == Properties.class) {
        arguments[i] = new Properties();
      }
    }
    return arguments;
  }

  @Test
  void worksAsADataSource() throws SQLException {
    CairnDataSource source = new CairnDataSource();
    source.setThreads(2);
    source.setReadOnly(true);
    source.setQueryTimeout("3s");
    try (Connection made = source.getConnection("me", "secret");
        Statement statement = made.createStatement()) {
      assertThat(made.isReadOnly()).isTrue();
      assertThat(statement.getQueryTimeout()).isEqualTo(3);
      assertThat(made.getMetaData().getUserName()).isEqualTo("me");
    }
    source.setMemoryLimit("much");
    assertThat(stateOf(source::getConnection)).isEqualTo("08001");
    source.setMemoryLimit(null);
    source.setUrl("jdbc:other:");
    assertThat(stateOf(source::getConnection)).isEqualTo("08001");
    assertThat(source.isWrapperFor(CairnDataSource.class)).isTrue();
  }

  @Test
  void registersItselfAndDescribesItsOptions() throws SQLException {
    assertThat(DriverManager.getDriver("jdbc:cairn:")).isInstanceOf(CairnDriver.class);
    CairnDriver driver = new CairnDriver();
    assertThat(driver.connect("jdbc:other:", null)).isNull();
    assertThat(driver.jdbcCompliant()).isFalse();
    assertThatCode(
            () -> {
              java.sql.DriverPropertyInfo[] infos =
                  driver.getPropertyInfo("jdbc:cairn:;threads=2", new Properties());
              assertThat(infos).hasSize(Option.values().length);
              assertThat(infos)
                  .allSatisfy(info -> assertThat(info.description).endsWith("."))
                  .anySatisfy(
                      info -> {
                        assertThat(info.name).isEqualTo("durability");
                        assertThat(info.choices).containsExactly("full", "normal", "off");
                        assertThat(info.value).isEqualTo("full");
                      })
                  .anySatisfy(
                      info -> {
                        assertThat(info.name).isEqualTo("threads");
                        assertThat(info.value).isEqualTo("2");
                      });
            })
        .doesNotThrowAnyException();
  }
}
