package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsertStatementTest {
  private final StoreDatabase database = new StoreDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  /** Each value goes three ways: as it is written, computed in a row, and through a query. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      ignoreLeadingAndTrailingWhitespace = true,
      value = {
        "INTEGER | 2.5 | 3",
        "TIMESTAMP(9) WITH TIME ZONE | '2024-01-01 12:00:00.123456789+02:00' | 2024-01-01 10:00:00.123456789+00:00",
        "INTEGER | -2.5 | -3",
        "INTEGER | '42' | 42",
        "INTEGER | 2147483648 | !22003",
        "INTEGER | 1e0 | 1",
        "INTEGER | 'x' | !22P02",
        "INTEGER | TRUE | !42804",
        "INTEGER | DATE '2020-01-01' | !42804",
        "TINYINT | -128 | -128",
        "TINYINT | 128 | !22003",
        "TINYINT UNSIGNED | 255 | 255",
        "TINYINT UNSIGNED | 256 | !22003",
        "TINYINT UNSIGNED | -1 | !22003",
        "SMALLINT UNSIGNED | 65535 | 65535",
        "INTEGER UNSIGNED | 4294967295 | 4294967295",
        "INTEGER UNSIGNED | 4294967296 | !22003",
        "BIGINT UNSIGNED | 18446744073709551615 | 18446744073709551615",
        "BIGINT UNSIGNED | 18446744073709551616 | !22003",
        "BIGINT | 9223372036854775807 | 9223372036854775807",
        "BIGINT | 9223372036854775808 | !22003",
        "DECIMAL(5, 2) | 1.235 | 1.24",
        "DECIMAL(5, 2) | -1.235 | -1.24",
        "DECIMAL(5, 2) | 999.994 | 999.99",
        "DECIMAL(5, 2) | 999.995 | !22003",
        "DECIMAL(5, 2) | 1e0 | 1.00",
        "DECIMAL(5, 2) | ' 7.5 ' | 7.50",
        "DECIMAL(38, 0) | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999",
        "REAL | 0.1 | 0.1",
        "REAL | 1e39 | !22003",
        "DOUBLE | 0.1 | 0.1",
        "DOUBLE | 'NaN' | NaN",
        "BOOLEAN | TRUE | true",
        "BOOLEAN | 'off' | false",
        "BOOLEAN | 1 | !42804",
        "VARCHAR(3) | 'abc' | abc",
        "VARCHAR(3) | 'äöü' | äöü",
        "VARCHAR(3) | 'abcd' | !22001",
        "VARCHAR(3) | 'abc ' | !22001",
        "VARCHAR | 1.50 | 1.50",
        "VARCHAR | TRUE | true",
        "VARCHAR | DATE '2020-01-02' | 2020-01-02",
        "CHAR(3) | 'abcd' | !22001",
        "BINARY(2) | X'01' | 0100",
        "BINARY(2) | X'010203' | !22001",
        "VARBINARY(2) | X'0102' | 0102",
        "VARBINARY(2) | X'010203' | !22001",
        "VARBINARY(2) | X'010200' | !22001",
        "DATE | '2020-02-29' | 2020-02-29",
        "DATE | '2021-02-29' | !22",
        "DATE | TIMESTAMP '2020-01-01 12:00:00' | 2020-01-01",
        "DATE | 5 | !42804",
        "TIME(3) | TIME '10:11:12.3456' | 10:11:12.346",
        "TIME | '25:00:00' | !22",
        "TIMESTAMP(0) | TIMESTAMP '2020-01-01 00:00:00.5' | 2020-01-01 00:00:01",
        "TIMESTAMP(9) | TIMESTAMP '2020-01-01 00:00:00.123456789' | 2020-01-01 00:00:00.123456789",
        "TIMESTAMP(9) | TIMESTAMP '3000-01-01 00:00:00' | !22008",
        "TIMESTAMP | DATE '2020-01-01' | 2020-01-01 00:00:00",
        "TIMESTAMPTZ | '2020-01-01 02:00:00+02:00' | 2020-01-01 00:00:00+00:00",
        "UUID | '123e4567-e89b-12d3-a456-426614174000' | 123e4567-e89b-12d3-a456-426614174000",
        "UUID | 'x' | !22P02",
        "INTEGER | NULL | NULL",
      })
  void assigns(String type, String value, String stored) {
    database.run("CREATE TABLE t (n INTEGER, c " + type + ")");
    String[] ways = {
      "INSERT INTO t VALUES (1, " + value + ")",
      "INSERT INTO t VALUES (1, COALESCE(NULL, " + value + "))",
      "INSERT INTO t SELECT 1, " + value + " FROM TABLE(generate_series(1, 1))",
    };
    for (String sql : ways) {
      if (sql.contains("COALESCE(NULL, NULL)")) {
        continue;
      }
      String error = database.error(sql);
      if (stored.startsWith("!")) {
        assertThat(error).as(sql).startsWith(stored.substring(1));
        assertThat(database.rows("SELECT * FROM t")).isEmpty();
      } else {
        assertThat(error).as(sql).isEmpty();
        assertThat(database.rows("SELECT c FROM t")).as(sql).containsOnly(stored);
      }
    }
  }

  @Test
  void padsCharAndCutsNothingButItsBlanks() {
    database.script(
        "CREATE TABLE t (c CHAR(3))",
        "INSERT INTO t VALUES ('a'), ('ab   '), (NULL)",
        "INSERT INTO t SELECT 'abc  ' FROM TABLE(generate_series(1, 1))");
    assertThat(database.rows("SELECT c || '.' FROM t"))
        .containsExactly("a  .", "ab .", "NULL", "abc.");
  }

  @Test
  void comparesCharWithoutItsBlanks() {
    database.script(
        "CREATE TABLE t (c CHAR(3), v VARCHAR(5), e CHAR(5))",
        "INSERT INTO t VALUES ('a', 'a', 'a'), ('ab ', 'ab', 'b'), ('b', 'b ', NULL)");
    assertThat(database.rows("SELECT v FROM t WHERE c = 'a'")).containsExactly("a");
    assertThat(database.rows("SELECT v FROM t WHERE 'ab    ' = c")).containsExactly("ab");
    assertThat(database.rows("SELECT v FROM t WHERE c IN ('a', 'b', 'abcd')"))
        .containsExactly("a", "b ");
    assertThat(database.rows("SELECT v FROM t WHERE c > 'a'")).containsExactly("ab", "b ");
    assertThat(database.rows("SELECT v FROM t WHERE c = v")).containsExactly("a", "ab");
    assertThat(database.rows("SELECT v FROM t WHERE c = e")).containsExactly("a");
    assertThat(database.rows("SELECT v FROM t WHERE c = ?", "ab")).containsExactly("ab");
    assertThat(database.rows("SELECT CASE WHEN c <> 'a' THEN 1 ELSE 0 END FROM t"))
        .containsExactly("0", "1", "1");
  }

  @Test
  void takesWordsOfDatesAsNames() {
    database.script(
        "CREATE TABLE t (year INTEGER, month INTEGER, day DATE, date DATE, time TIME, timestamp"
            + " TIMESTAMP, hour INTEGER, minute INTEGER, second INTEGER)",
        "INSERT INTO t (year, day, date, time, timestamp) VALUES (2020, DATE '2020-01-02',"
            + " DATE '2020-01-03', TIME '10:00:00', TIMESTAMP '2020-01-04 00:00:00')");
    assertThat(
            database.rows(
                "SELECT year, t.day, date, time, timestamp, YEAR(date), EXTRACT(DAY FROM timestamp),"
                    + " date + INTERVAL '1' DAY FROM t WHERE date > DATE '2020-01-01' ORDER BY day"))
        .containsExactly(
            "2020|2020-01-02|2020-01-03|10:00:00|2020-01-04 00:00:00|2020|4|2020-01-04");
  }

  @Test
  void takesParametersOfTheColumnsTypes() {
    database.run(
        "CREATE TABLE t (a SMALLINT, b DECIMAL(5, 2), c VARCHAR(3), d UUID, e BINARY(2), f DATE)");
    PreparedQuery insert = database.session().prepare("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)");
    assertThat(insert.parameters().stream().map(ParameterColumn::sqlType))
        .containsExactly("SMALLINT", "DECIMAL(5, 2)", "VARCHAR", "UUID", "VARBINARY", "DATE");
    UUID uuid = new UUID(1, 2);
    assertThat(
            database.run(
                insert.sql(), 7L, new BigDecimal("1.005"), "abc", uuid, new byte[] {1}, 0L))
        .isEqualTo(1);
    assertThat(database.rows("SELECT * FROM t"))
        .containsExactly("7|1.01|abc|" + uuid + "|0100|1970-01-01");
    assertThat(database.error(insert.sql(), 40_000L, null, null, null, null, null))
        .startsWith("22003");
    assertThat(database.error(insert.sql(), null, new BigDecimal("1000"), null, null, null, null))
        .startsWith("22003");
    assertThat(database.error(insert.sql(), null, null, "abcd", null, null, null))
        .startsWith("22001");
    assertThat(database.error(insert.sql(), null, null, null, null, new byte[3], null))
        .startsWith("22001");
  }

  @Test
  void takesParametersInExpressionsAndQueries() {
    database.run("CREATE TABLE t (a INTEGER, b VARCHAR(5), c INTEGER DEFAULT 9)");
    database.run(
        "INSERT INTO t VALUES (CAST(? AS INTEGER) + 1, UPPER(CAST(? AS VARCHAR)), DEFAULT)",
        1L,
        "x");
    database.run("INSERT INTO t (b, a) SELECT ?, a + CAST(? AS INTEGER) FROM t", "y", 10L);
    database.run("INSERT INTO t VALUES (?, ?, (SELECT max(c) + 1 FROM t))", 5L, "z");
    assertThat(database.rows("SELECT * FROM t")).containsExactly("2|X|9", "12|y|9", "5|z|10");
  }

  @Test
  void fillsMissingColumnsWithTheirDefaults() {
    database.script(
        "CREATE TABLE t (a INTEGER DEFAULT 1 + 1, b VARCHAR DEFAULT 'it''s', c DATE, d TIMESTAMP"
            + " DEFAULT CURRENT_TIMESTAMP, e DECIMAL(4, 1) DEFAULT -0.25)",
        "INSERT INTO t DEFAULT VALUES",
        "INSERT INTO t (c, a) VALUES (DATE '2020-01-01', DEFAULT), (NULL, 7)",
        "INSERT INTO t (c) SELECT DATE '2021-01-01' FROM TABLE(generate_series(1, 1))");
    assertThat(database.rows("SELECT a, b, c, e FROM t"))
        .containsExactly(
            "2|it's|NULL|-0.3",
            "2|it's|2020-01-01|-0.3",
            "7|it's|NULL|-0.3",
            "2|it's|2021-01-01|-0.3");
    assertThat(
            database.rows(
                "SELECT count(*) FROM t WHERE d > TIMESTAMP '2020-01-01 00:00:00'"
                    + " AND d <= CURRENT_TIMESTAMP"))
        .containsExactly("4");
    assertThat(database.rows("SELECT count(DISTINCT d) FROM t WHERE c IS NULL OR a = 2"))
        .as("rows of one statement have one time")
        .containsExactly("3");
  }

  @Test
  void readsTheTimeWithEachExecutionOfAPlan() {
    database.script("CREATE TABLE t (n INTEGER, d TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    PreparedQuery insert = database.session().prepare("INSERT INTO t (n) VALUES (1)");
    long distinct = 0;
    for (int i = 0; i < 1_000 && distinct < 2; i++) {
      database.session().execute(insert, new Object[0], new io.cairn.planner.exec.QueryControl());
      distinct = Long.parseLong(database.rows("SELECT count(DISTINCT d) FROM t").get(0));
    }
    assertThat(distinct).isEqualTo(2);
  }

  @Test
  void seesTheStateBeforeTheStatement() {
    database.script(
        "CREATE TABLE t (a INTEGER)",
        "INSERT INTO t SELECT value FROM TABLE(generate_series(1, 5000))");
    assertThat(database.run("INSERT INTO t SELECT a + 5000 FROM t")).isEqualTo(5_000);
    assertThat(database.rows("SELECT count(*), max(a), sum(a) FROM t"))
        .containsExactly("10000|10000|50005000");
  }

  @Test
  void undoesAStatementThatFailsAtALaterRow() {
    database.script("CREATE TABLE t (a INTEGER PRIMARY KEY)", "INSERT INTO t VALUES (6000)");
    assertThat(database.error("INSERT INTO t SELECT value FROM TABLE(generate_series(1, 10000))"))
        .startsWith("DUPLICATE_KEY")
        .contains("(a) = (6000)");
    assertThat(database.error("INSERT INTO t VALUES (1), (2), (NULL)"))
        .startsWith("NOT_NULL")
        .contains("a of /t");
    assertThat(
            database.error(
                "INSERT INTO t SELECT 1 / (value - 5000) FROM"
                    + " TABLE(generate_series(4999, 6000))"))
        .startsWith("22012");
    assertThat(database.rows("SELECT * FROM t")).containsExactly("6000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "INSERT INTO nope VALUES (1) | 42P01 | 'nope' not found",
        "INSERT INTO nope.t VALUES (1) | 3F000 | 'nope' not found",
        "INSERT INTO t (x) VALUES (1) | 42703 | 'x' not found",
        "INSERT INTO t VALUES (1) | 42601 | 1 values for 2 columns",
        "INSERT INTO t VALUES (1, 'a', 2) | 42601 | 3 values for 2 columns",
        "INSERT INTO t (a) SELECT a, b FROM t | 42601 | 2 values for 1 columns",
        "INSERT INTO t (a, A) VALUES (1, 2) | 42601 | named twice",
        "INSERT INTO t (a) VALUES (b) | 42703 | 'b' not found",
        "INSERT INTO t (a) SELECT TRUE FROM t | 42804 | holds INTEGER",
        "INSERT INTO v VALUES (1) | 0A000 | a view",
        "INSERT INTO information_schema.tables VALUES (1) | 25006 | shows the catalog",
        "INSERT INTO t VALUES (1, 'a') ON CONFLICT DO NOTHING | 0A000 | ON CONFLICT",
        "INSERT INTO t SELECT * FROM t ON CONFLICT DO NOTHING | 0A000 | ON CONFLICT",
        "INSERT INTO t VALUES (1, 'a') RETURNING a | 0A000 | RETURNING",
        "INSERT INTO t SELECT * FROM t RETURNING a | 0A000 | RETURNING",
        "INSERT INTO t SELECT * FROM t RETURNING * | 0A000 | RETURNING",
        "INSERT OR REPLACE INTO t VALUES (1, 'a') | 0A000 | INSERT OR",
        "REPLACE INTO t VALUES (1, 'a') | 0A000 | REPLACE",
        "INSERT INTO t | 42601 | at the end",
        "INSERT t VALUES (1) | 42601 | Syntax error",
      })
  void refuses(String sql, String state, String text) {
    database.script("CREATE TABLE t (a INTEGER, b VARCHAR(5))", "CREATE VIEW v AS SELECT a FROM t");
    assertThat(database.error(sql)).as(sql).startsWith(state).contains(text);
    assertThat(database.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void explainsWhatItWillDo() {
    database.run("CREATE TABLE t (a INTEGER, b VARCHAR(5))");
    assertThat(database.rows("EXPLAIN INSERT INTO t VALUES (1, 'a'), (2, 'b')"))
        .containsExactly("Insert table=[main.t]", "  Values [2 rows]");
    assertThat(database.rows("EXPLAIN INSERT INTO t (a) SELECT a FROM t WHERE a > 1"))
        .hasSizeGreaterThan(1)
        .first()
        .isEqualTo("Insert table=[main.t]");
    assertThat(database.error("EXPLAIN ANALYZE INSERT INTO t SELECT * FROM t")).startsWith("0A000");
    assertThat(database.rows("SELECT * FROM t")).isEmpty();
  }

  @Test
  void takesManyRowsOfLiterals() {
    database.run("CREATE TABLE t (a INTEGER, b VARCHAR)");
    StringBuilder sql = new StringBuilder("INSERT INTO t VALUES (0, 'x0')");
    for (int i = 1; i < 10_000; i++) {
      sql.append(", (").append(i).append(", 'x").append(i).append("')");
    }
    assertThat(database.run(sql.toString())).isEqualTo(10_000);
    assertThat(database.rows("SELECT sum(a), max(b) FROM t")).containsExactly("49995000|x9999");
  }
}
