package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.RowOperator;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.VectorBuilder;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Packs the rows of an operator that runs outside the engine into batches. */
final class ExternalStep extends Step {
  private final PlanNode.External external;
  private final Estimates estimates;
  private final VectorBuilder[] builders;
  private final ColumnVector[] vectors;
  private final Batch batch;
  private final List<InputRows> inputs = new ArrayList<>();
  private RowOperator.@Nullable RowCursor rows;

  ExternalStep(PlanNode.External node, Estimates estimates) {
    super(node);
    this.external = node;
    this.estimates = estimates;
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
    List<RowOperator.RowInput> opened = new ArrayList<>();
    for (PlanNode input : external.inputs()) {
      opened.add(
          () -> {
            InputRows cursor = new InputRows(input, estimates, execution);
            inputs.add(cursor);
            return cursor;
          });
    }
    rows = external.operator().open(opened, execution.parameters(), execution.control());
  }

  @Override
  @Nullable Batch next() {
    RowOperator.RowCursor source = java.util.Objects.requireNonNull(rows);
    execution().control().check();
    for (VectorBuilder builder : builders) {
      builder.reset();
    }
    int count = 0;
    while (count < Batch.CAPACITY && source.hasNext()) {
      @Nullable Object[] row = source.next();
      for (int i = 0; i < builders.length; i++) {
        builders[i].append(row[i]);
      }
      count++;
    }
    if (count == 0) {
      return null;
    }
    for (int i = 0; i < builders.length; i++) {
      vectors[i] = builders[i].vector();
    }
    batch.reset(count);
    return batch;
  }

  @Override
  void close() {
    RowOperator.RowCursor source = rows;
    rows = null;
    try {
      if (source != null) {
        source.close();
      }
    } finally {
      inputs.forEach(InputRows::close);
      inputs.clear();
    }
  }

  /** Unpacks the batches of an input; each opening runs the input anew. */
  private static final class InputRows implements RowOperator.RowCursor {
    private final List<OutputColumn> columns;
    private final Step step;
    private final QueryControl control;
    private @Nullable Batch batch;
    private int position;
    private boolean closed;

    InputRows(PlanNode input, Estimates estimates, Execution execution) {
      columns = input.columns();
      control = execution.control();
      step = Steps.of(input, false, estimates);
      step.start(execution);
    }

    @Override
    public boolean hasNext() {
      if (batch != null && position < batch.selectedCount()) {
        return true;
      }
      if (closed) {
        return false;
      }
      control.check();
      batch = step.pull();
      position = 0;
      return batch != null;
    }

    @Override
    public @Nullable Object[] next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The rows are at their end");
      }
      Batch current = java.util.Objects.requireNonNull(batch);
      int[] selection = current.selection();
      int row = selection == null ? position : selection[position];
      position++;
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = BoxedValues.get(current.column(i), row, columns.get(i).type());
      }
      return values;
    }

    @Override
    public void close() {
      closed = true;
      batch = null;
      step.stop();
    }
  }
}
