package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first rows of an order over a store of several row groups, against sorting all of it. */
final class TopRowsOfStoreTest {
  private static final List<String> ORDERS =
      List.of(
          "up",
          "up DESC",
          "down",
          "down DESC",
          "few, down",
          "few DESC NULLS LAST",
          "few NULLS FIRST, mixed DESC",
          "few DESC NULLS FIRST",
          "mixed",
          "mixed DESC",
          "ratio",
          "ratio DESC",
          "label DESC, mixed",
          "born DESC",
          "price DESC, up",
          "up + 1 DESC");

  private final StoreDatabase database = new StoreDatabase();

  @BeforeEach
  void fill() {
    database.script(
        "CREATE TABLE t (up BIGINT, down INTEGER, few INTEGER, mixed BIGINT, ratio DOUBLE,"
            + " label VARCHAR, born DATE, price DECIMAL(12, 2))",
        "INSERT INTO t SELECT n, CAST(500000 - n AS INTEGER),"
            + " CASE WHEN MOD(n, 11) = 0 THEN NULL ELSE CAST(MOD(n * 7, 5) AS INTEGER) END,"
            + " MOD(n * 7919, 299993),"
            + " CASE WHEN MOD(n, 50000) = 7 THEN CAST('NaN' AS DOUBLE)"
            + " WHEN MOD(n, 3001) = 0 THEN -0.0e0 WHEN MOD(n, 3001) = 1 THEN 0.0e0"
            + " ELSE MOD(n * 104729, 1000003) / 7.0e0 - 1000 END,"
            + " 'text ' || CAST(MOD(n * 31, 1000) AS VARCHAR),"
            + " DATE '2000-01-01' + CAST(MOD(n * 13, 9000) AS INTEGER) * INTERVAL '1' DAY,"
            + " MOD(n * 7919, 299993) / 100.0"
            + " FROM generate_series(1, 300000) AS s(n)",
        "INSERT INTO t VALUES (0, 7, NULL, -5, NULL, NULL, NULL, NULL),"
            + " (300001, -1, 9, 400000, -0.0e0, 'zz', DATE '2100-01-01', 9999999.99)");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void areTheFirstOfAll() {
    for (String order : ORDERS) {
      String select = "SELECT up, down, few, mixed, ratio, label, born, price FROM t";
      List<String> all = database.rows(select + " ORDER BY " + order);
      assertThat(database.rows(select + " ORDER BY " + order + " LIMIT 40 OFFSET 3"))
          .as(order)
          .isEqualTo(all.subList(3, 43));
      String where = select + " WHERE MOD(mixed, 3) = 1 ORDER BY " + order;
      List<String> some = database.rows(where);
      assertThat(database.rows(where + " LIMIT 1000")).as(where).isEqualTo(some.subList(0, 1000));
    }
  }

  @Test
  void readOtherColumnsOfFewRowGroups() {
    for (String order : List.of("up", "up DESC", "down", "down DESC")) {
      List<String> lines =
          database.rows(
              "EXPLAIN ANALYZE SELECT up, down, label FROM t ORDER BY " + order + " LIMIT 5");
      assertThat(lines.get(lines.size() - 1))
          .as(order)
          .contains("label:")
          .doesNotContain("label:2/2");
    }
  }
}
