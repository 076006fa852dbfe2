package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.plan.WindowFrame;
import io.cairn.planner.exec.plan.WindowFrame.Bound;
import io.cairn.planner.exec.plan.WindowFrame.BoundKind;
import io.cairn.planner.exec.plan.WindowFrame.Exclusion;
import io.cairn.planner.exec.plan.WindowFrame.Unit;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.ColumnType;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random windows against functions that walk over each row's frame. */
final class WindowOracleTest {
  private static final int PLANS = 400;
  private static final int[] KEYS = {
    RandomTable.BOOL, RandomTable.INT16, RandomTable.NARROW64, RandomTable.TEXT,
    RandomTable.CODED, RandomTable.DOUBLE, RandomTable.UUID, RandomTable.DEC
  };

  @TempDir Path directory;

  @Test
  void eachRowHasTheValuesOfItsFrame() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (int i = 0; i < PLANS; i++) {
      tryWindow(new Random(seed + i), "seed " + (seed + i));
    }
  }

  private void tryWindow(Random random, String what) {
    int size = random.nextInt(8) == 0 ? 5000 : random.nextInt(300);
    RandomTable table = new RandomTable(random, size, 1 + random.nextInt(400), false);
    PlanNode scan = Plans.scan(table.relation);
    // Offsets, and a default for LAG and LEAD.
    PlanNode input =
        Plans.project(
            scan,
            java.util.stream.Stream.concat(
                    java.util.stream.IntStream.range(0, RandomTable.SCHEMA.size())
                        .mapToObj(c -> Plans.input(scan, c)),
                    java.util.stream.Stream.of(
                        Plans.literal((long) random.nextInt(4), ColumnType.INT64),
                        Plans.literal(1L + random.nextInt(4), ColumnType.INT64),
                        Plans.literal(77L, ColumnType.INT32)))
                .toArray(io.cairn.planner.exec.expression.Expression[]::new));
    List<Integer> partition = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      partition.add(KEYS[random.nextInt(KEYS.length)]);
    }
    List<SortKey> order = new ArrayList<>();
    boolean byValue = random.nextInt(4) == 0;
    if (byValue) {
      int[] keys = {RandomTable.INT16, RandomTable.NARROW64, RandomTable.DOUBLE, RandomTable.DEC};
      order.add(
          new SortKey(
              keys[random.nextInt(keys.length)], random.nextBoolean(), random.nextBoolean()));
    } else {
      for (int i = random.nextInt(3); i > 0; i--) {
        order.add(
            new SortKey(
                KEYS[random.nextInt(KEYS.length)], random.nextBoolean(), random.nextBoolean()));
      }
    }
    List<WindowCall> calls = new ArrayList<>();
    List<OutputColumn> columns = new ArrayList<>(input.columns());
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      WindowCall call = call(random, input, order, byValue);
      calls.add(call);
      boolean isValue = call.aggregate() == null && call.arguments().size() > 0;
      columns.add(
          isValue && call.function() != WindowCall.Function.NTILE
              ? input.columns().get(call.arguments().get(0))
              : OutputColumn.of(call.name(), call.type(), true));
    }
    PlanNode.Window plan = new PlanNode.Window(input, partition, order, calls, columns);
    List<@Nullable Object[]> rows = Plans.run(input, 1);
    List<@Nullable Object[]> expected = new WindowOracle(plan, rows).rows();
    List<@Nullable Object[]> actual = Plans.run(plan, 1);
    assertSame(actual, expected, what + " " + plan.calls());
    assertSame(Plans.run(plan, 2), actual, what);
  }

  @Test
  void sortsBeyondTheMemoryLimit() {
    RandomTable table = new RandomTable(new Random(3), 40_000, 30_000, true);
    PlanNode scan = Plans.scan(table.relation);
    List<OutputColumn> columns = new ArrayList<>(scan.columns());
    columns.add(OutputColumn.of("w", ColumnType.INT64, false));
    WindowCall call =
        new WindowCall(
            WindowCall.Function.ROW_NUMBER,
            null,
            List.of(),
            false,
            WindowFrame.PARTITION,
            1,
            ColumnType.INT64,
            "w");
    PlanNode plan =
        new PlanNode.Window(
            scan,
            List.of(RandomTable.TEXT, RandomTable.PLAIN),
            List.of(new SortKey(RandomTable.WIDE, true, false)),
            List.of(call),
            columns);
    MemoryBudget memory = new MemoryBudget(4 << 20);
    Profile profile = new Profile();
    try (Workers workers = new Workers(2)) {
      List<@Nullable Object[]> rows =
          Plans.rows(
              ExecutablePlan.of(plan),
              new ExecutionContext(
                  MemorySource.builder().build().snapshot(),
                  new @Nullable Object[0],
                  new QueryControl(),
                  workers,
                  memory,
                  directory,
                  profile));
      assertThat(profile.entry(plan).spilledBytes()).isPositive();
      assertThat(memory.usedBytes()).isZero();
      assertSame(rows, Plans.run(plan, 1), "spilled");
    }
  }

  private static void assertSame(
      List<@Nullable Object[]> actual, List<@Nullable Object[]> expected, String what) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int r = 0; r < expected.size(); r++) {
      for (int c = RandomTable.PLAIN; c < expected.get(r).length; c++) {
        assertThat(RowOracle.same(actual.get(r)[c], expected.get(r)[c]))
            .as(
                "%s, row %d, column %d: %s, expected %s",
                what, r, c, actual.get(r)[c], expected.get(r)[c])
            .isTrue();
      }
    }
  }

  private static WindowCall call(
      Random random, PlanNode input, List<SortKey> order, boolean byValue) {
    WindowCall.Function function = pick(random, WindowCall.Function.values());
    if (random.nextInt(3) == 0) {
      function = WindowCall.Function.AGGREGATE;
    }
    int offset = RandomTable.SCHEMA.size();
    List<Integer> arguments = new ArrayList<>();
    AggregateCall aggregate = null;
    ColumnType type = ColumnType.INT64;
    int value = random.nextInt(RandomTable.SCHEMA.size());
    switch (function) {
      case PERCENT_RANK, CUME_DIST -> type = ColumnType.FLOAT64;
      case NTILE -> arguments.add(offset + 1);
      case FIRST_VALUE, LAST_VALUE -> arguments.add(value);
      case NTH_VALUE -> {
        arguments.add(value);
        arguments.add(offset + 1);
      }
      case LAG, LEAD -> {
        boolean hasDefault = random.nextBoolean();
        arguments.add(hasDefault ? RandomTable.INT32 : value);
        arguments.add(offset);
        if (hasDefault) {
          arguments.add(offset + 2);
        }
      }
      case AGGREGATE -> {
        aggregate = aggregate(random, input);
        type = aggregate.type();
      }
      default -> {}
    }
    if (!arguments.isEmpty() && function != WindowCall.Function.NTILE) {
      type = input.columns().get(arguments.get(0)).type();
    }
    boolean ignoresNulls =
        switch (function) {
          case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> random.nextBoolean();
          default -> false;
        };
    return new WindowCall(
        function,
        aggregate,
        arguments,
        ignoresNulls,
        frame(random, input, order, byValue),
        byValue ? 1 : random.nextInt(order.size() + 1),
        type,
        "w");
  }

  private static AggregateCall aggregate(Random random, PlanNode input) {
    AggregateCall.Function function =
        List.of(
                AggregateCall.Function.COUNT,
                AggregateCall.Function.SUM,
                AggregateCall.Function.MIN,
                AggregateCall.Function.MAX)
            .get(random.nextInt(4));
    if (function == AggregateCall.Function.COUNT && random.nextBoolean()) {
      return new AggregateCall(function, false, List.of(), -1, ColumnType.INT64, "w");
    }
    if (function == AggregateCall.Function.SUM) {
      boolean decimal = random.nextBoolean();
      return new AggregateCall(
          function,
          false,
          List.of(decimal ? RandomTable.DEC : RandomTable.INT32),
          -1,
          decimal ? new ColumnType.Decimal(38, 2) : ColumnType.INT64,
          "w");
    }
    int column = random.nextInt(RandomTable.SCHEMA.size());
    column = column == RandomTable.BOOL ? RandomTable.INT16 : column;
    ColumnType type =
        function == AggregateCall.Function.COUNT
            ? ColumnType.INT64
            : input.columns().get(column).type();
    return new AggregateCall(function, false, List.of(column), -1, type, "w");
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static WindowFrame frame(
      Random random, PlanNode input, List<SortKey> order, boolean byValue) {
    Unit unit = byValue || random.nextInt(3) == 0 ? Unit.RANGE : Unit.ROWS;
    Exclusion exclusion =
        random.nextInt(3) > 0 ? Exclusion.NOTHING : pick(random, Exclusion.values());
    while (true) {
      Bound start = bound(random, input, order, unit, byValue);
      Bound end = bound(random, input, order, unit, byValue);
      boolean possible =
          start.kind() != BoundKind.UNBOUNDED_FOLLOWING
              && end.kind() != BoundKind.UNBOUNDED_PRECEDING
              && start.kind().compareTo(end.kind()) <= 0;
      if (possible) {
        return new WindowFrame(unit, start, end, exclusion);
      }
    }
  }

  private static Bound bound(
      Random random, PlanNode input, List<SortKey> order, Unit unit, boolean byValue) {
    BoundKind kind = pick(random, BoundKind.values());
    if (kind != BoundKind.PRECEDING && kind != BoundKind.FOLLOWING) {
      return new Bound(kind, null);
    }
    long distance = random.nextInt(random.nextBoolean() ? 4 : 70);
    if (unit == Unit.ROWS) {
      return new Bound(kind, Plans.literal(distance, ColumnType.INT64));
    }
    if (!byValue) {
      return new Bound(BoundKind.CURRENT_ROW, null);
    }
    ColumnType type = input.columns().get(order.get(0).column()).type();
    if (type instanceof ColumnType.FloatingPoint) {
      return new Bound(kind, Plans.literal((double) distance, ColumnType.FLOAT64));
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return new Bound(
          kind,
          Plans.literal(
              BigDecimal.valueOf(distance, decimal.scale()),
              new ColumnType.Decimal(38, decimal.scale())));
    }
    return new Bound(kind, Plans.literal(distance, ColumnType.INT64));
  }

  @Test
  void anOffsetBelowZeroIsAnError() {
    RandomTable table = new RandomTable(new Random(1), 10, 10, false);
    PlanNode scan = Plans.scan(table.relation);
    Bound before = new Bound(BoundKind.PRECEDING, Plans.literal(-1L, ColumnType.INT64));
    WindowCall call =
        new WindowCall(
            WindowCall.Function.FIRST_VALUE,
            null,
            List.of(0),
            false,
            new WindowFrame(
                Unit.ROWS, before, new Bound(BoundKind.CURRENT_ROW, null), Exclusion.NOTHING),
            0,
            ColumnType.BOOLEAN,
            "w");
    List<OutputColumn> columns = new ArrayList<>(scan.columns());
    columns.add(scan.columns().get(0));
    PlanNode plan = new PlanNode.Window(scan, List.of(), List.of(), List.of(call), columns);
    assertThatThrownBy(() -> Plans.run(plan, 1))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
