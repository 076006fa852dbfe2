package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.plan.PlanNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushdownTest {
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
        "a = 1 | [a = 1]",
        "1 < a | [a > 1]",
        "a > 2.5 | [a > 2]",
        "a <= 2.5 | [a <= 2]",
        "a = 2.5 | [FALSE]",
        "a BETWEEN 1 AND 3 | [a >= 1, a <= 3]",
        "a IN (1, 2, 3) | [a IN (1, 2, 3)]",
        "a = ? | [a = ?1]",
        "b < 3 | [b < 3.0]",
        "b >= 0.25 | [b >= 0.25]",
        "name = 'x' | [name = 'x']",
        "name IS NULL | [name IS NULL]",
        "NOT (a > 3 OR name IS NULL) | [a <= 3, name IS NOT NULL]",
        "a = 1 OR b > 2 | [a = 1 OR b > 2.0]",
        "u < 4000000000 | [u < 4000000000]",
        "value > 9223372036854775808 | [value > 9223372036854775808]",
        "rowid >= 2 | [rowid >= 2]",
      })
  void handsConditionsToStorage(String condition, String pushed) {
    assertThat(database.scan("SELECT a FROM t WHERE " + condition).pushedText())
        .hasToString(pushed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "born < DATE '2021-01-01' | born < DATE '2021-01-01'",
        "price >= 0.05 | price >= 0.05",
        "seen = TIMESTAMP '2021-01-01 12:30:00.25' | seen = TIMESTAMP '2021-01-01 12:30:00.25'",
      })
  void tellsConstantsAsLiterals(String condition, String pushed) {
    try (StoreDatabase store = new StoreDatabase()) {
      store.script("CREATE TABLE d (born DATE, price DECIMAL(6, 2), seen TIMESTAMP(6))");
      assertThat(store.rows("EXPLAIN SELECT born FROM d WHERE " + condition).toString())
          .contains("pushed=[" + pushed + "]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"a + 1 = 2", "name LIKE 'x%'", "a = u", "b = name", "upper(name) = 'X'"})
  void keepsWhatStorageDoesNotUnderstand(String condition) {
    PlanNode.Scan scan = database.scan("SELECT a FROM t WHERE " + condition);
    assertThat(scan.pushed().isAll()).isTrue();
    assertThat(scan.residual()).isNotNull();
  }

  @Test
  void readsOnlyTheColumnsThatAreUsed() {
    assertThat(database.scan("SELECT count(*) FROM t").projection()).isEmpty();
    assertThat(database.scan("SELECT name FROM t").projection()).containsExactly(2);
    assertThat(database.scan("SELECT sum(b) FROM t").projection()).containsExactly(1);
    assertThat(database.scan("SELECT name FROM t WHERE a + 1 > 2").projection())
        .containsExactly(2, 0);
    assertThat(database.scan("SELECT x.a FROM (SELECT * FROM t) x ORDER BY x.b").projection())
        .containsExactly(0, 1);
  }

  @Test
  void planOnceForEachTextAndSchema() {
    assertThat(database.prepare("SELECT a FROM t")).isSameAs(database.prepare("SELECT a FROM t"));
    PreparedQuery before = database.prepare("SELECT a FROM main.t");
    database.session().setSchema("g");
    assertThat(database.prepare("SELECT a FROM main.t")).isNotSameAs(before);
  }

  @Test
  void infersTheTypesOfParameters() {
    assertThat(
            database
                .prepare("SELECT * FROM t WHERE a = ? AND name LIKE ? AND b < ? LIMIT ?")
                .parameters())
        .extracting(ParameterColumn::sqlType)
        .containsExactly("INTEGER", "VARCHAR", "DOUBLE", "INTEGER");
  }
}
