package io.cairn.differential;

import io.cairn.differential.ExpressionMaker.Bounded;
import io.cairn.differential.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes one random query over random tables. */
final class QueryMaker implements ExpressionMaker.Subqueries {
  private final Random random;
  private final ExpressionMaker expressions;
  private final SourceMaker sources;
  private final WindowMaker windows;
  private int subqueries;
  private int aliases;

  /**
   * A query.
   *
   * @param ordered ordinals of the columns whose sequence the query promises
   */
  record Query(Sql sql, List<Integer> ordered) {}

  /**
   * A query that can stand in another one.
   *
   * @param columns named as the query names them
   * @param opaque ordinals of columns whose last digits depend on the order of a sum
   */
  record Core(Sql sql, List<Column> columns, List<Integer> opaque) {}

  QueryMaker(Random random, List<RandomTable> tables) {
    this.random = random;
    this.expressions = new ExpressionMaker(random, tables, this);
    this.sources = new SourceMaker(random, tables, expressions, this);
    this.windows = new WindowMaker(random, expressions);
  }

  Query next() {
    List<Sql> commons = new ArrayList<>();
    if (random.nextInt(10) == 0) {
      commons.add(sources.common());
    }
    boolean isLimited = random.nextInt(4) == 0;
    Core core = random.nextInt(8) == 0 ? combination(!isLimited) : core(null, !isLimited);
    List<Integer> ordered = new ArrayList<>();
    Sql order = random.nextInt(3) == 0 || isLimited ? order(core, isLimited, ordered) : EMPTY;
    return new Query(
        Sql.of(
            Kind.QUERY,
            "{}{}{}{}",
            new Sql.Items("WITH ", ", ", " ", 0, commons),
            core.sql,
            order,
            isLimited ? limit() : EMPTY),
        ordered);
  }

  private static final Sql EMPTY = Sql.of(Kind.PART, "");

  private Sql order(Core core, boolean isTotal, List<Integer> ordered) {
    List<Integer> positions = new ArrayList<>();
    for (int i = 0; i < core.columns.size(); i++) {
      if (!core.opaque.contains(i)) {
        positions.add(i);
      }
    }
    java.util.Collections.shuffle(positions, random);
    List<Integer> chosen =
        isTotal || positions.isEmpty()
            ? positions
            : positions.subList(0, 1 + random.nextInt(positions.size()));
    ordered.addAll(chosen);
    List<String> keys = new ArrayList<>();
    for (int position : chosen) {
      keys.add(
          (position + 1)
              + pick(List.of("", " DESC", " ASC"))
              + pick(List.of("", "", " NULLS FIRST", " NULLS LAST")));
    }
    return keys.isEmpty() ? EMPTY : Sql.of(Kind.PART, " ORDER BY " + String.join(", ", keys));
  }

  private Sql limit() {
    return Sql.of(
        Kind.PART,
        pick(List.of(" LIMIT 1", " LIMIT 10", " LIMIT 100", " LIMIT 0", " LIMIT 3000", ""))
            + pick(List.of("", "", " OFFSET 3", " OFFSET 500", " OFFSET 0")));
  }

  /** A query without ORDER BY. */
  Core core(@Nullable Scope outer, boolean allowsOpaque) {
    SourceMaker.From from = sources.from(outer);
    return switch (random.nextInt(9)) {
      case 0, 1, 2 -> grouped(from, allowsOpaque);
      case 3 -> aggregated(from, allowsOpaque);
      case 4 -> from.scope().keys().isEmpty() ? plain(from) : windowed(from);
      default -> plain(from);
    };
  }

  private Core windowed(SourceMaker.From from) {
    return windows.over(from, where(from));
  }

  private Sql where(SourceMaker.From from) {
    return random.nextInt(4) == 0
        ? EMPTY
        : new Sql.Items(" WHERE ", " AND ", "", 0, expressions.conjuncts(from.scope(), 3));
  }

  private Core plain(SourceMaker.From from) {
    Selection selection = new Selection();
    for (int i = random.nextInt(4); i >= 0; i--) {
      Kind kind = expressions.anyKind();
      selection.add(kind, expressions.bounded(kind, from.scope(), random.nextInt(3)));
    }
    return selection.core(
        "SELECT " + pick(List.of("", "", "", "DISTINCT ")) + "{} FROM {}{}",
        from.sql(),
        where(from));
  }

  /** Aggregates without GROUP BY: one row. */
  private Core aggregated(SourceMaker.From from, boolean allowsOpaque) {
    Selection selection = new Selection();
    for (int i = random.nextInt(4); i >= 0; i--) {
      aggregate(selection, from.scope(), allowsOpaque);
    }
    return selection.core("SELECT {} FROM {}{}", from.sql(), where(from));
  }

  private Core grouped(SourceMaker.From from, boolean allowsOpaque) {
    Scope scope = from.scope();
    List<Column> keys = new ArrayList<>();
    List<Sql> names = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Column key = scope.any(random);
      if (keys.stream().noneMatch(other -> other.name().equals(key.name()))) {
        keys.add(key);
        names.add(Sql.of(key.kind(), key.name()));
      }
    }
    Selection selection = new Selection();
    for (Column key : keys) {
      selection.add(key.kind(), new Bounded(Sql.of(key.kind(), key.name()), key.bound()));
    }
    Sql grouping;
    int choice = random.nextInt(10);
    if (choice < 7) {
      // One key in a few is computed.
      if (random.nextInt(4) == 0) {
        Kind kind = pick(List.of(Kind.WHOLE, Kind.TEXT, Kind.BOOLEAN));
        Bounded computed =
            expressions.bounded(kind, new Scope(scope.columns(), null, List.of()), 1);
        names.add(computed.sql());
        // Repeated in the select list as its position says.
        selection.add(kind, computed);
      }
      List<Sql> positions = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        positions.add(
            Sql.of(
                Kind.PART,
                random.nextBoolean() && i < keys.size()
                    ? keys.get(i).name()
                    : String.valueOf(i + 1)));
      }
      grouping = new Sql.Items(" GROUP BY ", ", ", "", 1, positions);
    } else {
      grouping =
          choice == 7
              ? new Sql.Items(" GROUP BY ROLLUP (", ", ", ")", 1, names)
              : choice == 8
                  ? new Sql.Items(" GROUP BY CUBE (", ", ", ")", 1, names)
                  : Sql.of(
                      Kind.PART,
                      " GROUP BY GROUPING SETS ({}, ({}), ())",
                      names.get(0),
                      new Sql.Items("", ", ", "", 1, names));
      if (random.nextBoolean()) {
        selection.add(
            Kind.WHOLE, new Bounded(Sql.of(Kind.WHOLE, "GROUPING({})", names.get(0)), 10));
      }
    }
    int before = selection.items.size();
    for (int i = random.nextInt(4); i > 0; i--) {
      aggregate(selection, scope, allowsOpaque);
    }
    Sql having = EMPTY;
    if (random.nextInt(4) == 0 && selection.items.size() > before) {
      Selection tested = new Selection();
      aggregate(tested, scope, false);
      Kind kind = tested.columns.get(0).kind();
      having =
          Sql.of(
              Kind.PART,
              " HAVING {}" + pick(List.of(" > ", " <= ", " <> ", " = ")) + "{}",
              tested.items.get(0).children().get(0),
              expressions.value(kind, new Scope(List.of(), null, List.of()), 0));
    }
    return selection.core("SELECT {} FROM {}{}{}{}", from.sql(), where(from), grouping, having);
  }

  private void aggregate(Selection selection, Scope scope, boolean allowsOpaque) {
    // An aggregate over columns of the query around it alone would belong to that query.
    Scope own = new Scope(scope.columns(), null, scope.keys());
    Sql filter =
        random.nextInt(6) == 0
            ? Sql.of(Kind.PART, " FILTER (WHERE {})", expressions.condition(own, 1))
            : EMPTY;
    String distinct = pick(List.of("", "", "", "DISTINCT "));
    int choice = random.nextInt(allowsOpaque ? 10 : 7);
    if (choice == 0) {
      selection.add(Kind.WHOLE, new Bounded(Sql.of(Kind.WHOLE, "COUNT(*){}", filter), 1e7));
    } else if (choice == 1) {
      Sql value = expressions.value(expressions.anyKind(), own, 1);
      selection.add(
          Kind.WHOLE,
          new Bounded(Sql.of(Kind.WHOLE, "COUNT(" + distinct + "{}){}", value, filter), 1e7));
    } else if (choice <= 3) {
      Kind kind = expressions.anyKind();
      if (kind == Kind.BOOLEAN) {
        selection.add(
            kind,
            new Bounded(
                Sql.of(
                    kind,
                    pick(List.of("BOOL_AND({}){}", "BOOL_OR({}){}")),
                    expressions.value(kind, own, 1),
                    filter),
                0));
        return;
      }
      Bounded value = expressions.bounded(kind, own, 1);
      selection.add(
          kind,
          new Bounded(
              Sql.of(kind, pick(List.of("MIN({}){}", "MAX({}){}")), value.sql(), filter),
              value.bound()));
    } else if (choice <= 6) {
      Kind kind = pick(List.of(Kind.WHOLE, Kind.WHOLE, Kind.DECIMAL, Kind.DOUBLE));
      Bounded value = expressions.bounded(kind, own, 1);
      boolean isSummable = value.isSummable() || kind == Kind.WHOLE;
      Sql sum =
          Sql.of(kind, isSummable ? "SUM(" + distinct + "{}){}" : "MAX({}){}", value.sql(), filter);
      selection.add(kind, new Bounded(sum, Double.POSITIVE_INFINITY));
    } else {
      opaque(selection, own, filter, distinct);
    }
  }

  private void opaque(Selection selection, Scope scope, Sql filter, String distinct) {
    Kind kind = pick(List.of(Kind.WHOLE, Kind.DECIMAL, Kind.DOUBLE));
    Bounded value = expressions.bounded(kind, scope, 1);
    if (!value.isSummable()) {
      value = new Bounded(Sql.of(Kind.WHOLE, "1"), 1);
    }
    boolean isSpread = random.nextInt(3) == 0;
    Sql call =
        isSpread
            ? Sql.of(
                Kind.PART,
                pick(List.of("STDDEV_POP", "STDDEV_SAMP", "VAR_POP", "VAR_SAMP"))
                    + "(CAST({} AS DOUBLE)){}",
                expressions.value(Kind.WHOLE, new Scope(small(scope), null, List.of()), 0),
                filter)
            : Sql.of(Kind.PART, "AVG(" + distinct + "{}){}", value.sql(), filter);
    selection.addOpaque(call);
  }

  /** Columns of small whole numbers: sums of their squares keep enough digits. */
  private static List<Column> small(Scope scope) {
    return scope.columns().stream().filter(column -> column.bound() <= 100).toList();
  }

  /** Two or three queries put together. */
  private Core combination(boolean allowsOpaque) {
    List<Kind> kinds = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Kind kind = expressions.anyKind();
      // Types of either side may differ, and DuckDB then finds another common one.
      kinds.add(kind == Kind.COUNTER || kind == Kind.REAL ? Kind.WHOLE : kind);
    }
    Core first = ofKinds(kinds);
    Sql sql = first.sql;
    for (int i = random.nextInt(2); i >= 0; i--) {
      String operation =
          pick(List.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"));
      sql = Sql.of(Kind.QUERY, "({}) " + operation + " ({})", sql, ofKinds(kinds).sql);
    }
    return new Core(sql, first.columns, allowsOpaque ? first.opaque : List.of());
  }

  private Core ofKinds(List<Kind> kinds) {
    SourceMaker.From from = sources.from(null);
    Selection selection = new Selection();
    for (Kind kind : kinds) {
      selection.add(kind, expressions.bounded(kind, from.scope(), random.nextInt(2)));
    }
    return selection.core("SELECT {} FROM {}{}", from.sql(), where(from));
  }

  String alias(String prefix) {
    return prefix + aliases++;
  }

  @Override
  public boolean isWelcome() {
    return random.nextInt(8 + 8 * subqueries) == 0;
  }

  @Override
  public Sql scalar(Kind kind, Scope outer) {
    subqueries++;
    SourceMaker.From from = sources.small(outer);
    Sql value = expressions.value(kind, from.scope(), 1);
    String call =
        kind == Kind.BOOLEAN
            ? "BOOL_OR"
            : kind == Kind.WHOLE && random.nextInt(3) == 0 ? "COUNT" : pick(List.of("MIN", "MAX"));
    // The own scope alone: an aggregate of an outer column belongs to the outer query.
    Scope own = new Scope(from.scope().columns(), null, List.of());
    return Sql.of(
        Kind.QUERY,
        "SELECT " + call + "({}) FROM {}{}",
        from.scope().outer() == null ? value : expressions.value(kind, own, 1),
        from.sql(),
        where(from));
  }

  @Override
  public Sql column(Kind kind, Scope outer) {
    subqueries++;
    SourceMaker.From from = sources.small(outer);
    Scope own = new Scope(from.scope().columns(), null, List.of());
    return Sql.of(
        Kind.QUERY,
        "SELECT " + pick(List.of("", "", "DISTINCT ")) + "{} FROM {}{}",
        expressions.value(kind, own, random.nextInt(2)),
        from.sql(),
        where(from));
  }

  @Override
  public Sql rows(Scope outer) {
    subqueries++;
    SourceMaker.From from = sources.small(outer);
    return Sql.of(
        Kind.QUERY, "SELECT " + pick(List.of("1", "*")) + " FROM {}{}", from.sql(), where(from));
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** The select list of a query: {@code expression AS c0, ...}. One thread at a time. */
  static final class Selection {
    private final List<Sql> items = new ArrayList<>();
    private final List<Column> columns = new ArrayList<>();
    private final List<Integer> opaque = new ArrayList<>();

    void add(Kind kind, Bounded value) {
      String name = "c" + items.size();
      items.add(Sql.of(Kind.PART, "{} AS " + name, value.sql()));
      columns.add(new Column(name, kind, value.bound(), null));
    }

    /** Adds a number whose last digits depend on the order of a sum. */
    void addOpaque(Sql value) {
      opaque.add(items.size());
      add(Kind.PART, new Bounded(value, Double.POSITIVE_INFINITY));
    }

    /** The query whose text is the template, the select list in its first gap. */
    Core core(String template, Sql... rest) {
      List<Sql> children = new ArrayList<>();
      children.add(new Sql.Items("", ", ", "", 1, items));
      children.addAll(List.of(rest));
      return new Core(
          Sql.of(Kind.QUERY, template, children.toArray(Sql[]::new)),
          List.copyOf(columns),
          List.copyOf(opaque));
    }
  }
}
