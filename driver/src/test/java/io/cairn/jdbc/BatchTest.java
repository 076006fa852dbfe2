package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:cairn:");
    run(
        "CREATE TABLE readings (id BIGINT PRIMARY KEY, level DOUBLE, depth REAL, flag BOOLEAN,"
            + " note VARCHAR(11), moment TIMESTAMP, first_day DATE, price DECIMAL(9, 2), raw VARBINARY(4),"
            + " kind SMALLINT NOT NULL)");
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String value(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder text = new StringBuilder();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          text.append(i == 1 ? "" : " ").append(rows.getString(i));
        }
        text.append(';');
      }
      return text.toString();
    }
  }

  private PreparedStatement insertShort() throws SQLException {
    return connection.prepareStatement("INSERT INTO readings (id, note, kind) VALUES (?, ?, ?)");
  }

  private static void add(PreparedStatement insert, long id, String note, int kind)
      throws SQLException {
    insert.setLong(1, id);
    insert.setString(2, note);
    insert.setInt(3, kind);
    insert.addBatch();
  }

  @Test
  void writesEveryTypeThroughItsSetter() throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, 1);
      insert.setDouble(2, 1.5);
      insert.setFloat(3, 0.25f);
      insert.setBoolean(4, true);
      insert.setString(5, "Crow Ridge");
      insert.setTimestamp(6, Timestamp.valueOf("2020-01-01 00:00:00.25"));
      insert.setDate(7, Date.valueOf("2020-02-29"));
      insert.setBigDecimal(8, new BigDecimal("1.005"));
      insert.setBytes(9, new byte[] {1, 2});
      insert.setShort(10, (short) 7);
      insert.addBatch();
      insert.setObject(1, "2");
      insert.setObject(2, 2);
      insert.setNull(3, Types.REAL);
      insert.setObject(4, "no");
      insert.setObject(7, LocalDate.of(1969, 12, 31));
      insert.addBatch();
      assertThat(insert.executeBatch()).containsExactly(1, 1);
    }
    assertThat(value("SELECT * FROM readings"))
        .isEqualTo(
            "1 1.5 0.25 true Crow Ridge 2020-01-01 00:00:00.25 2020-02-29 1.01 0102 7;"
                + "2 2.0 null false Crow Ridge 2020-01-01 00:00:00.25 1969-12-31 1.01 0102 7;");
  }

  @Test
  void takesAHundredThousandRowsAtOnce() throws SQLException {
    try (PreparedStatement insert = insertShort()) {
      for (int i = 0; i < 150_000; i++) {
        add(insert, i, "n" + i % 10, i % 100);
      }
      int[] counts = insert.executeBatch();
      assertThat(counts).hasSize(150_000);
      assertThat(Arrays.stream(counts).distinct()).containsExactly(1);
      assertThat(insert.executeBatch()).isEmpty();
      add(insert, -1, "more", 0);
      assertThat(insert.executeLargeBatch()).containsExactly(1L);
    }
    assertThat(value("SELECT count(*), sum(id), count(DISTINCT note) FROM readings"))
        .isEqualTo("150001 11249924999 11;");
  }

  @Test
  void keepsNothingOfABatchWithAWrongRow() throws SQLException {
    run("INSERT INTO readings (id, kind) VALUES (5, 0)");
    try (PreparedStatement insert = insertShort()) {
      for (int i = 0; i < 10; i++) {
        add(insert, i, "row " + i, i);
      }
      BatchUpdateException error =
          catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
      assertThat(error.getSQLState()).isEqualTo("23505");
      assertThat((Throwable) error).hasMessageStartingWith("Entry 5 of the batch: ");
      assertThat((Throwable) error)
          .hasCauseInstanceOf(SQLIntegrityConstraintViolationException.class);
      assertThat(error.getUpdateCounts()).isEmpty();
      assertThat(value("SELECT id FROM readings")).isEqualTo("5;");
      assertThat(insert.executeBatch()).isEmpty();

      add(insert, 6, "fine", 1);
      insert.setNull(3, Types.SMALLINT);
      insert.setLong(1, 7);
      insert.addBatch();
      error = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
      assertThat(error.getSQLState()).isEqualTo("23502");
      assertThat((Throwable) error).hasMessageStartingWith("Entry 1 of the batch: ");

      add(insert, 6, "fine", 1);
      add(insert, 7, "fine", 2);
      add(insert, 8, "much too long for it", 2);
      error = catchThrowableOfType(BatchUpdateException.class, insert::executeBatch);
      assertThat(error.getSQLState()).isEqualTo("22001");
      assertThat((Throwable) error).hasMessageStartingWith("Entry 2 of the batch: ");
      assertThat(value("SELECT id FROM readings")).isEqualTo("5;");
    }
  }

  @Test
  void forgetsAClearedBatchAndNoParameters() throws SQLException {
    try (PreparedStatement insert = insertShort()) {
      add(insert, 1, "a", 1);
      insert.clearBatch();
      insert.setLong(1, 2);
      insert.addBatch();
      assertThat(insert.executeBatch()).containsExactly(1);
      insert.clearParameters();
      assertThat(catchThrowableOfType(SQLException.class, insert::addBatch).getSQLState())
          .isEqualTo("07001");
      assertThat(insert.executeBatch()).isEmpty();
    }
    assertThat(value("SELECT id, note, kind FROM readings")).isEqualTo("2 a 1;");
  }

  @Test
  void leavesTheRowsBeforeAnUnsuitableValue() throws SQLException {
    try (PreparedStatement insert = insertShort()) {
      add(insert, 1, "a", 1);
      assertThat(
              catchThrowableOfType(SQLException.class, () -> insert.setInt(3, 1 << 20))
                  .getSQLState())
          .isEqualTo("22003");
      assertThat(insert.executeBatch()).containsExactly(1);
    }
    assertThat(value("SELECT id FROM readings")).isEqualTo("1;");
  }

  @Test
  void belongsToTheTransaction() throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement insert = insertShort()) {
      add(insert, 1, "a", 1);
      insert.executeBatch();
      add(insert, 2, "b", 1);
      add(insert, 2, "c", 1);
      assertThat(
              catchThrowableOfType(BatchUpdateException.class, insert::executeBatch).getSQLState())
          .isEqualTo("23505");
      insert.setLong(1, 3);
      assertThat(insert.executeUpdate()).isEqualTo(1);
      assertThat(value("SELECT id FROM readings")).isEqualTo("1;3;");
      connection.rollback();
      assertThat(value("SELECT id FROM readings")).isEmpty();
      add(insert, 4, "d", 1);
      insert.executeBatch();
      connection.commit();
    }
    connection.setAutoCommit(true);
    assertThat(value("SELECT id FROM readings")).isEqualTo("4;");
  }

  @Test
  void insertsOneRowAtATime() throws SQLException {
    try (PreparedStatement insert = insertShort()) {
      insert.setLong(1, 1);
      insert.setString(2, null);
      insert.setInt(3, 3);
      assertThat(insert.execute()).isFalse();
      assertThat(insert.getUpdateCount()).isEqualTo(1);
      assertThat(insert.getResultSet()).isNull();
      insert.setLong(1, 2);
      assertThat(insert.executeLargeUpdate()).isEqualTo(1);
      SQLException twice = catchThrowableOfType(SQLException.class, insert::executeUpdate);
      assertThat(twice.getSQLState()).isEqualTo("23505");
      assertThat((Throwable) twice).isNotInstanceOf(BatchUpdateException.class);
      assertThat(catchThrowableOfType(SQLException.class, insert::executeQuery).getSQLState())
          .isEqualTo("07005");
    }
    assertThat(value("SELECT id, note FROM readings")).isEqualTo("1 null;2 null;");
  }

  @Test
  void knowsTheTypesOfItsColumns() throws SQLException {
    try (PreparedStatement insert = insertShort()) {
      ParameterMetaData parameters = insert.getParameterMetaData();
      assertThat(parameters.getParameterCount()).isEqualTo(3);
      assertThat(parameters.getParameterType(1)).isEqualTo(Types.BIGINT);
      assertThat(parameters.getParameterType(2)).isEqualTo(Types.VARCHAR);
      assertThat(parameters.getParameterType(3)).isEqualTo(Types.SMALLINT);
      assertThat(insert.getMetaData()).isNull();
    }
  }

  @Test
  void obeysAReadOnlyConnection() throws SQLException {
    connection.setReadOnly(true);
    try (PreparedStatement insert = insertShort()) {
      add(insert, 1, "a", 1);
      assertThat(
              catchThrowableOfType(BatchUpdateException.class, insert::executeBatch).getSQLState())
          .isEqualTo("25006");
    }
  }

  @Test
  void runsABatchOfTextsOneByOne() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("INSERT INTO readings (id, kind) VALUES (1, 1), (2, 2)");
      statement.addBatch("INSERT INTO readings (id, kind) VALUES (1, 1)");
      BatchUpdateException error =
          catchThrowableOfType(BatchUpdateException.class, statement::executeBatch);
      assertThat(error.getUpdateCounts()).containsExactly(2);
      assertThat((Throwable) error).hasMessageStartingWith("Entry 1 of the batch: ");
    }
  }
}
