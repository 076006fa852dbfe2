package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random expressions, in projections and filters, against a row at a time in plain Java. */
final class ExpressionOracleTest {
  private static final int PLANS = 400;

  @Test
  void projectionsGiveWhatRowsGiveOneByOne() {
    tryProjections(false);
  }

  /** Vectors of a store come with bounds, and are decoded at selected rows alone. */
  @Test
  void projectionsOfStoredRowsGiveTheSame() {
    tryProjections(true);
  }

  private static void tryProjections(boolean isStored) {
    long seed = Long.getLong("cairn.seed", 42);
    System.out.println("seed " + seed);
    int compared = 0;
    for (int i = 0; i < PLANS; i++) {
      compared += tryProjection(new Random(seed + i), seed + i, isStored);
    }
    assertThat(compared).as("plans without an error").isGreaterThan(PLANS / 4);
  }

  private static int tryProjection(Random random, long seed, boolean isStored) {
    RandomTable table =
        new RandomTable(
            random, random.nextInt(6000), 1 + random.nextInt(5000), random.nextInt(4) == 0);
    PlanNode scan =
        Plans.scan(
            isStored ? StoredRows.of(table.relation, 1 + random.nextInt(5000)) : table.relation);
    RandomExpressions expressions = new RandomExpressions(random, scan);
    PlanNode input = scan;
    Expression condition = null;
    if (random.nextBoolean()) {
      condition = expressions.next(ColumnType.BOOLEAN, 2);
      input = new PlanNode.Filter(scan, condition);
    }
    Expression[] projected = new Expression[1 + random.nextInt(4)];
    for (int i = 0; i < projected.length; i++) {
      projected[i] = expressions.next(expressions.type(), 1 + random.nextInt(3));
    }
    PlanNode plan = Plans.project(input, projected);
    @Nullable Object[] parameters = expressions.parameters.toArray();
    Set<ErrorCode> errors = EnumSet.noneOf(ErrorCode.class);
    List<@Nullable Object[]> expected = expected(table, condition, projected, parameters, errors);
    List<@Nullable Object[]> actual;
    try {
      actual = Plans.run(plan, 1 + random.nextInt(3), parameters);
    } catch (QueryException failed) {
      assertThat(errors).as("seed %d: %s", seed, failed.getMessage()).contains(failed.code());
      return 0;
    }
    assertThat(errors).as("seed %d: errors that did not come, %s", seed, plan).isEmpty();
    assertThat(actual).as("seed %d: rows", seed).hasSameSizeAs(expected);
    for (int r = 0; r < expected.size(); r++) {
      for (int c = 0; c < projected.length; c++) {
        assertThat(RowOracle.same(actual.get(r)[c], expected.get(r)[c]))
            .as(
                "seed %d, row %d, column %d: %s gives %s, expected %s",
                seed, r, c, projected[c], actual.get(r)[c], expected.get(r)[c])
            .isTrue();
      }
    }
    return 1;
  }

  private static List<@Nullable Object[]> expected(
      RandomTable table,
      @Nullable Expression condition,
      Expression[] projected,
      @Nullable Object[] parameters,
      Set<ErrorCode> errors) {
    RowOracle oracle = new RowOracle(parameters);
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (@Nullable Object[] row : table.rows) {
      try {
        if (condition != null && !Boolean.TRUE.equals(oracle.evaluate(condition, row))) {
          continue;
        }
        @Nullable Object[] values = new @Nullable Object[projected.length];
        for (int i = 0; i < values.length; i++) {
          values[i] = oracle.evaluate(projected[i], row);
        }
        rows.add(values);
      } catch (QueryException failed) {
        errors.add(failed.code());
      }
    }
    return rows;
  }
}
