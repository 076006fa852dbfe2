package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedStatementTest {
  @TempDir Path directory;
  private Connection connection;

  @BeforeEach
  void connect() throws Exception {
    connection = DriverManager.getConnection("jdbc:cairn:" + TourFile.in(directory));
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
  void describesItselfBeforeItRuns() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT name FROM stations WHERE id = ? AND latitude > ?")) {
      ParameterMetaData parameters = prepared.getParameterMetaData();
      assertThat(parameters.getParameterCount()).isEqualTo(2);
      assertThat(parameters.getParameterType(1)).isEqualTo(Types.INTEGER);
      assertThat(parameters.getParameterTypeName(2)).isEqualTo("DOUBLE");
      assertThat(parameters.getParameterClassName(2)).isEqualTo("java.lang.Double");
      assertThat(parameters.getParameterMode(1)).isEqualTo(ParameterMetaData.parameterModeIn);
      assertThat(stateOf(() -> parameters.getParameterType(3))).isEqualTo("07009");
      assertThat(prepared.getMetaData().getColumnLabel(1)).isEqualTo("name");
    }
    try (PreparedStatement prepared = connection.prepareStatement("BEGIN")) {
      assertThat(prepared.getMetaData()).isNull();
      assertThat(prepared.execute()).isFalse();
      connection.rollback();
    }
  }

  @Test
  void runsAgainWithOtherValues() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT name FROM stations WHERE id = ?")) {
      prepared.setInt(1, 1);
      ResultSet first = prepared.executeQuery();
      assertThat(first.next()).isTrue();
      assertThat(first.getString(1)).isEqualTo("Saddle Hut");
      prepared.setString(1, " 2 ");
      assertThat(first.isClosed()).isFalse();
      ResultSet second = prepared.executeQuery();
      assertThat(first.isClosed()).isTrue();
      assertThat(second.next()).isTrue();
      assertThat(second.getString(1)).isEqualTo("Crow Ridge");
      prepared.setNull(1, Types.INTEGER);
      assertThat(prepared.executeQuery().next()).isFalse();
      prepared.setObject(1, 3L);
      assertThat(prepared.executeQuery().next()).isTrue();
    }
  }

  @Test
  void wantsEveryParameterSet() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT 1 FROM stations WHERE id = ? AND latitude > ?")) {
      prepared.setInt(1, 1);
      SQLException error = catchThrowableOfType(SQLException.class, prepared::executeQuery);
      assertThat(error.getSQLState()).isEqualTo("07001");
      assertThat((Throwable) error).hasMessageContaining("parameter 2 (DOUBLE)");
      assertThat(stateOf(prepared::addBatch)).isEqualTo("07001");
      prepared.setDouble(2, 0);
      assertThat(prepared.executeQuery().next()).isTrue();
      prepared.clearParameters();
      assertThat(stateOf(prepared::executeQuery)).isEqualTo("07001");
      assertThat(stateOf(() -> prepared.setInt(0, 1))).isEqualTo("07009");
      assertThat(stateOf(() -> prepared.setInt(3, 1))).isEqualTo("07009");
      assertThat(stateOf(() -> prepared.setLong(1, 1L << 40))).isEqualTo("22003");
      assertThat(stateOf(() -> prepared.setString(1, "x"))).isEqualTo("22P02");
      assertThat(stateOf(() -> prepared.setObject(1, LocalDate.EPOCH))).isEqualTo("22018");
    }
  }

  @Test
  void refusesAnotherText() throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement("SELECT 1")) {
      assertThat(stateOf(() -> prepared.executeQuery("SELECT 2"))).isEqualTo("07005");
      assertThat(stateOf(() -> prepared.execute("SELECT 2"))).isEqualTo("07005");
      assertThat(stateOf(() -> prepared.addBatch("SELECT 2"))).isEqualTo("07005");
      assertThat(stateOf(prepared::executeUpdate)).isEqualTo("07005");
    }
  }

  @Test
  void refusesABatchOfQueries() throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT 1 FROM stations WHERE id = ?")) {
      prepared.setInt(1, 1);
      prepared.addBatch();
      assertThat(
              catchThrowableOfType(BatchUpdateException.class, prepared::executeBatch)
                  .getSQLState())
          .isEqualTo("07005");
      assertThat(prepared.executeBatch()).isEmpty();
    }
  }

  @Test
  void keepsNothingOfItsExecutions() throws SQLException {
    CairnConnection cairn = connection.unwrap(CairnConnection.class);
    try (PreparedStatement prepared =
        connection.prepareStatement("SELECT id FROM stations WHERE id = ?")) {
      long sum = 0;
      for (int i = 0; i < 20_000; i++) {
        prepared.setInt(1, 1 + i % 6);
        try (ResultSet rows = prepared.executeQuery()) {
          while (rows.next()) {
            sum += rows.getInt(1);
          }
        }
      }
      assertThat(sum).isEqualTo(69_996);
      assertThat(cairn.statementMap).hasSize(1);
    }
    assertThat(cairn.statementMap).isEmpty();
  }
}
