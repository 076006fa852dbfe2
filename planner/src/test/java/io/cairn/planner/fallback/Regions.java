package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator;
import io.cairn.storage.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.plan.hep.HepPlanner;
import org.apache.calcite.plan.hep.HepProgramBuilder;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.RelFactories;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.rules.CoreRules;
import org.apache.calcite.schema.TransientTable;
import org.apache.calcite.sql2rel.RelDecorrelator;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/** Runs statements wholly as one region over rows in memory. */
final class Regions {
  private final Fixture fixture;
  private final Map<Integer, List<@Nullable Object[]>> rows = new HashMap<>();
  private final AtomicInteger open = new AtomicInteger();

  Regions(Fixture fixture) {
    this.fixture = fixture;
  }

  Regions rows(String table, @Nullable Object[]... content) {
    rows.put(fixture.number(table), Arrays.asList(content));
    return this;
  }

  /** How many cursors on inputs are open. */
  int openCursors() {
    return open.get();
  }

  RelNode region(String sql, boolean decorrelate) {
    HepPlanner planner =
        new HepPlanner(
            new HepProgramBuilder()
                .addRuleCollection(
                    List.of(
                        CoreRules.FILTER_SUB_QUERY_TO_CORRELATE,
                        CoreRules.PROJECT_SUB_QUERY_TO_CORRELATE,
                        CoreRules.JOIN_SUB_QUERY_TO_CORRELATE,
                        CoreRules.FILTER_INTO_JOIN))
                .build());
    planner.setRoot(fixture.plan(sql));
    RelNode rel = planner.findBestExp();
    if (decorrelate) {
      rel =
          RelDecorrelator.decorrelateQuery(
              rel, RelFactories.LOGICAL_BUILDER.create(rel.getCluster(), null));
    }
    return rel.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode node) {
            if (node instanceof TableScan scan
                && scan.getTable().unwrap(TransientTable.class) == null) {
              int number = fixture.number(Util.last(scan.getTable().getQualifiedName()));
              return NativeInput.of(node.getCluster(), number, node.getRowType(), 100);
            }
            return super.visit(node);
          }
        });
  }

  List<List<@Nullable Object>> run(String sql, @Nullable Object... parameters) {
    return run(EnumerableFallback.compile(region(sql, true)), Cancellation.NONE, parameters);
  }

  List<List<@Nullable Object>> runCorrelated(String sql) {
    return run(EnumerableFallback.compile(region(sql, false)), Cancellation.NONE);
  }

  List<List<@Nullable Object>> run(
      RowOperator operator, Cancellation cancellation, @Nullable Object... parameters) {
    List<List<@Nullable Object>> result = new ArrayList<>();
    try (RowOperator.RowCursor cursor = operator.open(inputs(), parameters, cancellation)) {
      while (cursor.hasNext()) {
        result.add(Arrays.asList(cursor.next()));
      }
    }
    return result;
  }

  List<RowOperator.RowInput> inputs() {
    List<RowOperator.RowInput> inputs = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      List<@Nullable Object[]> content = rows.getOrDefault(i, List.of());
      inputs.add(() -> cursor(content.iterator()));
    }
    return inputs;
  }

  private RowOperator.RowCursor cursor(Iterator<@Nullable Object[]> source) {
    open.incrementAndGet();
    return new RowOperator.RowCursor() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public @Nullable Object[] next() {
        return source.next();
      }

      @Override
      public void close() {
        open.decrementAndGet();
      }
    };
  }
}
