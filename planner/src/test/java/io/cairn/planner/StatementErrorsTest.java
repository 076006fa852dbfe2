package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.error.QueryException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementErrorsTest {
  private final PlannedDatabase database = new PlannedDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SELEC 1 | 42601 | Syntax error",
        "SELECT 1 + | 42601 | at the end",
        "SELECT FROM | 42601 | Syntax error",
        "SELECT 'abc | 42601 | error",
        "`` | 42601 | empty",
        "-- nothing | 42601 | empty",
        "SELECT 1; SELECT 2 | 42601 | Found 2 statements",
        "SELECT * FROM tt | 42P01 | did you mean 't'?",
        "SELECT * FROM nowhere.a.b | 3F000 | Schema 'nowhere' not found",
        "SELECT nam FROM t | 42703 | did you mean 'name'?",
        "SELECT t.zzzzzzz FROM t | 42703 | not found",
        "SELECT foo(a) FROM t | 42883 | foo",
        "SELECT a FROM t GROUP BY b | 42803 | GROUP BY",
        "SELECT a FROM t WHERE sum(a) > 1 | 42803 | ggregate",
        "SELECT a FROM t, g.h.t2 | 42702 | ambiguous",
        "SELECT date '2020-01-01' + date '2020-01-01' | 42804 | Cannot apply",
        "SELECT * FROM g.nope.t2 | 3F000 | Schema 'g/nope' not found",
        "SELECT * FROM g.h.nope | 42P01 | not found",
        "SELECT x.a FROM t | 42P01 | not found",
        "CREATE INDEX x ON t (a) | 0A000 | CREATE INDEX",
        "ALTER TABLE t ADD COLUMN x INTEGER | 0A000 | ALTER",
        "INSERT INTO t VALUES (1) | 0A000 | INSERT adds rows to tables",
        "INSERT INTO nope VALUES (1) | 42P01 | nope",
        "UPDATE t SET a = 1 | 0A000 | UPDATE",
        "DELETE FROM t | 0A000 | DELETE",
        "SET x = 1 | 0A000 | SET",
        "SAVEPOINT s | 0A000 | SAVEPOINT",
      })
  void saysWhatIsWrong(String sql, String state, String text) {
    QueryException error = database.error(sql);
    assertThat(error).as(sql).isNotNull();
    assertThat(error.code().sqlState()).as(error.getMessage()).isEqualTo(state);
    assertThat(error).hasMessageContaining(text);
  }

  @Test
  void namesThePlace() {
    QueryException error = database.error("SELECT a,\n  bb\nFROM t");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(3);
    assertThat(error).hasMessageEndingWith("(line 2, column 3)");
  }

  @Test
  void refusesWhatNestsTooDeeply() {
    String sql = "SELECT " + "(".repeat(20_000) + "1" + ")".repeat(20_000);
    assertThat(database.error(sql).code().sqlState()).isEqualTo("54000");
  }
}
