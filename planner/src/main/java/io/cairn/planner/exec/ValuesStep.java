package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.ScalarValue;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.value.VectorBuilder;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows written in the statement. */
final class ValuesStep extends Step {
  private final List<List<ScalarValue>> rows = new ArrayList<>();
  private final VectorBuilder[] builders;
  private final ColumnVector[] vectors;
  private final Batch batch;
  private int next;

  ValuesStep(PlanNode.Values node) {
    super(node);
    for (List<Expression> row : node.rows()) {
      rows.add(row.stream().map(ScalarValue::new).toList());
    }
    List<OutputColumn> columns = node.columns();
    builders = new VectorBuilder[columns.size()];
    vectors = new ColumnVector[builders.length];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = new VectorBuilder(columns.get(i).type(), columns.get(i).lane());
      vectors[i] = builders[i].vector();
    }
    batch = new Batch(vectors, 0);
  }

  @Override
  void open(Execution execution) {
    next = 0;
  }

  @Override
  @Nullable Batch next() {
    execution().control().check();
    if (next == rows.size()) {
      return null;
    }
    int count = Math.min(Batch.CAPACITY, rows.size() - next);
    for (int c = 0; c < builders.length; c++) {
      builders[c].reset();
      for (int r = 0; r < count; r++) {
        builders[c].append(rows.get(next + r).get(c).value(execution().parameters()));
      }
      vectors[c] = builders[c].vector();
    }
    next += count;
    batch.reset(count);
    return batch;
  }

  @Override
  void close() {}
}
