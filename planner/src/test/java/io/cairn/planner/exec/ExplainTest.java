package io.cairn.planner.exec;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplainTest {
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              Column.of("a", ColumnType.INT32, false), Column.of("b", ColumnType.FLOAT64, true)));

  private static MemoryRelation relation() {
    var builder = MemoryRelation.builder(SCHEMA).splitRows(100);
    for (long i = 0; i < 1000; i++) {
      builder.row(i, i / 2.0);
    }
    return builder.build();
  }

  private static PlanNode.Scan scan(MemoryRelation relation) {
    PlanNode.Scan all = Plans.scan(relation);
    return new PlanNode.Scan(
        all.table(),
        all.projection(),
        new Predicate.Comparison(0, Predicate.Operator.GREATER_OR_EQUAL, new Constant.Whole(700)),
        List.of("a >= 700"),
        Plans.call(
            Operator.GREATER,
            ColumnType.BOOLEAN,
            Plans.input(all, 1),
            Plans.literal(375.0, ColumnType.FLOAT64)),
        all.columns());
  }

  @Test
  void showsAScanAsTheContractSays() {
    assertThat(Explain.lines(scan(relation()), null))
        .containsExactly("Scan main.t project=[a, b] pushed=[a >= 700] residual=[b > 375.0]");
  }

  @Test
  void showsEveryOperatorOnALineOfItsOwn() {
    PlanNode scan = Plans.scan(relation());
    Expression text =
        new Expression.External(
            "SOUNDEX",
            new Expression.RowFunction() {
              @Override
              public Object apply(Object[] operands) {
                return "";
              }

              @Override
              public Expression.RowFunction forWorker() {
                return this;
              }
            },
            List.of(Plans.literal("it's", ColumnType.VARCHAR)),
            ColumnType.VARCHAR,
            false);
    PlanNode filter =
        new PlanNode.Filter(
            scan,
            Plans.call(
                Operator.AND,
                ColumnType.BOOLEAN,
                Plans.call(
                    Operator.OR,
                    ColumnType.BOOLEAN,
                    Plans.call(
                        Operator.EQUAL,
                        ColumnType.BOOLEAN,
                        Plans.input(scan, 0),
                        new Expression.Parameter(0, ColumnType.INT32)),
                    Plans.call(Operator.IS_NULL, ColumnType.BOOLEAN, Plans.input(scan, 1))),
                Plans.call(
                    Operator.NOT, ColumnType.BOOLEAN, Plans.literal(true, ColumnType.BOOLEAN))));
    PlanNode project = Plans.project(filter, Plans.input(filter, 0), text);
    AggregateCall call =
        new AggregateCall(
            AggregateCall.Function.COUNT, true, List.of(1), -1, ColumnType.INT64, "n");
    PlanNode aggregate =
        new PlanNode.Aggregate(
            project,
            List.of(0),
            List.of(call),
            List.of(project.columns().get(0), OutputColumn.of("n", ColumnType.INT64, false)));
    PlanNode sort =
        new PlanNode.Sort(
            aggregate,
            List.of(new SortKey(1, true, true), new SortKey(0, false, true)),
            null,
            Plans.literal(5L, ColumnType.INT64));
    assertThat(Explain.lines(sort, null))
        .containsExactly(
            "Sort [n DESC, c0 NULLS FIRST] limit=5",
            "  Aggregate keys=[c0] calls=[COUNT(DISTINCT c1) AS n]",
            "    Project [a AS c0, SOUNDEX('it''s') AS c1] fallback",
            "      Filter [a = ?1 OR b IS NULL, NOT TRUE]",
            "        Scan main.t project=[a, b] pushed=[] residual=[]");
  }

  @Test
  void countsWhatAnExecutionDid() {
    PlanNode scan = scan(relation());
    PlanNode plan = Plans.project(scan, Plans.input(scan, 0));
    Profile profile = new Profile();
    try (Workers workers = new Workers(2);
        BatchCursor cursor =
            ExecutablePlan.of(plan)
                .open(
                    new ExecutionContext(
                        MemorySource.builder().build().snapshot(),
                        new Object[0],
                        new QueryControl(),
                        workers,
                        new MemoryBudget(1 << 20),
                        profile))) {
      while (cursor.next() != null) {
        // drain
      }
    }
    List<String> lines = Explain.lines(plan, profile);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).matches("Project \\[a AS c0] rows=249 time_ms=\\d+\\.\\d+");
    assertThat(lines.get(1))
        .startsWith("  Scan main.t project=[a, b] pushed=[a >= 700] residual=[b > 375.0] rows=249 ")
        .endsWith(" chunks_read=3 chunks_total=10 columns=[a:0/10,b:3/10]");
  }
}
