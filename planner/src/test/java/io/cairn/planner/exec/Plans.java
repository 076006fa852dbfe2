package io.cairn.planner.exec;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.Estimates;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.TableReference;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.Relation;
import io.cairn.storage.Snapshot;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Builds small plans over relations and runs them. */
final class Plans {
  static final long MEMORY = 256L << 20;

  private Plans() {}

  static TableReference table(Relation relation) {
    return new TableReference() {
      @Override
      public String name() {
        return "main.t";
      }

      @Override
      public Relation relation(Snapshot snapshot) {
        return relation;
      }
    };
  }

  /** All columns, all rows. */
  static PlanNode.Scan scan(Relation relation) {
    return scan(relation, Predicate.all());
  }

  /** All columns; what the relation does not apply of the predicate is left to the engine. */
  static PlanNode.Scan scan(Relation relation, Predicate pushed) {
    List<Column> columns = relation.schema().columns();
    return new PlanNode.Scan(
        table(relation),
        IntStream.range(0, columns.size()).boxed().toList(),
        pushed,
        List.of(),
        null,
        columns.stream()
            .map(
                column ->
                    new OutputColumn(
                        column.name(), column.type(), column.nullable(), column.lane()))
            .toList());
  }

  static Expression.Input input(PlanNode node, int column) {
    OutputColumn output = node.columns().get(column);
    return new Expression.Input(column, output.type(), output.nullable(), output.lane());
  }

  static Expression.Literal literal(@Nullable Object value, ColumnType type) {
    return new Expression.Literal(value, type);
  }

  static Expression call(Operator operator, ColumnType type, Expression... operands) {
    return new Expression.Call(operator, List.of(operands), type, true);
  }

  static PlanNode project(PlanNode input, Expression... expressions) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < expressions.length; i++) {
      Expression expression = expressions[i];
      columns.add(
          expression instanceof Expression.Input column
              ? new OutputColumn("c" + i, column.type(), column.nullable(), column.lane())
              : OutputColumn.of("c" + i, expression.type(), true));
    }
    return new PlanNode.Project(input, List.of(expressions), columns);
  }

  /** A plan of one row with these values. */
  static PlanNode values(Expression... expressions) {
    List<OutputColumn> columns = new ArrayList<>();
    for (int i = 0; i < expressions.length; i++) {
      columns.add(OutputColumn.of("c" + i, expressions[i].type(), true));
    }
    return new PlanNode.Values(List.of(List.of(expressions)), columns);
  }

  /** The value of an expression without columns. */
  static @Nullable Object evaluate(Expression expression) {
    return run(values(expression), 1).get(0)[0];
  }

  static ExecutionContext context(
      Workers workers, QueryControl control, @Nullable Object... parameters) {
    return context(workers, control, new MemoryBudget(MEMORY), parameters);
  }

  static ExecutionContext context(
      Workers workers, QueryControl control, MemoryBudget memory, @Nullable Object... parameters) {
    return new ExecutionContext(
        MemorySource.builder().build().snapshot(), parameters, control, workers, memory, null);
  }

  /** The rows of a plan in boxed form. */
  static List<@Nullable Object[]> run(PlanNode plan, int threads, @Nullable Object... parameters) {
    return run(plan, Estimates.NONE, threads, parameters);
  }

  /** The rows of a plan in boxed form. */
  static List<@Nullable Object[]> run(
      PlanNode plan, Estimates estimates, int threads, @Nullable Object... parameters) {
    MemoryBudget memory = new MemoryBudget(MEMORY);
    try (Workers workers = new Workers(threads)) {
      List<@Nullable Object[]> rows =
          rows(
              ExecutablePlan.of(plan, estimates),
              context(workers, new QueryControl(), memory, parameters));
      if (memory.usedBytes() != 0) {
        throw new AssertionError(memory.usedBytes() + " bytes are still reserved");
      }
      return rows;
    }
  }

  static List<@Nullable Object[]> rows(ExecutablePlan plan, ExecutionContext context) {
    List<OutputColumn> columns = plan.root().columns();
    List<@Nullable Object[]> rows = new ArrayList<>();
    try (BatchCursor cursor = plan.open(context)) {
      for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
        if (batch.selectedCount() == 0) {
          throw new AssertionError("A batch without rows");
        }
        int[] selection = batch.selection();
        for (int k = 0; k < batch.selectedCount(); k++) {
          int row = selection == null ? k : selection[k];
          @Nullable Object[] values = new @Nullable Object[columns.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = BoxedValues.get(batch.column(i), row, columns.get(i).type());
          }
          rows.add(values);
        }
      }
    }
    return rows;
  }
}
