package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.aggregate.GroupingLimits;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.AggregateCall.Function;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Random aggregations against lists of rows in a map. */
final class AggregateOracleTest {
  private static final int PLANS = 300;

  /** Limits that send even few rows every way: one table, partitions of states, of plain rows. */
  private static final List<GroupingLimits> LIMITS =
      List.of(
          GroupingLimits.DEFAULT,
          new GroupingLimits(0, 1 << 16, 1 << 14),
          new GroupingLimits(0, 16, 1 << 14),
          new GroupingLimits(40, 300, 64),
          new GroupingLimits(0, 1, 1));

  @AfterEach
  void resetLimits() {
    AggregateStep.limits = GroupingLimits.DEFAULT;
  }

  @Test
  void groupsGiveWhatAMapOfRowsGives() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < PLANS; i++) {
      AggregateStep.limits = LIMITS.get(i % LIMITS.size());
      tryAggregate(new Random(seed + i), seed + i);
    }
  }

  @Test
  void clusteredGroupsGiveWhatAMapOfRowsGives() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < 40; i++) {
      AggregateStep.limits = LIMITS.get(i % LIMITS.size());
      Random random = new Random(seed + i);
      RandomTable table = new RandomTable(random, 3000, 1 + random.nextInt(700), false);
      int key = List.of(RandomTable.PLAIN, RandomTable.INT64, RandomTable.DATE).get(i % 3);
      Comparator<@Nullable Object[]> order =
          Comparator.comparing(row -> row[key], Comparator.nullsLast(RowOracle::compare));
      List<@Nullable Object[]> rows = new ArrayList<>(table.rows);
      rows.sort(order);
      RandomTable sorted = new RandomTable(rows, 1 + random.nextInt(700));
      List<Integer> keys = i % 2 == 0 ? List.of(key) : List.of(key, RandomTable.TEXT);
      PlanNode.Aggregate plan =
          aggregate(
              Plans.scan(sorted.relation),
              keys,
              List.of(randomCall(random), randomCall(random), randomCall(random)));
      check(plan, sorted.rows, random, seed + i);
    }
  }

  @Test
  void resultsAreBitForBitTheSameForAnyNumberOfThreads() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < 2 * LIMITS.size(); i++) {
      AggregateStep.limits = LIMITS.get(i % LIMITS.size());
      Random random = new Random(seed + i);
      RandomTable table = new RandomTable(random, 80_000, 1 + random.nextInt(4000), false);
      PlanNode scan = Plans.scan(table.relation);
      List<Integer> keys =
          switch (i % 3) {
            case 0 -> List.of();
            case 1 -> List.of(RandomTable.CODED);
            default -> List.of(RandomTable.DATE, RandomTable.TEXT);
          };
      PlanNode plan =
          aggregate(
              scan,
              keys,
              List.of(
                  call(Function.SUM, false, RandomTable.DOUBLE, -1, ColumnType.FLOAT64),
                  call(Function.AVG, false, RandomTable.SINGLE, -1, ColumnType.FLOAT64),
                  call(Function.VAR_SAMP, false, RandomTable.DOUBLE, -1, ColumnType.FLOAT64),
                  call(Function.SUM, true, RandomTable.DOUBLE, -1, ColumnType.FLOAT64)));
      String alone = bits(Plans.run(plan, 1));
      for (int threads : new int[] {2, 4}) {
        assertThat(bits(Plans.run(plan, threads)))
            .as("seed %d, %d threads", seed + i, threads)
            .isEqualTo(alone);
      }
    }
  }

  private static String bits(List<@Nullable Object[]> rows) {
    StringBuilder text = new StringBuilder();
    for (@Nullable Object[] row : rows) {
      for (Object value : row) {
        text.append(
                value instanceof Double number
                    ? Long.toHexString(Double.doubleToRawLongBits(number))
                    : String.valueOf(value))
            .append(' ');
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static AggregateCall call(
      Function function, boolean distinct, int argument, int filter, ColumnType type) {
    List<Integer> arguments = argument < 0 ? List.of() : List.of(argument);
    return new AggregateCall(function, distinct, arguments, filter, type, "x");
  }

  private static PlanNode.Aggregate aggregate(
      PlanNode input, List<Integer> keys, List<AggregateCall> calls) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int key : keys) {
      columns.add(input.columns().get(key));
    }
    for (AggregateCall call : calls) {
      boolean same =
          call.function() == Function.MIN
              || call.function() == Function.MAX
              || call.function() == Function.ANY_VALUE;
      columns.add(
          same
              ? new OutputColumn(
                  "x", call.type(), true, input.columns().get(call.arguments().get(0)).lane())
              : OutputColumn.of("x", call.type(), true));
    }
    return new PlanNode.Aggregate(input, keys, calls, columns);
  }

  private static void tryAggregate(Random random, long seed) {
    RandomTable table =
        new RandomTable(
            random, random.nextInt(9000), 1 + random.nextInt(5000), random.nextInt(6) == 0);
    PlanNode scan = Plans.scan(table.relation);
    List<Integer> keys = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      keys.add(random.nextInt(RandomTable.SCHEMA.size()));
    }
    List<AggregateCall> calls = new ArrayList<>();
    for (int i = random.nextInt(5) + (keys.isEmpty() ? 1 : 0); i > 0; i--) {
      calls.add(randomCall(random));
    }
    check(aggregate(scan, keys, calls), table.rows, random, seed);
  }

  private static void check(
      PlanNode.Aggregate plan, List<@Nullable Object[]> input, Random random, long seed) {
    List<Integer> keys = plan.keys();
    List<AggregateCall> calls = plan.calls();
    Map<List<Object>, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
    if (keys.isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (@Nullable Object[] row : input) {
      List<Object> key = new ArrayList<>();
      for (int column : keys) {
        key.add(normal(row[column]));
      }
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    List<@Nullable Object[]> actual;
    try {
      actual = Plans.run(plan, 1 + random.nextInt(3));
    } catch (QueryException failed) {
      assertThat(failed.code()).as("seed %d", seed).isEqualTo(ErrorCode.NUMERIC_OUT_OF_RANGE);
      return;
    }
    assertThat(actual).as("seed %d: groups by %s", seed, keys).hasSize(groups.size());
    actual = inOrderOf(groups.keySet(), actual, keys.size(), seed);
    int r = 0;
    for (Map.Entry<List<Object>, List<@Nullable Object[]>> group : groups.entrySet()) {
      @Nullable Object[] row = actual.get(r++);
      for (int k = 0; k < keys.size(); k++) {
        assertThat(normal(row[k]))
            .as("seed %d, key %d of group %d", seed, k, r)
            .isEqualTo(group.getKey().get(k));
      }
      for (int c = 0; c < calls.size(); c++) {
        Object expected = expected(calls.get(c), group.getValue());
        Object found = row[keys.size() + c];
        String where = "seed " + seed + ", group " + r + ", " + calls.get(c);
        if (calls.get(c).function() == Function.STDDEV_POP && isBeyondDoubles(expected)) {
          // A spread too large for a double is infinite or NaN: the order of the steps decides.
          assertThat(isBeyondDoubles(found)).as("%s: found %s", where, found).isTrue();
        } else {
          check(expected, found, where);
        }
      }
    }
  }

  private static List<@Nullable Object[]> inOrderOf(
      Iterable<List<Object>> keys, List<@Nullable Object[]> rows, int keyCount, long seed) {
    Map<List<Object>, @Nullable Object[]> byKey = new LinkedHashMap<>();
    for (@Nullable Object[] row : rows) {
      List<Object> key = new ArrayList<>();
      for (int k = 0; k < keyCount; k++) {
        key.add(normal(row[k]));
      }
      assertThat(byKey.put(key, row)).as("seed %d: twice %s", seed, key).isNull();
    }
    List<@Nullable Object[]> ordered = new ArrayList<>();
    for (List<Object> key : keys) {
      assertThat(byKey).as("seed %d", seed).containsKey(key);
      ordered.add(byKey.get(key));
    }
    return ordered;
  }

  private static void check(@Nullable Object expected, @Nullable Object found, String where) {
    if (expected instanceof Double a && found instanceof Double b && Double.isFinite(a)) {
      assertThat(b).as(where).isCloseTo(a, within(Math.max(1e-6, Math.abs(a) * 1e-6)));
    } else {
      assertThat(RowOracle.same(expected, found))
          .as("%s: found %s, expected %s", where, found, expected)
          .isTrue();
    }
  }

  private static boolean isBeyondDoubles(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number);
  }

  private static Object normal(@Nullable Object value) {
    return value == null ? "NULL" : value instanceof Double number ? number + 0.0 : value;
  }

  private static AggregateCall randomCall(Random random) {
    int filter = random.nextInt(4) == 0 ? RandomTable.BOOL : -1;
    boolean distinct = random.nextInt(3) == 0;
    int column = random.nextInt(RandomTable.SCHEMA.size());
    ColumnType type = RandomTable.SCHEMA.column(column).type();
    boolean number =
        type instanceof ColumnType.Int
            || type instanceof ColumnType.Decimal
            || type instanceof ColumnType.FloatingPoint;
    return switch (random.nextInt(number ? 7 : 3)) {
      case 0 ->
          random.nextInt(3) == 0
              ? call(Function.COUNT, false, -1, filter, ColumnType.INT64)
              : call(Function.COUNT, distinct, column, filter, ColumnType.INT64);
      case 1 -> call(Function.MIN, distinct, column, filter, type);
      case 2 -> call(Function.MAX, distinct, column, filter, type);
      case 3 -> call(Function.SUM, distinct, column, filter, sumType(type));
      case 4 -> call(Function.SUM0, distinct, column, filter, sumType(type));
      case 5 ->
          call(
              Function.AVG,
              distinct,
              column,
              filter,
              type instanceof ColumnType.Decimal
                  ? new ColumnType.Decimal(38, 6)
                  : ColumnType.FLOAT64);
      default -> call(Function.STDDEV_POP, false, column, filter, ColumnType.FLOAT64);
    };
  }

  private static ColumnType sumType(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return new ColumnType.Decimal(38, decimal.scale());
    }
    if (type instanceof ColumnType.Int integer) {
      return integer.bits() <= 32 ? ColumnType.INT64 : new ColumnType.Decimal(38, 0);
    }
    return type;
  }

  private static @Nullable Object expected(AggregateCall call, List<@Nullable Object[]> rows) {
    List<Object> values = new ArrayList<>();
    long count = 0;
    for (@Nullable Object[] row : rows) {
      if (call.filter() >= 0 && !Boolean.TRUE.equals(row[call.filter()])) {
        continue;
      }
      count++;
      Object value = call.arguments().isEmpty() ? null : row[call.arguments().get(0)];
      if (value != null) {
        values.add(value);
      }
    }
    if (call.distinct()) {
      Map<Object, Object> distinct = new TreeMap<>(RowOracle::compare);
      Map<Object, Object> inOrder = new LinkedHashMap<>();
      for (Object value : values) {
        if (distinct.put(value, value) == null) {
          inOrder.put(value, value);
        }
      }
      values = new ArrayList<>(inOrder.keySet());
    }
    if (call.function() == Function.COUNT) {
      return call.arguments().isEmpty() ? count : (long) values.size();
    }
    if (values.isEmpty() && call.function() != Function.SUM0) {
      return null;
    }
    return switch (call.function()) {
      case MIN -> values.stream().min(RowOracle::compare).orElseThrow();
      case MAX -> values.stream().max(RowOracle::compare).orElseThrow();
      default -> number(call, values);
    };
  }

  private static Object number(AggregateCall call, List<Object> values) {
    boolean real = !values.isEmpty() && values.get(0) instanceof Double;
    if (call.function() == Function.STDDEV_POP) {
      double[] numbers =
          values.stream()
              .mapToDouble(v -> v instanceof Double d ? d : RowOracle.decimal(v).doubleValue())
              .toArray();
      double mean = Arrays.stream(numbers).sum() / numbers.length;
      double squares = Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).sum();
      double result = Math.sqrt(squares / numbers.length);
      return Double.isFinite(squares) ? result : (Object) Double.NaN;
    }
    if (real || (call.type() instanceof ColumnType.FloatingPoint && values.isEmpty())) {
      double sum = values.stream().mapToDouble(v -> (Double) v).sum();
      double result = call.function() == Function.AVG ? sum / values.size() : sum;
      return call.type().equals(ColumnType.FLOAT32) ? (double) (float) result : result;
    }
    BigDecimal sum =
        values.stream().map(RowOracle::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (call.function() != Function.AVG) {
      return RowOracle.fit(sum, call.type());
    }
    BigDecimal count = BigDecimal.valueOf(values.size());
    return call.type() instanceof ColumnType.Decimal decimal
        ? sum.divide(count, decimal.scale(), RoundingMode.HALF_UP)
        : (Object) sum.divide(count, 30, RoundingMode.HALF_EVEN).doubleValue();
  }
}
