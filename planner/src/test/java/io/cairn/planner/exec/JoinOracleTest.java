package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.evaluate.DeepValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.memory.MemoryColumn;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemoryRelationBuilder;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random joins against two nested loops over boxed rows. */
final class JoinOracleTest {
  private static final int PLANS = Integer.getInteger("cairn.plans", 600);

  private static final int DISK_PLANS = Integer.getInteger("cairn.plans", 140) / 2;

  /** Beyond so many rows, an expected result takes too long to make. */
  private static final int MAX_ROWS = 60_000;

  /** A plan and the rows that it should deliver, in order. */
  private record Shape(PlanNode plan, List<@Nullable Object[]> rows) {}

  @Test
  void joinsGiveWhatNestedLoopsGive() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    int compared = 0;
    for (int i = 0; i < PLANS; i++) {
      compared += tryJoin(new Random(seed + i), seed + i);
    }
    assertThat(compared).as("joins of a size to compare").isGreaterThan(PLANS / 2);
  }

  private static int tryJoin(Random random, long seed) {
    Shape shape = join(random, random.nextInt(3));
    if (shape == null) {
      return 0;
    }
    PlanNode plan = shape.plan;
    List<@Nullable Object[]> expected = shape.rows;
    if (random.nextBoolean()) {
      int[] columns = random.ints(random.nextInt(4), 0, plan.columns().size()).toArray();
      Expression[] inputs = new Expression[columns.length];
      for (int i = 0; i < columns.length; i++) {
        inputs[i] = Plans.input(plan, columns[i]);
      }
      plan = Plans.project(plan, inputs);
      List<@Nullable Object[]> projected = new ArrayList<>();
      for (@Nullable Object[] row : expected) {
        @Nullable Object[] values = new @Nullable Object[columns.length];
        for (int i = 0; i < columns.length; i++) {
          values[i] = row[columns[i]];
        }
        projected.add(values);
      }
      expected = projected;
    }
    List<@Nullable Object[]> actual;
    try {
      actual = Plans.run(plan, guesses(plan, random), 1 + random.nextInt(3));
    } catch (RuntimeException | Error failed) {
      throw new AssertionError(
          "seed " + seed + ": " + Explain.lines(plan, Estimates.NONE, null), failed);
    }
    check(seed, plan, actual, expected);
    return 1;
  }

  /** Numbers of rows that are expected, right or wrong: they change the way, not the result. */
  private static Estimates guesses(PlanNode plan, Random random) {
    Estimates estimates = new Estimates();
    guess(plan, random, estimates);
    return estimates;
  }

  private static void guess(PlanNode node, Random random, Estimates estimates) {
    estimates.put(node, random.nextBoolean() ? 10 : 1000);
    node.inputs().forEach(input -> guess(input, random, estimates));
  }

  private static void check(
      long seed,
      PlanNode plan,
      List<@Nullable Object[]> actual,
      List<@Nullable Object[]> expected) {
    for (int r = 0; r < Math.min(actual.size(), expected.size()); r++) {
      for (int c = 0; c < plan.columns().size(); c++) {
        Object found = actual.get(r)[c];
        Object wanted = expected.get(r)[c];
        if (!RowOracle.same(found, wanted)) {
          throw new AssertionError(
              String.format(
                  "seed %d, row %d of %d, column %d: %s, expected %s%n%s",
                  seed,
                  r,
                  expected.size(),
                  c,
                  found,
                  wanted,
                  String.join("\n", Explain.lines(plan, Estimates.NONE, null))));
        }
      }
    }
    assertThat(actual)
        .as(
            "seed %d: rows of %s",
            seed, String.join("\n", Explain.lines(plan, Estimates.NONE, null)))
        .hasSameSizeAs(expected);
  }

  /**
   * Right inputs beyond the memory limit, with keys of so few values that one needs many blocks.
   */
  @Test
  void joinsOnDiskGiveWhatNestedLoopsGive() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    int onDisk = 0;
    int[] few = {RandomTable.BOOL, RandomTable.CODED, RandomTable.UUID, RandomTable.INT16};
    int compared = 0;
    for (int i = 0; i < DISK_PLANS; i++) {
      Random random = new Random(seed + i);
      RandomTable left = new RandomTable(random, random.nextInt(50), 20, false);
      boolean inParts = random.nextBoolean();
      int rightRows = inParts ? 9000 + random.nextInt(3000) : 3000 + random.nextInt(5000);
      RandomTable right = new RandomTable(random, rightRows, 3000, false);
      PlanNode a = Plans.scan(left.relation);
      PlanNode b = Plans.scan(right.relation);
      List<JoinKey> keys = new ArrayList<>();
      for (int k = random.nextInt(3); k > 0; k--) {
        int column = few[random.nextInt(few.length)];
        keys.add(new JoinKey(column, column, random.nextInt(4) == 0));
      }
      JoinKind kind = List.of(JoinKind.values()).get(i % JoinKind.values().length);
      Expression condition = random.nextInt(3) > 0 ? condition(random, a, b) : null;
      PlanNode.Join join = new PlanNode.Join(a, b, kind, keys, condition, columns(a, b, kind));
      List<@Nullable Object[]> expected = joined(join, left.rows, right.rows);
      if (expected == null) {
        continue;
      }
      PlanNode plan = join;
      if (random.nextBoolean()) {
        // A further join above, and rows that are looked at in part.
        PlanNode small = Plans.scan(new RandomTable(random, 5, 5, false).relation);
        plan =
            new PlanNode.Join(
                join,
                small,
                JoinKind.ANTI,
                List.of(new JoinKey(RandomTable.INT16, RandomTable.INT16, false)),
                Plans.literal(false, ColumnType.BOOLEAN),
                join.columns());
      }
      MemoryBudget memory = new MemoryBudget(inParts ? 8 << 20 : 4 << 20);
      Profile profile = new Profile();
      List<@Nullable Object[]> actual;
      try (Workers workers = new Workers(1 + random.nextInt(3))) {
        ExecutionContext context =
            new ExecutionContext(
                io.cairn.storage.memory.MemorySource.builder().build().snapshot(),
                new @Nullable Object[0],
                new QueryControl(),
                workers,
                memory,
                profile);
        actual = Plans.rows(ExecutablePlan.of(plan), context);
      }
      assertThat(memory.usedBytes()).isZero();
      onDisk += profile.entry(join).spilledBytes() > 0 ? 1 : 0;
      assertThat(sorted(actual))
          .as("seed %d: %s", seed + i, Explain.lines(plan, Estimates.NONE, null))
          .isEqualTo(sorted(expected));
      compared++;
    }
    assertThat(compared).as("joins of a size to compare").isGreaterThan(DISK_PLANS / 4);
    assertThat(onDisk).as("joins on disk").isGreaterThan(compared / 2);
  }

  private static List<String> sorted(List<@Nullable Object[]> rows) {
    return rows.stream()
        .map(
            row -> {
              @Nullable Object[] values = row.clone();
              for (int i = 0; i < values.length; i++) {
                values[i] = values[i] instanceof Double number ? number + 0.0 : values[i];
              }
              return java.util.Arrays.toString(values);
            })
        .sorted()
        .toList();
  }

  private static Shape leaf(Random random, boolean small) {
    int rows =
        switch (random.nextInt(8)) {
          case 0 -> 0;
          case 1 -> 1;
          case 2 -> small ? 200 : 6000;
          default -> random.nextInt(small ? 40 : 400);
        };
    RandomTable table =
        new RandomTable(random, rows, 1 + random.nextInt(3000), random.nextInt(4) == 0);
    PlanNode plan = Plans.scan(table.relation);
    List<@Nullable Object[]> kept = table.rows;
    if (random.nextInt(3) == 0) {
      // Something that is no scan; the order stays, for it is that of the rows.
      List<SortKey> keys = List.of(new SortKey(RandomTable.PLAIN, false, false));
      plan = new PlanNode.Sort(plan, keys, null, null);
    }
    if (random.nextInt(3) == 0) {
      Expression condition =
          Plans.call(
              Operator.GREATER,
              ColumnType.BOOLEAN,
              Plans.input(plan, RandomTable.INT16),
              Plans.literal(-5L, ColumnType.INT16));
      plan = new PlanNode.Filter(plan, condition);
      kept = kept.stream().filter(row -> isTrue(condition, row)).toList();
    }
    return new Shape(plan, kept);
  }

  private static boolean isTrue(Expression condition, @Nullable Object[] row) {
    return Boolean.TRUE.equals(new RowOracle().evaluate(condition, row));
  }

  /** Null if the result is too large. */
  private static @Nullable Shape join(Random random, int depth) {
    Shape left = depth > 0 && random.nextBoolean() ? join(random, depth - 1) : leaf(random, false);
    Shape right = depth > 0 && random.nextBoolean() ? join(random, depth - 1) : leaf(random, true);
    if (left == null || right == null || right.rows.size() > 2000) {
      return null;
    }
    List<JoinKind> kinds = List.of(JoinKind.values());
    JoinKind kind = kinds.get(random.nextInt(kinds.size()));
    List<JoinKey> keys = keys(random, left.plan, right.plan);
    Expression condition = random.nextInt(3) == 0 ? condition(random, left.plan, right.plan) : null;
    PlanNode.Join node =
        new PlanNode.Join(
            left.plan, right.plan, kind, keys, condition, columns(left.plan, right.plan, kind));
    List<@Nullable Object[]> rows = joined(node, left.rows, right.rows);
    return rows == null ? null : new Shape(node, rows);
  }

  static List<OutputColumn> columns(PlanNode left, PlanNode right, JoinKind kind) {
    List<OutputColumn> columns = new ArrayList<>();
    for (OutputColumn column : left.columns()) {
      columns.add(kind.keepsRight() ? nullable(column) : column);
    }
    if (kind.deliversRight()) {
      for (OutputColumn column : right.columns()) {
        columns.add(kind.keepsLeft() ? nullable(column) : column);
      }
    } else if (kind == JoinKind.MARK) {
      columns.add(OutputColumn.of("mark", ColumnType.BOOLEAN, true));
    }
    return columns;
  }

  private static OutputColumn nullable(OutputColumn column) {
    return new OutputColumn(column.name(), column.type(), true, column.lane());
  }

  private static List<JoinKey> keys(Random random, PlanNode left, PlanNode right) {
    List<JoinKey> keys = new ArrayList<>();
    int wanted = random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(random.nextInt(3) + 1);
    while (keys.size() < wanted) {
      int l = random.nextInt(left.columns().size());
      int r = random.nextInt(right.columns().size());
      OutputColumn a = left.columns().get(l);
      OutputColumn b = right.columns().get(r);
      if (a.type().equals(b.type()) && a.lane() == b.lane()) {
        keys.add(new JoinKey(l, r, random.nextInt(4) == 0));
      }
    }
    return keys;
  }

  private static Expression condition(Random random, PlanNode left, PlanNode right) {
    Operator[] operators = {
      Operator.LESS, Operator.NOT_EQUAL, Operator.GREATER_OR_EQUAL, Operator.EQUAL
    };
    List<Expression> conjuncts = new ArrayList<>();
    int wanted = 1 + random.nextInt(2);
    while (conjuncts.size() < wanted) {
      int l = random.nextInt(left.columns().size());
      int r = random.nextInt(right.columns().size());
      Expression a = Plans.input(left, l);
      OutputColumn b = right.columns().get(r);
      if (a.type().equals(b.type()) && left.columns().get(l).lane() == b.lane()) {
        Expression other =
            new Expression.Input(left.columns().size() + r, b.type(), b.nullable(), b.lane());
        conjuncts.add(
            Plans.call(operators[random.nextInt(operators.length)], ColumnType.BOOLEAN, a, other));
      }
    }
    return conjuncts.size() == 1
        ? conjuncts.get(0)
        : new Expression.Call(Operator.AND, conjuncts, ColumnType.BOOLEAN, true);
  }

  /** The rows that a join delivers by its definition; null if they are too many. */
  private static @Nullable List<@Nullable Object[]> joined(
      PlanNode.Join join, List<@Nullable Object[]> left, List<@Nullable Object[]> right) {
    int leftCount = join.left().columns().size();
    int rightCount = join.right().columns().size();
    RowOracle oracle = new RowOracle();
    boolean[] matched = new boolean[right.size()];
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] l : left) {
      boolean any = false;
      boolean unknown = false;
      for (int r = 0; r < matched.length; r++) {
        @Nullable Object[] pair = java.util.Arrays.copyOf(l, leftCount + rightCount);
        System.arraycopy(right.get(r), 0, pair, leftCount, rightCount);
        Boolean match = match(join, pair, leftCount, oracle);
        if (match == null) {
          unknown = true;
        } else if (match) {
          any = true;
          matched[r] = true;
          if (join.kind().deliversRight()) {
            rows.add(pair);
            if (rows.size() > MAX_ROWS) {
              return null;
            }
          }
        }
      }
      if (join.kind().keepsLeft() && !any) {
        rows.add(java.util.Arrays.copyOf(l, leftCount + rightCount));
      } else if (join.kind() == JoinKind.MARK) {
        @Nullable Object[] row = java.util.Arrays.copyOf(l, leftCount + 1);
        row[leftCount] = any ? Boolean.TRUE : unknown ? null : Boolean.FALSE;
        rows.add(row);
      } else if (join.kind() == (any ? JoinKind.SEMI : JoinKind.ANTI)) {
        rows.add(l);
      }
    }
    for (int r = 0; join.kind().keepsRight() && r < matched.length; r++) {
      if (!matched[r]) {
        @Nullable Object[] row = new @Nullable Object[leftCount + rightCount];
        System.arraycopy(right.get(r), 0, row, leftCount, rightCount);
        rows.add(row);
      }
    }
    return rows;
  }

  private static @Nullable Boolean match(
      PlanNode.Join join, @Nullable Object[] pair, int leftCount, RowOracle oracle) {
    boolean unknown = false;
    for (JoinKey key : join.keys()) {
      Object a = pair[key.left()];
      Object b = pair[leftCount + key.right()];
      if (key.nullSafe() && (a == null || b == null)) {
        if (a != b) {
          return false;
        }
      } else if (a == null || b == null) {
        unknown = true;
      } else if (!DeepValue.of(a).equals(DeepValue.of(b))) {
        return false;
      }
    }
    Expression condition = join.condition();
    if (condition != null) {
      Object truth = oracle.evaluate(condition, pair);
      if (truth == null) {
        unknown = true;
      } else if (!(Boolean) truth) {
        return false;
      }
    }
    return unknown ? null : Boolean.TRUE;
  }

  /** Large enough to be collected and indexed on many threads; keys close together or spread. */
  @Test
  void largeInputsJoinAlikeOnAnyNumberOfThreads() {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    for (long spread : new long[] {1, 3, 1_000_003, 1L << 43}) {
      for (int distinct : new int[] {200_000, 20_000}) {
        Random random = new Random(seed);
        long[] right = random.longs(150_000, 0, distinct).map(x -> (x - 500) * spread).toArray();
        long[] left = random.longs(120_000, 0, 200_000).map(x -> (x - 500) * spread).toArray();
        Map<Long, List<Long>> rows = new HashMap<>();
        for (int i = 0; i < right.length; i++) {
          rows.computeIfAbsent(right[i], key -> new ArrayList<>()).add((long) i);
        }
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
          for (long r : rows.getOrDefault(left[i], List.of())) {
            expected.add(i + " " + r);
          }
        }
        PlanNode a = Plans.scan(numbered(left));
        PlanNode b = Plans.scan(numbered(right));
        PlanNode join =
            new PlanNode.Join(
                a,
                b,
                JoinKind.INNER,
                List.of(new JoinKey(1, 1, false)),
                null,
                columns(a, b, JoinKind.INNER));
        PlanNode plan = Plans.project(join, Plans.input(join, 0), Plans.input(join, 2));
        for (int threads : new int[] {1, 2, 4}) {
          List<String> found = new ArrayList<>();
          Plans.run(plan, threads).forEach(row -> found.add(row[0] + " " + row[1]));
          assertThat(found.equals(expected))
              .as("seed %d, spread %d, %d keys, %d threads", seed, spread, distinct, threads)
              .isTrue();
        }
      }
    }
  }

  private static MemoryRelation numbered(long[] values) {
    return MemoryRelation.ofColumns(
            values.length,
            List.of(
                MemoryColumn.ints(
                    Column.of("i", ColumnType.INT32, false),
                    IntStream.range(0, values.length).toArray(),
                    null),
                MemoryColumn.longs(Column.of("v", ColumnType.INT64, false), values, null)))
        .withSplitRows(10_000);
  }

  @Test
  void nestedValuesAreKeysToo() {
    ColumnType array = new ColumnType.Array(ColumnType.INT32);
    Schema schema =
        new Schema(List.of(Column.of("a", array, true), Column.of("n", ColumnType.INT32, false)));
    Random random = new Random(7);
    List<List<@Nullable Object[]>> tables = new ArrayList<>();
    List<PlanNode> scans = new ArrayList<>();
    for (int t = 0; t < 2; t++) {
      MemoryRelationBuilder builder = MemoryRelation.builder(schema);
      List<@Nullable Object[]> rows = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (int e = random.nextInt(3); e > 0; e--) {
          elements.add(random.nextInt(4) == 0 ? null : (Object) (long) random.nextInt(3));
        }
        @Nullable Object[] row = {random.nextInt(5) == 0 ? null : elements, (long) i};
        rows.add(row);
        builder.row(row);
      }
      tables.add(rows);
      scans.add(Plans.scan(builder.build()));
    }
    for (JoinKind kind : JoinKind.values()) {
      for (boolean nullSafe : new boolean[] {false, true}) {
        PlanNode.Join join =
            new PlanNode.Join(
                scans.get(0),
                scans.get(1),
                kind,
                List.of(new JoinKey(0, 0, nullSafe)),
                null,
                columns(scans.get(0), scans.get(1), kind));
        List<@Nullable Object[]> expected = joined(join, tables.get(0), tables.get(1));
        assertThat(texts(Plans.run(join, 1)))
            .as("%s, null-safe %s", kind, nullSafe)
            .isEqualTo(texts(java.util.Objects.requireNonNull(expected)));
      }
    }
  }

  private static List<String> texts(List<@Nullable Object[]> rows) {
    return rows.stream().map(java.util.Arrays::deepToString).toList();
  }
}
