package io.cairn.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AppenderTest {
  private CairnConnection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = DriverManager.getConnection("jdbc:cairn:").unwrap(CairnConnection.class);
    run("CREATE SCHEMA plant");
    run("CREATE TABLE plant.parts (id INTEGER PRIMARY KEY, name VARCHAR(5))");
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

  private static String value(Connection connection, String sql) throws SQLException {
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

  @Test
  void takesAnArrayOfEveryKind() throws SQLException {
    run(
        "CREATE TABLE kinds (a TINYINT, b SMALLINT, c INTEGER, d BIGINT, e REAL, f DOUBLE,"
            + " g BOOLEAN, h VARCHAR, i DECIMAL(5, 2), j VARBINARY, k DATE, l DATE, m TIMESTAMP,"
            + " n TIMESTAMP(9), o TIME, p UUID)");
    try (CairnAppender kinds = connection.appender("kinds")) {
      assertThat(kinds.columnCount()).isEqualTo(16);
      kinds.append(
          new byte[] {-1, 1},
          new short[] {-2, 2},
          new int[] {-3, 3},
          new long[] {-4, 4},
          new float[] {-0.5f, 0.5f},
          new double[] {-1.5, Double.NaN},
          new boolean[] {false, true},
          new String[] {"x", null},
          new BigDecimal[] {new BigDecimal("1.005"), null},
          new byte[][] {{1, 2}, {}},
          new int[] {-1, 18_262},
          new LocalDate[] {LocalDate.EPOCH, null},
          new long[] {1_500_000, -1},
          new Object[] {LocalDateTime.of(2020, 1, 1, 0, 0, 0, 1), "2020-01-02 00:00:00"},
          new long[] {0, 86_399_999_999L},
          new UUID[] {new UUID(0, 1), null});
      assertThat(kinds.rowCount()).isEqualTo(2);
    }
    assertThat(value(connection, "SELECT * FROM kinds"))
        .isEqualTo(
            "-1 -2 -3 -4 -0.5 -1.5 false x 1.01 0102 1969-12-31 1970-01-01 1970-01-01 00:00:01.5"
                + " 2020-01-01 00:00:00.000000001 00:00:00 00000000-0000-0000-0000-000000000001;"
                + "1 2 3 4 0.5 NaN true null null  2020-01-01 null 1969-12-31 23:59:59.999999"
                + " 2020-01-02 00:00:00 23:59:59.999999 null;");
  }

  @Test
  void takesNullsByMasks() throws SQLException {
    try (CairnAppender parts = connection.appender("plant.\"parts\"")) {
      boolean[][] nulls = new boolean[2][];
      nulls[1] = new boolean[] {false, true, false};
      parts.append(nulls, new int[] {1, 2, 3}, new String[] {"a", "b", null});
    }
    assertThat(value(connection, "SELECT * FROM plant.parts")).isEqualTo("1 a;2 null;3 null;");
  }

  @Test
  void commitsAtItsEndInAutocommit() throws SQLException {
    String url = "jdbc:cairn:mem:appender";
    try (CairnConnection writer = DriverManager.getConnection(url).unwrap(CairnConnection.class);
        Connection reader = DriverManager.getConnection(url)) {
      try (Statement statement = writer.createStatement()) {
        statement.execute("CREATE TABLE numbers (n BIGINT)");
      }
      long[] numbers = new long[300_000];
      Arrays.setAll(numbers, i -> i);
      try (CairnAppender appender = writer.appender("numbers")) {
        appender.append(numbers);
        appender.append(new int[] {-1});
        assertThat(appender.rowCount()).isEqualTo(300_001);
        appender.flush();
        assertThat(value(writer, "SELECT count(*) FROM numbers")).isEqualTo("300001;");
        assertThat(value(reader, "SELECT count(*) FROM numbers")).isEqualTo("0;");
      }
      assertThat(value(reader, "SELECT count(*), sum(n) FROM numbers"))
          .isEqualTo("300001 44999849999;");
      assertThat(writer.session().inTransaction()).isFalse();
    }
  }

  @Test
  void leavesTheTransactionToItsOwner() throws SQLException {
    connection.setAutoCommit(false);
    try (CairnAppender parts = connection.appender("plant.parts")) {
      parts.append(new int[] {1}, new String[] {"a"});
    }
    assertThat(value(connection, "SELECT count(*) FROM plant.parts")).isEqualTo("1;");
    connection.rollback();
    assertThat(value(connection, "SELECT count(*) FROM plant.parts")).isEqualTo("0;");
  }

  private SQLException failure(CairnAppender appender, Object... arrays) {
    return catchThrowableOfType(SQLException.class, () -> appender.append(arrays));
  }

  @Test
  void dropsItsRowsAfterAFailure() throws SQLException {
    try (CairnAppender parts = connection.appender("plant.parts")) {
      parts.append(new int[] {1}, new String[] {"a"});
      SQLException error = failure(parts, new long[] {2, 1L << 40}, new String[] {"b", "c"});
      assertThat(error.getSQLState()).isEqualTo("22003");
      assertThat((Throwable) error).hasMessageStartingWith("Row 2: ").hasMessageContaining("id");
      assertThat(failure(parts, new int[] {3}, new String[] {"d"}).getSQLState())
          .isEqualTo("22023");
    }
    assertThat(value(connection, "SELECT count(*) FROM plant.parts")).isEqualTo("0;");
  }

  @Test
  void namesTheRowThatTheTableRefuses() throws SQLException {
    run("INSERT INTO plant.parts VALUES (7, 'x')");
    CairnAppender twice = connection.appender("plant.parts");
    int[] ids = new int[140_000];
    Arrays.setAll(ids, i -> i + 10);
    ids[135_000] = 7;
    twice.append(ids, new String[ids.length]);
    SQLException error = catchThrowableOfType(SQLException.class, twice::close);
    assertThat(error.getSQLState()).isEqualTo("23505");
    assertThat((Throwable) error).hasMessageStartingWith("Row 135000: ");
    twice.close();
    CairnAppender tooLong = connection.appender("plant.parts");
    tooLong.append(new int[] {1, 2}, new String[] {"short", "longer"});
    error = catchThrowableOfType(SQLException.class, tooLong::close);
    assertThat(error.getSQLState()).isEqualTo("22001");
    assertThat((Throwable) error).hasMessageStartingWith("Row 1: ");
    assertThat(value(connection, "SELECT * FROM plant.parts")).isEqualTo("7 x;");
  }

  @Test
  void refusesArraysOfAnotherShapeAndGoesOn() throws SQLException {
    try (CairnAppender parts = connection.appender("plant.parts")) {
      assertThat(failure(parts, new int[] {1}).getSQLState()).isEqualTo("22023");
      SQLException lengths = failure(parts, new int[] {1}, new String[] {"a", "b"});
      assertThat(lengths.getSQLState()).isEqualTo("22023");
      assertThat((Throwable) lengths).hasMessageContaining("name has 2").hasMessageContaining("1");
      assertThat(failure(parts, 1, new String[] {"a"}).getSQLState()).isEqualTo("22023");
      parts.append(new int[0], new String[0]);
      parts.append(new int[] {1}, new String[] {"a"});
    }
    assertThat(value(connection, "SELECT * FROM plant.parts")).isEqualTo("1 a;");
  }

  @Test
  void wantsATableThatIsThere() throws SQLException {
    assertThat(
            catchThrowableOfType(SQLException.class, () -> connection.appender("plant.nothing"))
                .getSQLState())
        .isEqualTo("42P01");
    assertThat(
            catchThrowableOfType(
                    SQLException.class, () -> connection.appender("plant.parts WHERE 1 = 0"))
                .getSQLState())
        .isEqualTo("42601");
    CairnAppender closed = connection.appender("plant.parts");
    closed.close();
    assertThat(failure(closed, new int[] {1}, new String[] {"a"}).getSQLState()).isEqualTo("08003");
    connection.setReadOnly(true);
    CairnAppender refused = connection.appender("plant.parts");
    refused.append(new int[] {1}, new String[] {"a"});
    assertThat(catchThrowableOfType(SQLException.class, refused::close).getSQLState())
        .isEqualTo("25006");
  }
}
