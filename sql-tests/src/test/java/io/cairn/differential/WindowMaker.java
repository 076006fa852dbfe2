package io.cairn.differential;

import io.cairn.differential.ExpressionMaker.Bounded;
import java.util.List;
import java.util.Random;

/**
 * Makes window functions. What depends on the sequence of equal rows gets an order in which no two
 * are equal. One thread at a time.
 */
final class WindowMaker {
  private final Random random;
  private final ExpressionMaker expressions;

  WindowMaker(Random random, ExpressionMaker expressions) {
    this.random = random;
    this.expressions = expressions;
  }

  /** A query with one to three window functions, and the rows' keys to see which is which. */
  QueryMaker.Core over(SourceMaker.From from, Sql where) {
    Scope scope = new Scope(from.scope().columns(), null, from.scope().keys());
    QueryMaker.Selection selection = new QueryMaker.Selection();
    for (String key : scope.keys()) {
      selection.add(Kind.WHOLE, new Bounded(Sql.of(Kind.WHOLE, key), 1e6));
    }
    for (int i = random.nextInt(3); i >= 0; i--) {
      add(selection, scope);
    }
    return selection.core("SELECT {} FROM {}{}", from.sql(), where);
  }

  private void add(QueryMaker.Selection selection, Scope scope) {
    String partition = random.nextInt(3) == 0 ? "" : "PARTITION BY " + key(scope) + " ";
    String order = "ORDER BY " + key(scope) + direction();
    String total = order + ", " + String.join(", ", scope.keys());
    Kind kind = expressions.anyKind();
    Bounded value = expressions.bounded(kind, scope, 1);
    switch (random.nextInt(9)) {
      case 0 ->
          selection.add(Kind.WHOLE, new Bounded(call("ROW_NUMBER()", partition + total), 1e6));
      case 1 ->
          selection.add(
              Kind.WHOLE,
              new Bounded(call(pick(List.of("RANK()", "DENSE_RANK()")), partition + order), 1e6));
      case 2 ->
          selection.addOpaque(
              call(pick(List.of("PERCENT_RANK()", "CUME_DIST()")), partition + order));
      case 3 ->
          selection.add(
              Kind.WHOLE,
              new Bounded(call("NTILE(" + (1 + random.nextInt(5)) + ")", partition + total), 10));
      case 4 ->
          selection.add(
              kind,
              new Bounded(
                  Sql.of(
                      kind,
                      pick(List.of("LAG", "LEAD"))
                          + "({}, "
                          + random.nextInt(4)
                          + ") OVER ("
                          + partition
                          + total
                          + ")",
                      value.sql()),
                  value.bound()));
      case 5 ->
          selection.add(
              kind,
              new Bounded(
                  Sql.of(
                      kind,
                      pick(List.of("FIRST_VALUE({})", "LAST_VALUE({})", "NTH_VALUE({}, 2)"))
                          + " OVER ("
                          + partition
                          + total
                          + rows()
                          + ")",
                      value.sql()),
                  value.bound()));
      case 6 -> aggregate(selection, scope, partition + order + peers());
      case 7 -> aggregate(selection, scope, partition);
      default -> aggregate(selection, scope, partition + total + rows());
    }
  }

  private static Sql call(String function, String window) {
    return Sql.of(Kind.WHOLE, function + " OVER (" + window + ")");
  }

  private void aggregate(QueryMaker.Selection selection, Scope scope, String window) {
    Kind kind = pick(List.of(Kind.WHOLE, Kind.DECIMAL, Kind.DOUBLE, Kind.TEXT, Kind.DATE));
    Bounded value = expressions.bounded(kind, scope, 1);
    boolean isSummable =
        value.isSummable() && kind != Kind.TEXT && kind != Kind.DATE && random.nextBoolean();
    if (random.nextInt(5) == 0) {
      selection.add(
          Kind.WHOLE,
          new Bounded(
              Sql.of(
                  Kind.WHOLE,
                  pick(List.of("COUNT({})", "COUNT({})")) + " OVER (" + window + ")",
                  value.sql()),
              1e6));
    } else if (isSummable && random.nextInt(4) == 0) {
      selection.addOpaque(Sql.of(Kind.PART, "AVG({}) OVER (" + window + ")", value.sql()));
    } else {
      selection.add(
          kind,
          new Bounded(
              Sql.of(
                  kind,
                  (isSummable ? "SUM({})" : pick(List.of("MIN({})", "MAX({})")))
                      + " OVER ("
                      + window
                      + ")",
                  value.sql()),
              Double.POSITIVE_INFINITY));
    }
  }

  private String key(Scope scope) {
    return scope.any(random).name();
  }

  private String direction() {
    return pick(List.of("", " DESC")) + pick(List.of("", "", " NULLS FIRST", " NULLS LAST"));
  }

  private String rows() {
    return pick(
        List.of(
            "",
            " ROWS UNBOUNDED PRECEDING",
            " ROWS BETWEEN 2 PRECEDING AND CURRENT ROW",
            " ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING",
            " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
            " ROWS BETWEEN 3 PRECEDING AND 2 PRECEDING",
            " ROWS BETWEEN 1 FOLLOWING AND 4 FOLLOWING",
            " ROWS BETWEEN 100 PRECEDING AND 50 FOLLOWING"));
  }

  private String peers() {
    return pick(
        List.of(
            "",
            " RANGE UNBOUNDED PRECEDING",
            " RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
            " RANGE BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
            " RANGE BETWEEN CURRENT ROW AND CURRENT ROW"));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
