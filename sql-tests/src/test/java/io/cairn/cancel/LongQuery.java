package io.cairn.cancel;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Queries that keep one operator busy for long, over tables that {@link #prepare} makes. */
public enum LongQuery {
  SCAN_AND_FILTER(
      "SELECT count(*) FROM numbers AS a"
          + " WHERE MOD(a.n * 7919, 104729) * MOD(a.n * 104729, 7919) = -1"
          + " OR CAST(a.n AS VARCHAR) LIKE '%7%8%9%0%1%2%' OR UPPER(a.word) LIKE '%Q%R%S%'"
          + " OR LPAD(a.word, 20000, a.word) LIKE '%z%y%x%'"),
  HASH_BUILD(
      "SELECT count(*) FROM few AS a LEFT JOIN"
          + " (SELECT \"value\" AS v FROM TABLE(generate_series(1, 20000000000))) AS b"
          + " ON a.n = b.v"),
  PROBE_WITH_MANY_MATCHES(
      "SELECT count(*) FROM numbers AS a JOIN numbers AS b ON a.few = b.few WHERE a.n + b.n > 0"),
  NESTED_LOOP("SELECT count(*) FROM numbers AS a JOIN numbers AS b ON a.n * b.n = -1"),
  MANY_GROUPS(
      "SELECT count(*) FROM (SELECT \"value\", count(*) AS c"
          + " FROM TABLE(generate_series(1, 20000000000)) GROUP BY \"value\") AS g"),
  SUM_OVER_MANY_ROWS(
      "SELECT sum(\"value\" * 3), min(\"value\" - 7) FROM TABLE(generate_series(1, 200000000000))"),
  DISTINCT_COUNT(
      "SELECT count(DISTINCT MOD(\"value\" * 7919, 100000007))"
          + " FROM TABLE(generate_series(1, 20000000000))"),
  SORT(
      "SELECT \"value\" FROM TABLE(generate_series(1, 20000000000))"
          + " ORDER BY MOD(\"value\", 1000), \"value\""),
  TOP(
      "SELECT \"value\" FROM TABLE(generate_series(1, 20000000000))"
          + " ORDER BY MOD(\"value\" * 7919, 1000003) DESC LIMIT 10"),
  WINDOW(
      "SELECT max(s) FROM (SELECT sum(\"value\") OVER (PARTITION BY MOD(\"value\", 10)"
          + " ORDER BY \"value\" ROWS BETWEEN 1000 PRECEDING AND CURRENT ROW) AS s"
          + " FROM TABLE(generate_series(1, 2000000000))) AS w"),
  UNION(
      "SELECT count(*) FROM (SELECT \"value\" FROM TABLE(generate_series(1, 20000000000))"
          + " UNION SELECT \"value\" + 5 FROM TABLE(generate_series(1, 20000000000))) AS u"),
  GENERATED_CODE(
      "WITH RECURSIVE r (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL"
          + " SELECT n + 1 FROM r WHERE n < 2000000000) SELECT count(*) FROM r");

  private final String sql;

  LongQuery(String sql) {
    this.sql = sql;
  }

  public String sql() {
    return sql;
  }

  /** Makes the tables that the queries read. */
  public static void prepare(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE numbers AS SELECT \"value\" AS n, MOD(\"value\", 20) AS few,"
              + " 'word ' || CAST(MOD(\"value\" * 7919, 100003) AS VARCHAR) AS word"
              + " FROM TABLE(generate_series(1, 1000000))");
      statement.execute(
          "CREATE TABLE few AS SELECT \"value\" AS n FROM TABLE(generate_series(1, 3))");
    }
  }
}
