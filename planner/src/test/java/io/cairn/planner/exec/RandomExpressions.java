package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random well-typed expressions over a {@link RandomTable}. */
final class RandomExpressions {
  private static final ColumnType[] TYPES = {
    ColumnType.BOOLEAN,
    ColumnType.INT16,
    ColumnType.INT32,
    ColumnType.INT64,
    ColumnType.UINT64,
    ColumnType.FLOAT64,
    ColumnType.FLOAT32,
    RandomTable.DECIMAL,
    RandomTable.WIDE_DECIMAL,
    ColumnType.VARCHAR,
    ColumnType.DATE,
    RandomTable.TIMESTAMP,
    new ColumnType.Uuid()
  };
  private static final Operator[] COMPARISONS = {
    Operator.EQUAL,
    Operator.NOT_EQUAL,
    Operator.LESS,
    Operator.LESS_OR_EQUAL,
    Operator.GREATER,
    Operator.GREATER_OR_EQUAL,
    Operator.IS_DISTINCT_FROM,
    Operator.IS_NOT_DISTINCT_FROM
  };
  private static final Operator[] TESTS = {
    Operator.NOT, Operator.IS_TRUE, Operator.IS_NOT_TRUE, Operator.IS_FALSE, Operator.IS_NOT_FALSE
  };
  private static final String[] PATTERNS = {
    "%", "a%", "%b", "%a_b%", "_", "", "__", "%a%a%", "x__", "%日%", "A%", "_%_", "a%b", "%%"
  };

  private final Random random;
  private final PlanNode input;
  final List<@Nullable Object> parameters = new ArrayList<>();

  RandomExpressions(Random random, PlanNode input) {
    this.random = random;
    this.input = input;
  }

  ColumnType type() {
    return TYPES[random.nextInt(TYPES.length)];
  }

  Expression next(ColumnType type, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return leaf(type);
    }
    if (random.nextInt(8) == 0) {
      return Plans.call(
          Operator.CASE,
          type,
          next(ColumnType.BOOLEAN, depth - 1),
          next(type, depth - 1),
          next(ColumnType.BOOLEAN, depth - 1),
          next(type, depth - 1),
          next(type, depth - 1));
    }
    if (random.nextInt(10) == 0) {
      return Plans.call(Operator.COALESCE, type, next(type, depth - 1), next(type, depth - 1));
    }
    if (type instanceof ColumnType.Bool) {
      return bool(depth - 1);
    }
    if (type instanceof ColumnType.Text) {
      return text(depth - 1);
    }
    boolean number =
        type instanceof ColumnType.FloatingPoint
            || type instanceof ColumnType.Decimal
            || (type instanceof ColumnType.Int integer && integer.signed());
    return number ? number(type, depth - 1) : leaf(type);
  }

  private Expression number(ColumnType type, int depth) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> Plans.call(Operator.ADD, type, next(type, depth), next(type, depth));
      case 2 -> Plans.call(Operator.SUBTRACT, type, next(type, depth), next(type, depth));
      case 3, 4 -> Plans.call(Operator.MULTIPLY, type, next(type, depth), next(type, depth));
      case 5 -> Plans.call(Operator.DIVIDE, type, next(type, depth), next(type, depth));
      case 6 -> Plans.call(Operator.MODULO, type, next(type, depth), next(type, depth));
      case 7 ->
          Plans.call(
              random.nextBoolean() ? Operator.GREATEST : Operator.LEAST,
              type,
              next(type, depth),
              next(type, depth),
              next(type, depth));
      case 8 ->
          type.equals(ColumnType.INT64)
              ? Plans.call(Operator.CHAR_LENGTH, type, next(ColumnType.VARCHAR, depth))
              : Plans.call(
                  random.nextBoolean() ? Operator.ABS : Operator.SIGN, type, next(type, depth));
      case 9 -> {
        Operator[] roundings = {Operator.FLOOR, Operator.CEIL, Operator.ROUND, Operator.TRUNCATE};
        yield Plans.call(roundings[random.nextInt(4)], type, next(type, depth));
      }
      case 10 ->
          type.equals(ColumnType.INT64)
              ? Plans.call(Operator.EXTRACT_DAY_OF_YEAR, type, next(ColumnType.DATE, depth))
              : Plans.call(
                  Operator.ROUND,
                  type,
                  next(type, depth),
                  Plans.literal((long) random.nextInt(5) - 2, ColumnType.INT64));
      default -> {
        ColumnType[] sources = {
          ColumnType.INT16,
          ColumnType.INT32,
          ColumnType.INT64,
          ColumnType.UINT64,
          ColumnType.FLOAT64,
          ColumnType.FLOAT32,
          RandomTable.DECIMAL,
          RandomTable.WIDE_DECIMAL
        };
        yield Plans.call(Operator.CAST, type, next(sources[random.nextInt(sources.length)], depth));
      }
    };
  }

  private Expression bool(int depth) {
    return switch (random.nextInt(9)) {
      case 0, 1 ->
          Plans.call(
              random.nextBoolean() ? Operator.AND : Operator.OR,
              ColumnType.BOOLEAN,
              next(ColumnType.BOOLEAN, depth),
              next(ColumnType.BOOLEAN, depth),
              next(ColumnType.BOOLEAN, depth));
      case 2 ->
          Plans.call(
              TESTS[random.nextInt(TESTS.length)],
              ColumnType.BOOLEAN,
              next(ColumnType.BOOLEAN, depth));
      case 3 ->
          Plans.call(
              random.nextBoolean() ? Operator.IS_NULL : Operator.IS_NOT_NULL,
              ColumnType.BOOLEAN,
              next(type(), depth));
      case 4 -> {
        ColumnType type = type();
        List<Expression> operands = new ArrayList<>(List.of(next(type, depth)));
        for (int i = random.nextInt(12); i >= 0; i--) {
          operands.add(constant(type));
        }
        yield new Expression.Call(Operator.IN, operands, ColumnType.BOOLEAN, true);
      }
      case 5 ->
          Plans.call(
              random.nextBoolean() ? Operator.LIKE : Operator.ILIKE,
              ColumnType.BOOLEAN,
              next(ColumnType.VARCHAR, depth),
              Plans.literal(PATTERNS[random.nextInt(PATTERNS.length)], ColumnType.VARCHAR));
      default -> {
        ColumnType type = type();
        Operator operator = COMPARISONS[random.nextInt(COMPARISONS.length)];
        yield random.nextInt(4) == 0
            ? Plans.call(operator, ColumnType.BOOLEAN, constant(type), next(type, depth))
            : Plans.call(
                operator,
                ColumnType.BOOLEAN,
                next(type, depth),
                random.nextBoolean() ? constant(type) : next(type, depth));
      }
    };
  }

  private Expression text(int depth) {
    ColumnType type = ColumnType.VARCHAR;
    return switch (random.nextInt(6)) {
      case 0 ->
          Plans.call(
              random.nextBoolean() ? Operator.UPPER : Operator.LOWER, type, next(type, depth));
      case 1 -> Plans.call(Operator.CONCAT, type, next(type, depth), next(type, depth));
      case 2 ->
          Plans.call(
              Operator.SUBSTRING,
              type,
              next(type, depth),
              Plans.literal((long) random.nextInt(6) - 2, ColumnType.INT64),
              Plans.literal((long) random.nextInt(4), ColumnType.INT64));
      case 3 -> Plans.call(Operator.REPLACE, type, next(type, depth), constant(type), leaf(type));
      case 4 -> {
        Operator[] trims = {Operator.TRIM_BOTH, Operator.TRIM_LEADING, Operator.TRIM_TRAILING};
        yield Plans.call(
            trims[random.nextInt(3)], type, next(type, depth), Plans.literal("a b", type));
      }
      default -> leaf(type);
    };
  }

  private Expression leaf(ColumnType type) {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < RandomTable.SCHEMA.size(); i++) {
      Column column = RandomTable.SCHEMA.column(i);
      if (column.type().equals(type)) {
        columns.add(i);
      }
    }
    return random.nextInt(4) == 0
        ? constant(type)
        : Plans.input(input, columns.get(random.nextInt(columns.size())));
  }

  private Expression constant(ColumnType type) {
    Object value =
        random.nextInt(10) == 0 ? null : RandomTable.value(type, random, random.nextInt(4) == 0);
    if (random.nextInt(3) == 0) {
      parameters.add(value);
      return new Expression.Parameter(parameters.size() - 1, type);
    }
    return Plans.literal(value, type);
  }
}
