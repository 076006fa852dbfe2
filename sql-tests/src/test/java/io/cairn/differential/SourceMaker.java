package io.cairn.differential;

import io.cairn.differential.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes what stands behind FROM: tables, derived tables and common ones, joined in every way, but
 * so that the number of rows stays small. One thread at a time.
 */
final class SourceMaker {
  private static final double MOST_ROWS = 60_000;
  private static final int SMALL_ROWS = 400;
  private static final String COMMON = "w0";

  private final Random random;
  private final List<RandomTable> tables;
  private final ExpressionMaker expressions;
  private final QueryMaker queries;
  private @Nullable List<Column> commonColumns;
  private int depth;

  /** A text behind FROM, and the columns that it offers. */
  record From(Sql sql, Scope scope, double rows) {}

  /** One table of a join; {@code id} is a column that is different in all rows, or null. */
  private record Source(Sql sql, List<Column> columns, double rows, @Nullable String id) {
    @Nullable String name(String flavor) {
      for (Column column : columns) {
        if (column.name().endsWith("." + flavor) && column.flavor() != null) {
          return column.name();
        }
      }
      return null;
    }
  }

  SourceMaker(
      Random random, List<RandomTable> tables, ExpressionMaker expressions, QueryMaker queries) {
    this.random = random;
    this.tables = tables;
    this.expressions = expressions;
    this.queries = queries;
  }

  /** A common table expression, which later sources may use. */
  Sql common() {
    QueryMaker.Core core = derived(null);
    commonColumns = core.columns();
    return Sql.of(Kind.PART, COMMON + " AS ({})", core.sql());
  }

  /** One to five sources. */
  From from(@Nullable Scope outer) {
    int[] counts = {1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5};
    return joined(depth > 0 ? 1 : counts[random.nextInt(counts.length)], outer);
  }

  /** One or two sources of few rows, for a query that may run for each row of another one. */
  From small(@Nullable Scope outer) {
    depth++;
    try {
      Source source = table(smallTable());
      if (random.nextInt(5) > 0) {
        return from(source, outer);
      }
      Source second = table(smallTable());
      return joined(source, second, outer);
    } finally {
      depth--;
    }
  }

  private static From from(Source source, @Nullable Scope outer) {
    return new From(
        source.sql,
        new Scope(source.columns, outer, source.id == null ? List.of() : List.of(source.id)),
        source.rows);
  }

  private From joined(int count, @Nullable Scope outer) {
    Source first = source(count == 1);
    From from = from(first, outer);
    List<Source> joined = new ArrayList<>(List.of(first));
    for (int i = 1; i < count; i++) {
      Source next = source(false);
      // Behind a comma DuckDB lets a join name the tables before it.
      from = join(from, joined, next, outer, count == 2);
      joined.add(next);
    }
    return from;
  }

  private From joined(Source first, Source second, @Nullable Scope outer) {
    return join(from(first, outer), new ArrayList<>(List.of(first)), second, outer, true);
  }

  private Source source(boolean isAlone) {
    int choice = random.nextInt(10);
    if (choice == 0 && commonColumns != null) {
      String alias = queries.alias("q");
      return new Source(
          Sql.of(Kind.PART, COMMON + " AS " + alias), named(alias, commonColumns), 1000, null);
    }
    if (choice <= 1 && depth == 0) {
      QueryMaker.Core core = derived(null);
      String alias = queries.alias("q");
      return new Source(
          Sql.of(Kind.PART, "({}) AS " + alias, core.sql()),
          named(alias, core.columns()),
          1000,
          null);
    }
    return table(
        isAlone || random.nextInt(3) > 0
            ? tables.get(random.nextInt(tables.size()))
            : smallTable());
  }

  private QueryMaker.Core derived(@Nullable Scope outer) {
    depth++;
    try {
      return queries.core(outer, false);
    } finally {
      depth--;
    }
  }

  private static List<Column> named(String alias, List<Column> columns) {
    return columns.stream()
        .map(column -> new Column(alias + "." + column.name(), column.kind(), column.bound(), null))
        .toList();
  }

  private RandomTable smallTable() {
    List<RandomTable> small =
        tables.stream().filter(table -> table.rowCount() <= SMALL_ROWS).toList();
    return small.get(random.nextInt(small.size()));
  }

  private Source table(RandomTable table) {
    String alias = queries.alias("t");
    List<Column> columns = new ArrayList<>();
    for (Flavor flavor : Flavor.values()) {
      columns.add(
          new Column(alias + "." + flavor.columnName(), flavor.kind(), flavor.bound(), flavor));
    }
    return new Source(
        Sql.of(Kind.PART, table.name() + " AS " + alias), columns, table.rowCount(), alias + ".id");
  }

  private From join(
      From left, List<Source> before, Source right, @Nullable Scope outer, boolean isOnly) {
    List<Column> columns = new ArrayList<>(left.scope.columns());
    columns.addAll(right.columns);
    List<String> keys = new ArrayList<>();
    if (!left.scope.keys().isEmpty() && right.id != null) {
      keys.addAll(left.scope.keys());
      keys.add(right.id);
    }
    Scope scope = new Scope(columns, outer, keys);
    // Conditions of an ON clause that name tables further out are not everywhere allowed.
    Scope local = new Scope(columns, null, List.of());
    Source partner = before.get(random.nextInt(before.size()));
    double product = left.rows * right.rows;
    String kind =
        List.of("JOIN", "JOIN", "JOIN", "LEFT JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN")
            .get(random.nextInt(7));
    boolean isSmall = product <= MOST_ROWS;
    int choice = random.nextInt(10);
    if (isSmall && choice == 0) {
      return new From(
          Sql.of(
              Kind.PART,
              "{}" + (isOnly && random.nextBoolean() ? ", " : " CROSS JOIN ") + "{}",
              left.sql,
              right.sql),
          scope,
          product);
    }
    if (before.size() == 1 && choice == 1 && isEqui(partner, right)) {
      String column = left.rows * right.rows / 10 <= MOST_ROWS ? "k" : "id";
      return new From(
          Sql.of(Kind.PART, "{} " + kind + " {} USING (" + column + ")", left.sql, right.sql),
          scope,
          column.equals("k") ? product / 8 : Math.max(left.rows, right.rows));
    }
    List<Sql> conditions = new ArrayList<>();
    double rows = product;
    if (!isSmall || choice > 2) {
      if (!isEqui(partner, right)) {
        Sql equal = equality(left.scope, right);
        conditions.add(equal);
        rows = product / 8;
      } else {
        rows = equi(partner, right, product, left.rows, conditions);
      }
    }
    if (conditions.isEmpty() || random.nextInt(3) == 0) {
      conditions.add(expressions.condition(local, 1));
    }
    if (rows > 4 * MOST_ROWS) {
      // Too many: only what both have at one place of the sequence of ids.
      conditions.add(Sql.of(Kind.BOOLEAN, partnerId(before) + " = " + idOf(right)));
      rows = Math.max(left.rows, right.rows);
    }
    return new From(
        Sql.of(
            Kind.PART,
            "{} " + kind + " {} ON {}",
            left.sql,
            right.sql,
            new Sql.Items("", " AND ", "", 1, conditions)),
        scope,
        rows + (kind.equals("JOIN") ? 0 : left.rows + right.rows));
  }

  private static boolean isEqui(Source left, Source right) {
    return left.id != null && right.id != null;
  }

  private static String partnerId(List<Source> before) {
    for (Source source : before) {
      if (source.id != null) {
        return source.id;
      }
    }
    return "1";
  }

  private static String idOf(Source source) {
    return source.id == null ? "1" : source.id;
  }

  /** Adds one or two equalities between tables, and gives the rows to be expected. */
  private double equi(
      Source left, Source right, double product, double leftRows, List<Sql> conditions) {
    boolean isById = product / 6 > MOST_ROWS;
    if (isById) {
      conditions.add(Sql.of(Kind.BOOLEAN, equal(left.id, right.id)));
      return Math.max(leftRows, right.rows);
    }
    String[][] pairs = {
      {"k", "k"}, {"k", "bk"}, {"bk", "bk"}, {"s", "s"}, {"id", "k"}, {"m", "m"}, {"x", "x"},
      {"y", "y"}, {"d", "d"}, {"ts", "ts"}, {"t", "t"}, {"bi", "bi"}, {"ti", "ti"}, {"i", "i"},
      {"tm", "tm"}, {"r", "r"}, {"id", "id"}, {"f", "f"}, {"w", "w"}, {"u4", "u4"}, {"u8", "u8"}
    };
    double rows = product;
    for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
      String[] pair = pairs[random.nextInt(pairs.length)];
      conditions.add(Sql.of(Kind.BOOLEAN, equal(left.name(pair[0]), right.name(pair[1]))));
      rows /= pair[0].equals("id") ? Math.max(1, Math.min(left.rows, right.rows)) : 5;
    }
    return rows;
  }

  private String equal(@Nullable String left, @Nullable String right) {
    return left + (random.nextInt(8) == 0 ? " IS NOT DISTINCT FROM " : " = ") + right;
  }

  /** An equality between what a derived table offers and some column of the same kind. */
  private Sql equality(Scope left, Source right) {
    for (int attempt = 0; attempt < 20; attempt++) {
      Column column = right.columns.get(random.nextInt(right.columns.size()));
      Column partner =
          column.kind() == Kind.BOOLEAN
              ? null
              : new Scope(left.columns(), null, List.of()).column(column.kind(), random);
      if (partner != null && column.kind() != Kind.PART) {
        return Sql.of(Kind.BOOLEAN, equal(partner.name(), column.name()));
      }
    }
    return Sql.of(Kind.BOOLEAN, "1 = 0");
  }
}
