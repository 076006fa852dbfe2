package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewStatementTest {
  private final StoreDatabase database = new StoreDatabase();

  @AfterEach
  void close() {
    database.close();
  }

  private void tables() {
    database.script(
        "CREATE SCHEMA g",
        "CREATE TABLE t (a INTEGER, b VARCHAR(5))",
        "CREATE TABLE g.t (c DOUBLE)",
        "INSERT INTO t VALUES (1, 'x'), (2, 'y'), (3, 'z')",
        "INSERT INTO g.t VALUES (0.5)");
  }

  @Test
  void readsWhatItsQueryReads() {
    tables();
    database.script(
        "CREATE VIEW v AS SELECT a, b AS name FROM t WHERE a > 1",
        "CREATE VIEW w (total, n) AS\n  SELECT sum(a), count(*)\r\n  FROM v -- of a view\n;",
        "CREATE VIEW o AS SELECT a FROM t ORDER BY a DESC LIMIT 2");
    assertThat(database.rows("SELECT * FROM v")).containsExactly("2|y", "3|z");
    assertThat(database.rows("SELECT v.name, w.total FROM v, w WHERE v.a = w.n"))
        .containsExactly("y|5");
    assertThat(database.rows("SELECT x.a FROM v AS x JOIN v AS y ON x.a = y.a + 1"))
        .containsExactly("3");
    assertThat(database.rows("SELECT * FROM o")).containsExactly("3", "2");
    assertThat(database.rows("SELECT a FROM t WHERE a IN (SELECT a FROM v) AND a < ?", 3L))
        .containsExactly("2");
    database.run("INSERT INTO t VALUES (4, 'q')");
    assertThat(database.rows("SELECT n FROM w")).containsExactly("3");
    database.run("INSERT INTO t SELECT * FROM v");
    assertThat(database.rows("SELECT n FROM w")).containsExactly("6");
    assertThat(
            database.rows(
                "SELECT view_definition FROM information_schema.views WHERE table_name = 'w'"))
        .containsExactly("SELECT sum(a), count(*)\r\n  FROM v");
  }

  @Test
  void looksForNamesInTheSchemaThatItWasMadeIn() {
    tables();
    database.session().setSchema("g");
    database.run("CREATE VIEW v AS SELECT c FROM t");
    database.session().setSchema("main");
    assertThat(database.rows("SELECT * FROM g.v")).containsExactly("0.5");
    assertThat(database.rows("SELECT v.c, t.a FROM g.v, t WHERE a = 1")).containsExactly("0.5|1");
  }

  @Test
  void pushesConditionsThroughToTheTable() {
    tables();
    database.run("CREATE VIEW v AS SELECT a AS k, b FROM t");
    assertThat(database.rows("EXPLAIN SELECT b FROM v WHERE k = 2"))
        .last()
        .asString()
        .contains("Scan main.t")
        .contains("a = 2");
  }

  @Test
  void saysWhatIsGoneBehindIt() {
    tables();
    database.script(
        "CREATE VIEW v AS SELECT a FROM t", "CREATE VIEW w AS SELECT a FROM v", "DROP TABLE t");
    assertThat(database.error("SELECT * FROM w"))
        .startsWith("42P01 View /w cannot be read any more: View /v cannot be read any more:")
        .contains("Table 't' not found");
    assertThat(
            database.rows(
                "SELECT table_name, table_type FROM information_schema.tables"
                    + " WHERE table_schema = 'main' ORDER BY 1"))
        .containsExactly("v|VIEW", "w|VIEW");
    assertThat(
            database.rows(
                "SELECT column_name FROM information_schema.columns WHERE table_name = 'w'"))
        .isEmpty();
    database.run("CREATE TABLE t (a VARCHAR)");
    assertThat(
            database.rows(
                "SELECT data_type FROM information_schema.columns WHERE table_name = 'w'"))
        .containsExactly("VARCHAR");
  }

  @Test
  void isReplacedButNeverByItself() {
    tables();
    database.script(
        "CREATE VIEW v AS SELECT a FROM t",
        "CREATE VIEW w AS SELECT a FROM v",
        "CREATE OR REPLACE VIEW v AS SELECT a + 10 AS a FROM t",
        "CREATE VIEW IF NOT EXISTS v AS SELECT 1 AS a");
    assertThat(database.rows("SELECT a FROM w")).containsExactly("11", "12", "13");
    assertThat(database.error("CREATE OR REPLACE VIEW v AS SELECT a FROM w"))
        .startsWith("22023")
        .contains("would read itself");
    database.run("CREATE OR REPLACE VIEW fresh AS SELECT a FROM w");
    database.script("DROP VIEW fresh, w", "DROP VIEW v CASCADE");
    assertThat(database.rows("SELECT path FROM cairn_catalog.nodes WHERE kind = 'view'")).isEmpty();
  }

  @Test
  void isCheckedWhenItIsMade() {
    tables();
    assertThat(database.error("CREATE VIEW v AS SELECT nope FROM t")).startsWith("42703");
    assertThat(database.error("CREATE VIEW v AS SELECT * FROM nope")).startsWith("42P01");
    assertThat(database.error("CREATE VIEW v AS SELECT a FROM t WHERE a = ?")).startsWith("0A000");
    assertThat(database.error("CREATE VIEW v (x, y) AS SELECT a FROM t")).startsWith("42601");
    assertThat(database.error("CREATE VIEW v AS SELECT a, a FROM t")).startsWith("42P07");
    assertThat(database.error("CREATE VIEW v AS INSERT INTO t VALUES (1, 'a')"))
        .startsWith("42601");
    assertThat(database.rows("SELECT path FROM cairn_catalog.nodes WHERE kind = 'view'")).isEmpty();
  }
}
