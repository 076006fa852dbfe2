package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.error.StorageException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchExecutionTest {
  private final StoreDatabase database = new StoreDatabase();
  private final Session session = database.session();

  @AfterEach
  void close() {
    database.close();
  }

  private long execute(PreparedQuery query, ParameterRows rows) {
    return session.executeBatch(query, rows, new QueryControl());
  }

  @Test
  void addsColumnsOfParametersAtOnce() {
    database.run(
        "CREATE TABLE t (a BIGINT PRIMARY KEY, b CHAR(3), c DECIMAL(20, 2), d INTEGER DEFAULT 7,"
            + " e TIMESTAMP DEFAULT CURRENT_TIMESTAMP)");
    PreparedQuery insert = session.prepare("INSERT INTO t (c, a, b) VALUES (?, ?, ?)");
    ParameterRows rows = new ParameterRows(insert);
    for (int i = 0; i < 5_000; i++) {
      if (i % 10 == 0) {
        rows.column(0).appendNull();
        rows.column(2).appendNull();
      } else {
        rows.column(0).appendInt128(0, i);
        rows.column(2).appendText("t" + i % 10);
      }
      rows.column(1).appendLong(i);
    }
    assertThat(execute(insert, rows)).isEqualTo(5_000);
    assertThat(database.rows("SELECT a, b, c, d FROM t WHERE a IN (0, 1, 4999)"))
        .containsExactly("0|NULL|NULL|7", "1|t1 |0.01|7", "4999|t9 |49.99|7");
    assertThat(database.rows("SELECT count(DISTINCT e), sum(a) FROM t"))
        .containsExactly("1|12497500");
    rows.clear();
    assertThat(execute(insert, rows)).isZero();
  }

  @Test
  void namesTheRowThatIsWrongAndKeepsNothing() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(3), c SMALLINT)");
    database.run("INSERT INTO t VALUES (77, NULL, NULL)");
    PreparedQuery insert = session.prepare("INSERT INTO t VALUES (?, ?, ?)");
    ParameterRows tooLong = rows(insert);
    tooLong.column(1).truncate(41);
    for (int i = 41; i < 100; i++) {
      tooLong.column(1).appendText(i == 42 ? "long" : "x");
    }
    assertThatThrownBy(() -> execute(insert, tooLong))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.row()).isEqualTo(42);
              assertThat(e.code().sqlState()).isEqualTo("22001");
            });
    ParameterRows outside = rows(insert);
    outside.column(2).truncate(99);
    outside.column(2).appendInt(40_000);
    assertThatThrownBy(() -> execute(insert, outside))
        .isInstanceOfSatisfying(
            QueryException.class,
            e -> {
              assertThat(e.row()).isEqualTo(99);
              assertThat(e.code().sqlState()).isEqualTo("22003");
            });
    assertThatThrownBy(() -> execute(insert, rows(insert)))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(StorageException.Kind.DUPLICATE_KEY);
              assertThat(e.row()).isEqualTo(77);
            });
    assertThat(database.rows("SELECT a FROM t")).containsExactly("77");
  }

  private static ParameterRows rows(PreparedQuery insert) {
    ParameterRows rows = new ParameterRows(insert);
    for (int i = 0; i < 100; i++) {
      rows.column(0).appendInt(i);
      rows.column(1).appendText("x");
      rows.column(2).appendInt(i);
    }
    return rows;
  }

  @Test
  void runsWhatIsNotPlainRowByRowAsOneStatement() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(3))");
    PreparedQuery computed =
        session.prepare("INSERT INTO t VALUES (CAST(? AS INTEGER) * 2, 'c'), (?, 'p')");
    ParameterRows rows = new ParameterRows(computed);
    for (int i = 1; i <= 10; i++) {
      rows.column(0).appendInt(i);
      rows.column(1).appendInt(100 + i);
    }
    assertThat(execute(computed, rows)).isEqualTo(20);
    PreparedQuery query =
        session.prepare("INSERT INTO t SELECT a + 1000 * CAST(? AS INTEGER), b FROM t WHERE a = 2");
    ParameterRows parameters = new ParameterRows(query);
    for (int i = 1; i <= 5; i++) {
      parameters.column(0).appendInt(i == 5 ? 3 : i);
    }
    assertThatThrownBy(() -> execute(query, parameters))
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(StorageException.Kind.DUPLICATE_KEY);
              assertThat(e.row()).isEqualTo(4);
            });
    assertThat(database.rows("SELECT count(*), max(a) FROM t")).containsExactly("20|110");
  }

  @Test
  void leavesTheTransactionUsableAfterAWrongBatch() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(3), c SMALLINT)");
    PreparedQuery insert = session.prepare("INSERT INTO t VALUES (?, ?, ?)");
    session.begin();
    database.run("INSERT INTO t VALUES (50, NULL, NULL)");
    assertThatThrownBy(() -> execute(insert, rows(insert))).isInstanceOf(StorageException.class);
    database.run("INSERT INTO t VALUES (51, NULL, NULL)");
    session.commit();
    assertThat(database.rows("SELECT a FROM t ORDER BY a")).containsExactly("50", "51");
  }

  @Test
  void refusesStatementsThatChangeNoRowsByParameters() {
    PreparedQuery query = session.prepare("SELECT CAST(? AS INTEGER)");
    assertThatThrownBy(() -> execute(query, new ParameterRows(query)))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("A batch needs");
  }
}
