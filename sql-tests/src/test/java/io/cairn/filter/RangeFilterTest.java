package io.cairn.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.filter.NumericTable.NumericColumn;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every numeric column of every fixture: a filter in SQL selects what the same one in Java does.
 */
class RangeFilterTest {
  private static final Path FIXTURES =
      Path.of("..", "formats", "src", "test", "resources", "fixtures");
  private static final Path TOUR =
      Path.of("..", "driver", "src", "main", "resources", "io", "cairn", "cli", "demo", "tour.h5");
  private static final int MAX_ROWS = 20_000;
  private static final int LARGE_ROWS = 1000;
  private static final int WIDE_COLUMNS = 4;

  static List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>(List.of(TOUR));
    try (Stream<Path> paths = Files.walk(FIXTURES)) {
      paths.filter(path -> path.toString().endsWith(".h5")).sorted().forEach(files::add);
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("files")
  void selectsWhatPlainJavaSelects(Path file) throws SQLException {
    long seed = Long.getLong("cairn.seed", 42);
    Random random = new Random(seed);
    try (Connection connection = connect(file)) {
      for (NumericTable table : NumericTable.readAll(connection, MAX_ROWS)) {
        // Of large and of wide tables, which take long, a part of the conditions drawn anew each
        // time.
        int share =
            table.rows().size() > LARGE_ROWS ? 10 : table.columns().size() > WIDE_COLUMNS ? 3 : 1;
        for (int column = 0; column < table.columns().size(); column++) {
          for (Condition condition : conditions(table, column, random)) {
            if (random.nextInt(share) == 0) {
              assertSame(connection, table, condition, Condition.Constants.LITERALS, seed);
            }
          }
          for (Condition condition : bindable(table, column, random)) {
            if (random.nextInt(share) == 0) {
              assertSame(connection, table, condition, Condition.Constants.LITERALS, seed);
              assertSame(connection, table, condition, Condition.Constants.PARAMETERS, seed);
            }
          }
        }
      }
    }
  }

  @Test
  void seesNumericColumnsOfEveryKind() throws IOException, SQLException {
    List<String> types = new ArrayList<>();
    for (Path file : files()) {
      try (Connection connection = connect(file)) {
        for (NumericTable table : NumericTable.readAll(connection, MAX_ROWS)) {
          table.columns().forEach(column -> types.add(column.typeName()));
        }
      }
    }
    assertThat(types)
        .contains("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "REAL", "DOUBLE")
        .contains("TINYINT UNSIGNED", "SMALLINT UNSIGNED", "INTEGER UNSIGNED", "BIGINT UNSIGNED");
  }

  private static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:cairn:" + file.toAbsolutePath().normalize());
  }

  /** Conditions whose constants the column's type may be unable to hold: for literals alone. */
  private static List<Condition> conditions(NumericTable table, int column, Random random) {
    NumericColumn definition = table.columns().get(column);
    List<Condition> conditions = new ArrayList<>();
    conditions.add(new Condition.IsNull(column));
    conditions.add(new Condition.Not(new Condition.IsNull(column)));
    if (definition.isExact()) {
      BigDecimal half = new BigDecimal("0.5");
      List<BigDecimal> beyond = new ArrayList<>();
      beyond.add(definition.smallest().subtract(BigDecimal.ONE));
      beyond.add(definition.largest().add(BigDecimal.ONE));
      Object some = anyValue(table, column, random);
      if (some != null) {
        beyond.add(((BigDecimal) some).add(half));
        beyond.add(((BigDecimal) some).subtract(half));
      }
      addComparisons(conditions, column, beyond);
    } else {
      addComparisons(
          conditions,
          column,
          List.of(Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 0.1, 1e-40, 1e39));
    }
    return conditions;
  }

  private static void addComparisons(
      List<Condition> conditions, int column, List<? extends Object> constants) {
    for (Object constant : constants) {
      for (String operator : Condition.Compare.OPERATORS) {
        conditions.add(new Condition.Compare(column, operator, constant));
      }
    }
  }

  /** Conditions whose constants the column's type can hold. */
  private static List<Condition> bindable(NumericTable table, int column, Random random) {
    List<Condition> conditions = new ArrayList<>();
    List<Object> constants = constants(table, column, random);
    for (String operator : Condition.Compare.OPERATORS) {
      conditions.add(new Condition.Compare(column, operator, null));
      for (Object constant : constants) {
        conditions.add(new Condition.Compare(column, operator, constant));
      }
    }
    for (int i = 0; i < 6; i++) {
      conditions.add(
          new Condition.Between(column, pick(constants, random), pick(constants, random)));
      conditions.add(
          new Condition.In(
              column,
              List.of(pick(constants, random), pick(constants, random), pick(constants, random))));
    }
    conditions.add(new Condition.In(column, constants));
    for (int i = 0; i < 12; i++) {
      conditions.add(combination(table, column, random, 2));
    }
    return conditions;
  }

  private static Condition combination(NumericTable table, int column, Random random, int depth) {
    int chosen = random.nextBoolean() ? column : random.nextInt(table.columns().size());
    return switch (depth == 0 ? random.nextInt(3) : random.nextInt(6)) {
      case 0 ->
          new Condition.Between(
              chosen,
              pick(constants(table, chosen, random), random),
              pick(constants(table, chosen, random), random));
      case 1, 2 ->
          new Condition.Compare(
              chosen,
              pick(Condition.Compare.OPERATORS, random),
              pick(constants(table, chosen, random), random));
      case 3 -> new Condition.Not(combination(table, column, random, depth - 1));
      case 4 ->
          new Condition.Both(
              combination(table, column, random, depth - 1),
              combination(table, column, random, depth - 1));
      default ->
          new Condition.Either(
              combination(table, column, random, depth - 1),
              combination(table, column, random, depth - 1));
    };
  }

  /** Values of the column, its extremes and the extremes of its type. */
  private static List<Object> constants(NumericTable table, int column, Random random) {
    List<Object> constants = new ArrayList<>();
    NumericColumn definition = table.columns().get(column);
    for (int i = 0; i < 3; i++) {
      Object value = anyValue(table, column, random);
      if (value != null) {
        constants.add(value);
      }
    }
    if (definition.isExact()) {
      constants.addAll(List.of(BigDecimal.ZERO, definition.smallest(), definition.largest()));
    } else {
      boolean isReal = definition.sqlType() == Types.REAL;
      double largest = isReal ? Float.MAX_VALUE : Double.MAX_VALUE;
      constants.addAll(
          List.of(
              0.0,
              -0.0,
              Double.NaN,
              Double.POSITIVE_INFINITY,
              Double.NEGATIVE_INFINITY,
              isReal ? (double) Float.MIN_VALUE : Double.MIN_VALUE,
              largest,
              -largest,
              isReal ? (double) random.nextFloat() : random.nextGaussian()));
    }
    return constants;
  }

  private static @Nullable Object anyValue(NumericTable table, int column, Random random) {
    return table.rows().get(random.nextInt(table.rows().size()))[column];
  }

  private static <T> T pick(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }

  private static void assertSame(
      Connection connection,
      NumericTable table,
      Condition condition,
      Condition.Constants constants,
      long seed)
      throws SQLException {
    List<String> expected = new ArrayList<>();
    for (@Nullable Object[] row : table.rows()) {
      if (Boolean.TRUE.equals(condition.test(row))) {
        expected.add(Arrays.toString(row));
      }
    }
    String list =
        table.columnNames().stream().map(SqlText::quoted).collect(Collectors.joining(", "));
    SqlText where = new SqlText(table.columnNames(), constants);
    condition.write(where);
    String sql = "SELECT " + list + " FROM " + table.qualifiedName() + " WHERE " + where;
    String description = "seed " + seed + ": " + sql + " with " + where.parameters();
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      where.bind(statement);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          found.add(Arrays.toString(NumericTable.row(result, table.columns())));
        }
      }
    } catch (SQLException e) {
      throw new AssertionError(description, e);
    }
    // A query without ORDER BY promises no order.
    expected.sort(null);
    found.sort(null);
    if (!expected.equals(found)) {
      assertThat(found).as(description).isEqualTo(expected);
    }
  }
}
