package io.cairn.differential;

import io.cairn.differential.Scope.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes random expressions that mean the same in Cairn and in DuckDB. It keeps numbers far from
 * overflow, since databases differ in which rows they compute an expression for, and stays away
 * from what rightly differs: casts of floating-point numbers to whole ones (DuckDB rounds halves to
 * even ones), division of decimals (in DuckDB a DOUBLE), arithmetic of TINYINT and SMALLINT (as
 * narrow as its operands in DuckDB), upper-case letters beyond one to one. One thread at a time.
 */
final class ExpressionMaker {
  private static final List<Kind> COMPARABLE =
      List.of(
          Kind.WHOLE,
          Kind.WHOLE,
          Kind.WHOLE,
          Kind.COUNTER,
          Kind.DECIMAL,
          Kind.DOUBLE,
          Kind.REAL,
          Kind.TEXT,
          Kind.TEXT,
          Kind.DATE,
          Kind.TIMESTAMP,
          Kind.TIME,
          Kind.BOOLEAN);
  private static final List<String> OPERATORS =
      List.of(" = ", " <> ", " < ", " <= ", " > ", " >= ");
  private static final double WHOLE_LIMIT = 1e9;
  private static final double EXACT_LIMIT = 1e12;

  private final Random random;
  private final List<RandomTable> tables;
  private final Subqueries subqueries;

  /** Makes queries that stand in expressions. */
  interface Subqueries {
    /** A query of one column and at most one row. */
    Sql scalar(Kind kind, Scope outer);

    /** A query of one column and any number of rows. */
    Sql column(Kind kind, Scope outer);

    /** A query whose rows are only counted. */
    Sql rows(Scope outer);

    /** Whether a query may stand here, which grows less likely with each. */
    boolean isWelcome();
  }

  /** An expression, and what the absolute value of a number does not exceed. */
  record Bounded(Sql sql, double bound) {
    boolean isSummable() {
      return bound < Double.POSITIVE_INFINITY;
    }
  }

  ExpressionMaker(Random random, List<RandomTable> tables, Subqueries subqueries) {
    this.random = random;
    this.tables = tables;
    this.subqueries = subqueries;
  }

  /** An expression of a kind that can be compared. */
  Sql value(Kind kind, Scope scope, int depth) {
    return bounded(kind, scope, depth).sql;
  }

  Kind anyKind() {
    return pick(COMPARABLE);
  }

  Bounded bounded(Kind kind, Scope scope, int depth) {
    if (depth > 0 && random.nextInt(3) > 0) {
      Bounded made = compound(kind, scope, depth);
      if (made != null) {
        return made;
      }
    }
    Column column = random.nextInt(8) == 0 ? null : scope.column(kind, random);
    if (column != null) {
      return new Bounded(Sql.of(kind, column.name()), column.bound());
    }
    return literal(kind, scope);
  }

  private Bounded literal(Kind kind, Scope scope) {
    if (random.nextInt(25) == 0) {
      String type = type(kind);
      return new Bounded(
          Sql.of(
              kind,
              new Sql.Differing(
                  "CAST(NULL AS " + type + ")", "CAST(NULL AS " + type.replace("(3)", "") + ")")),
          0);
    }
    Column column = scope.column(kind, random);
    Flavor flavor = column == null || column.flavor() == null ? flavor(kind) : column.flavor();
    Object value = pick(tables).sample(flavor, random, this::draw);
    return new Bounded(flavor.literal(value), flavor.bound());
  }

  private Object draw(Flavor flavor) {
    return flavor == Flavor.ID ? Integer.valueOf(random.nextInt(100)) : flavor.draw(random);
  }

  private static String type(Kind kind) {
    return switch (kind) {
      case WHOLE -> "BIGINT";
      case COUNTER -> "SMALLINT";
      case DECIMAL -> "DECIMAL(9, 2)";
      case TEXT -> "VARCHAR";
      case TIME, TIMESTAMP -> kind.name() + "(3)";
      case BOOLEAN, DOUBLE, REAL, DATE -> kind.name();
      case QUERY, PART -> throw new IllegalArgumentException(kind.name());
    };
  }

  private Flavor flavor(Kind kind) {
    List<Flavor> fitting = new ArrayList<>();
    for (Flavor flavor : Flavor.values()) {
      if (flavor.kind() == kind) {
        fitting.add(flavor);
      }
    }
    return pick(fitting);
  }

  /** An expression with others inside, or null if the choice fell on what does not fit. */
  private @Nullable Bounded compound(Kind kind, Scope scope, int depth) {
    int choice = random.nextInt(12);
    if (kind == Kind.BOOLEAN) {
      return new Bounded(condition(scope, depth), 0);
    }
    if (choice == 0 && subqueries.isWelcome()) {
      return new Bounded(
          Sql.of(kind, "({})", subqueries.scalar(kind, scope)), Double.POSITIVE_INFINITY);
    }
    if (kind == Kind.COUNTER || kind == Kind.REAL) {
      // The types of mixed expressions differ.
      return null;
    }
    return switch (choice) {
      case 1, 2 -> choose(kind, scope, depth);
      case 3 -> coalesce(kind, scope, depth);
      case 4 -> {
        Bounded value = bounded(kind, scope, depth - 1);
        yield new Bounded(
            Sql.of(kind, "NULLIF({}, {})", value.sql, literal(kind, scope).sql), value.bound);
      }
      default -> own(kind, scope, depth);
    };
  }

  private Bounded choose(Kind kind, Scope scope, int depth) {
    Bounded first = bounded(kind, scope, depth - 1);
    Bounded second = bounded(kind, scope, depth - 1);
    double bound = Math.max(first.bound, second.bound);
    if (random.nextInt(4) == 0) {
      Kind tested = pick(List.of(Kind.WHOLE, Kind.TEXT));
      return new Bounded(
          Sql.of(
              kind,
              "CASE {} WHEN {} THEN {} WHEN {} THEN {} END",
              value(tested, scope, 0),
              literal(tested, scope).sql,
              first.sql,
              literal(tested, scope).sql,
              second.sql),
          bound);
    }
    return random.nextInt(3) == 0
        ? new Bounded(
            Sql.of(kind, "CASE WHEN {} THEN {} END", condition(scope, depth - 1), first.sql),
            first.bound)
        : new Bounded(
            Sql.of(
                kind,
                "CASE WHEN {} THEN {} ELSE {} END",
                condition(scope, depth - 1),
                first.sql,
                second.sql),
            bound);
  }

  private Bounded coalesce(Kind kind, Scope scope, int depth) {
    Bounded first = bounded(kind, scope, depth - 1);
    Bounded second = bounded(kind, scope, depth - 1);
    return new Bounded(
        Sql.of(kind, "COALESCE({}, {})", first.sql, second.sql),
        Math.max(first.bound, second.bound));
  }

  private @Nullable Bounded own(Kind kind, Scope scope, int depth) {
    return switch (kind) {
      case WHOLE -> whole(scope, depth);
      case DECIMAL -> decimal(scope, depth);
      case DOUBLE -> real(scope, depth);
      case TEXT -> text(scope, depth);
      case DATE ->
          random.nextBoolean()
              ? unbounded(Sql.of(kind, "CAST({} AS DATE)", value(Kind.TIMESTAMP, scope, depth - 1)))
              : unbounded(
                  // DuckDB gives a TIMESTAMP.
                  Sql.of(
                      kind,
                      new Sql.Differing(
                          "({} + INTERVAL '3' DAY)", "CAST({} + INTERVAL '3' DAY AS DATE)"),
                      value(Kind.DATE, scope, depth - 1)));
      case TIMESTAMP ->
          switch (random.nextInt(3)) {
            case 0 ->
                unbounded(
                    Sql.of(
                        kind,
                        new Sql.Differing("CAST({} AS TIMESTAMP(3))", "CAST({} AS TIMESTAMP)"),
                        value(Kind.DATE, scope, depth - 1)));
            case 1 ->
                unbounded(
                    Sql.of(
                        kind,
                        "({} "
                            + pick(List.of("+", "-"))
                            + " INTERVAL '"
                            + (1 + random.nextInt(40))
                            + "' "
                            + pick(List.of("SECOND", "MINUTE", "HOUR", "DAY", "MONTH"))
                            + ")",
                        value(Kind.TIMESTAMP, scope, depth - 1)));
            default -> {
              String unit = pick(List.of("HOUR", "DAY", "MONTH", "YEAR"));
              yield unbounded(
                  Sql.of(
                      kind,
                      new Sql.Differing(
                          "FLOOR({} TO " + unit + ")", "date_trunc('" + unit + "', {})"),
                      value(Kind.TIMESTAMP, scope, depth - 1)));
            }
          };
      case TIME, BOOLEAN, COUNTER, REAL, QUERY, PART -> null;
    };
  }

  private static Bounded unbounded(Sql sql) {
    return new Bounded(sql, 0);
  }

  private @Nullable Bounded whole(Scope scope, int depth) {
    return switch (random.nextInt(9)) {
      case 0 ->
          new Bounded(
              Sql.of(Kind.WHOLE, "CHAR_LENGTH({})", value(Kind.TEXT, scope, depth - 1)), 1000);
      case 1 ->
          new Bounded(
              Sql.of(
                  Kind.WHOLE,
                  "EXTRACT("
                      + pick(List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE"))
                      + " FROM {})",
                  value(Kind.TIMESTAMP, scope, depth - 1)),
              10_000);
      case 2 ->
          new Bounded(
              Sql.of(
                  Kind.WHOLE,
                  "EXTRACT(" + pick(List.of("YEAR", "MONTH", "DAY")) + " FROM {})",
                  value(Kind.DATE, scope, depth - 1)),
              10_000);
      case 3 -> counter(scope);
      case 4 -> {
        Bounded text = bounded(Kind.WHOLE, scope, depth - 1);
        yield new Bounded(
            Sql.of(Kind.WHOLE, "CAST(CAST({} AS VARCHAR) AS BIGINT)", text.sql), text.bound);
      }
      default ->
          arithmetic(bounded(Kind.WHOLE, scope, depth - 1), bounded(Kind.WHOLE, scope, depth - 1));
    };
  }

  private @Nullable Bounded counter(Scope scope) {
    Column counter = scope.column(Kind.COUNTER, random);
    return counter == null || counter.bound() > WHOLE_LIMIT
        ? null
        : new Bounded(
            Sql.of(Kind.WHOLE, "CAST(" + counter.name() + " AS INTEGER)"), counter.bound());
  }

  /** Two whole numbers put together, or null if the result might be too large. */
  private @Nullable Bounded arithmetic(Bounded first, Bounded second) {
    int choice = random.nextInt(6);
    double bound =
        switch (choice) {
          case 0 -> first.bound * second.bound;
          case 1, 2 -> Math.max(first.bound, second.bound);
          case 3 -> first.bound;
          default -> first.bound + second.bound;
        };
    if (!(bound <= WHOLE_LIMIT)) {
      return null;
    }
    Sql sql =
        switch (choice) {
          case 0 -> Sql.of(Kind.WHOLE, "({} * {})", first.sql, second.sql);
          case 1 ->
              Sql.of(
                  Kind.WHOLE,
                  // Of whole numbers "/" gives a DOUBLE in DuckDB, and x // 0 is NULL.
                  new Sql.Differing("({} / NULLIF({}, 0))", "({} // NULLIF({}, 0))"),
                  first.sql,
                  second.sql);
          case 2 -> Sql.of(Kind.WHOLE, "MOD({}, NULLIF({}, 0))", first.sql, second.sql);
          case 3 -> Sql.of(Kind.WHOLE, pick(List.of("ABS({})", "(- {})")), first.sql);
          default ->
              Sql.of(Kind.WHOLE, pick(List.of("({} + {})", "({} - {})")), first.sql, second.sql);
        };
    return new Bounded(sql, bound);
  }

  private @Nullable Bounded decimal(Scope scope, int depth) {
    Bounded first = bounded(Kind.DECIMAL, scope, 0);
    Bounded second = bounded(random.nextInt(3) == 0 ? Kind.WHOLE : Kind.DECIMAL, scope, 0);
    if (first.bound * second.bound > 1e24) {
      return null;
    }
    return switch (random.nextInt(5)) {
      case 0 ->
          new Bounded(
              Sql.of(Kind.DECIMAL, "({} * {})", first.sql, second.sql), Double.POSITIVE_INFINITY);
      case 1 -> new Bounded(Sql.of(Kind.DECIMAL, "ABS({})", first.sql), first.bound);
      case 2 -> castWhole(bounded(Kind.WHOLE, scope, depth - 1));
      default ->
          new Bounded(
              Sql.of(Kind.DECIMAL, pick(List.of("({} + {})", "({} - {})")), first.sql, second.sql),
              first.bound + second.bound);
    };
  }

  private static @Nullable Bounded castWhole(Bounded whole) {
    return whole.bound > WHOLE_LIMIT
        ? null
        : new Bounded(Sql.of(Kind.DECIMAL, "CAST({} AS DECIMAL(18, 3))", whole.sql), whole.bound);
  }

  private @Nullable Bounded real(Scope scope, int depth) {
    Bounded first = bounded(Kind.DOUBLE, scope, depth - 1);
    Bounded second = bounded(Kind.DOUBLE, scope, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> {
        double bound = first.bound * second.bound;
        yield new Bounded(
            Sql.of(Kind.DOUBLE, "({} * {})", first.sql, second.sql),
            bound < EXACT_LIMIT && depth < 2 ? bound : Double.POSITIVE_INFINITY);
      }
      case 1 ->
          new Bounded(
              Sql.of(Kind.DOUBLE, "({} / ({} + 0e0))", first.sql, second.sql),
              Double.POSITIVE_INFINITY);
      case 2 -> new Bounded(Sql.of(Kind.DOUBLE, "ABS({})", first.sql), first.bound);
      case 3 -> {
        Bounded whole = bounded(Kind.WHOLE, scope, depth - 1);
        yield new Bounded(Sql.of(Kind.DOUBLE, "CAST({} AS DOUBLE)", whole.sql), whole.bound);
      }
      default ->
          new Bounded(
              Sql.of(Kind.DOUBLE, pick(List.of("({} + {})", "({} - {})")), first.sql, second.sql),
              first.bound + second.bound);
    };
  }

  private Bounded text(Scope scope, int depth) {
    Sql text = value(Kind.TEXT, scope, depth - 1);
    return unbounded(
        switch (random.nextInt(7)) {
          case 0 -> Sql.of(Kind.TEXT, "({} || {})", text, value(Kind.TEXT, scope, depth - 1));
          case 1 -> Sql.of(Kind.TEXT, pick(List.of("UPPER({})", "LOWER({})")), text);
          case 2 ->
              Sql.of(
                  Kind.TEXT,
                  "SUBSTRING({} FROM "
                      + (1 + random.nextInt(3))
                      + " FOR "
                      + random.nextInt(4)
                      + ")",
                  text);
          case 3 -> Sql.of(Kind.TEXT, "TRIM({})", text);
          case 4 -> Sql.of(Kind.TEXT, "REPLACE({}, 'a', 'xy')", text);
          case 5 -> Sql.of(Kind.TEXT, "CAST({} AS VARCHAR)", value(Kind.WHOLE, scope, depth - 1));
          default -> Sql.of(Kind.TEXT, "CAST({} AS VARCHAR)", value(Kind.DATE, scope, depth - 1));
        });
  }

  /** Conjuncts, at least one. */
  List<Sql> conjuncts(Scope scope, int most) {
    List<Sql> conjuncts = new ArrayList<>();
    for (int i = random.nextInt(most); i >= 0; i--) {
      conjuncts.add(condition(scope, 2));
    }
    return conjuncts;
  }

  /** A condition: true, false or unknown for each row. */
  Sql condition(Scope scope, int depth) {
    if (depth > 0 && random.nextInt(3) == 0) {
      return switch (random.nextInt(7)) {
        case 0 -> Sql.of(Kind.BOOLEAN, "(NOT {})", condition(scope, depth - 1));
        case 1 ->
            Sql.of(
                Kind.BOOLEAN,
                "({} IS "
                    + pick(List.of("", "NOT "))
                    + pick(List.of("TRUE", "FALSE", "NULL"))
                    + ")",
                condition(scope, depth - 1));
        case 2, 3 ->
            Sql.of(
                Kind.BOOLEAN,
                "({} AND {})",
                condition(scope, depth - 1),
                condition(scope, depth - 1));
        default ->
            Sql.of(
                Kind.BOOLEAN,
                "({} OR {})",
                condition(scope, depth - 1),
                condition(scope, depth - 1));
      };
    }
    if (depth > 0 && subqueries.isWelcome()) {
      return withSubquery(scope, depth);
    }
    Kind kind = pick(COMPARABLE);
    return switch (random.nextInt(11)) {
      case 0 ->
          Sql.of(
              Kind.BOOLEAN,
              "({} " + pick(List.of("", "NOT ")) + "BETWEEN {} AND {})",
              value(kind, scope, depth - 1),
              value(kind, scope, 0),
              value(kind, scope, 0));
      case 1 -> inList(kind, scope, depth);
      case 2 ->
          Sql.of(
              Kind.BOOLEAN,
              "({} IS " + pick(List.of("", "NOT ")) + "NULL)",
              value(kind, scope, depth - 1));
      case 3 ->
          Sql.of(
              Kind.BOOLEAN,
              "({} IS " + pick(List.of("", "NOT ")) + "DISTINCT FROM {})",
              value(kind, scope, depth - 1),
              value(kind, scope, depth - 1));
      case 4 ->
          Sql.of(
              Kind.BOOLEAN,
              "({} "
                  + pick(List.of("", "NOT "))
                  + "LIKE '"
                  + pick(List.of("a%", "%b", "%a%", "_", "a_%", "%é%", "", "%", "%a%b%", "日%"))
                  + "')",
              value(Kind.TEXT, scope, depth - 1));
      case 5 -> value(Kind.BOOLEAN, scope, 0);
      case 6 -> mixed(scope, depth);
      default ->
          Sql.of(
              Kind.BOOLEAN,
              "({}" + pick(OPERATORS) + "{})",
              value(kind, scope, depth - 1),
              random.nextBoolean() ? literal(kind, scope).sql : value(kind, scope, depth - 1));
    };
  }

  /** A comparison of two kinds of exact numbers. */
  private Sql mixed(Scope scope, int depth) {
    List<Kind> exact = List.of(Kind.WHOLE, Kind.COUNTER, Kind.DECIMAL);
    return Sql.of(
        Kind.BOOLEAN,
        "({}" + pick(OPERATORS) + "{})",
        value(pick(exact), scope, depth - 1),
        value(pick(exact), scope, depth - 1));
  }

  private Sql inList(Kind kind, Scope scope, int depth) {
    List<Sql> values = new ArrayList<>();
    int count = random.nextInt(10) == 0 ? 30 : 1 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      values.add(literal(kind, scope).sql);
    }
    return Sql.of(
        Kind.BOOLEAN,
        "({} " + pick(List.of("", "NOT ")) + "IN {})",
        value(kind, scope, depth - 1),
        new Sql.Items("(", ", ", ")", 1, values));
  }

  private Sql withSubquery(Scope scope, int depth) {
    Kind kind = pick(COMPARABLE);
    return switch (random.nextInt(6)) {
      case 0, 1 ->
          Sql.of(
              Kind.BOOLEAN,
              "({} " + pick(List.of("", "NOT ")) + "IN ({}))",
              value(kind, scope, depth - 1),
              subqueries.column(kind, scope));
      case 2, 3 ->
          Sql.of(
              Kind.BOOLEAN,
              "(" + pick(List.of("", "NOT ")) + "EXISTS ({}))",
              subqueries.rows(scope));
      case 4 ->
          Sql.of(
              Kind.BOOLEAN,
              "({}" + pick(OPERATORS) + pick(List.of("ANY", "ALL")) + " ({}))",
              value(kind, scope, depth - 1),
              subqueries.column(kind, scope));
      default ->
          Sql.of(
              Kind.BOOLEAN,
              "({}" + pick(OPERATORS) + "({}))",
              value(kind, scope, depth - 1),
              subqueries.scalar(kind, scope));
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
