package io.cairn.planner.exec.plan;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.storage.predicate.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operator of a physical plan, over its inputs. Immutable. */
public sealed interface PlanNode {
  /** What it delivers, in order. */
  List<OutputColumn> columns();

  List<PlanNode> inputs();

  /**
   * Reads a table. EXPLAIN ends its line with {@code project=[..] pushed=[..] residual=[..]}.
   *
   * @param projection ordinals of the table's schema; column {@code k} of the output is {@code
   *     projection.get(k)}
   * @param pushed handed to storage once its parameters are bound
   * @param pushedText its conjuncts for EXPLAIN
   * @param residual what storage does not apply exactly, over the output columns; null if nothing
   *     is left
   */
  record Scan(
      TableReference table,
      List<Integer> projection,
      Predicate pushed,
      List<String> pushedText,
      @Nullable Expression residual,
      List<OutputColumn> columns)
      implements PlanNode {
    public Scan {
      projection = List.copyOf(projection);
      pushedText = List.copyOf(pushedText);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /** {@code generate_series}: from, to (included), step; one INT64 column in lane LONG. */
  record Series(Expression from, Expression to, Expression step, List<OutputColumn> columns)
      implements PlanNode {
    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /** Rows written in the statement; each expression is without input columns. */
  record Values(List<List<Expression>> rows, List<OutputColumn> columns) implements PlanNode {
    public Values {
      rows = List.copyOf(rows);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of();
    }
  }

  /** Keeps the rows where the condition is true. */
  record Filter(PlanNode input, Expression condition) implements PlanNode {
    @Override
    public List<OutputColumn> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /** Computes each output column from the input row. */
  record Project(PlanNode input, List<Expression> expressions, List<OutputColumn> columns)
      implements PlanNode {
    public Project {
      expressions = List.copyOf(expressions);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * Groups by the key columns of the input (none: one row over everything) and delivers the keys,
   * then the calls. NULLs are one group, as are NaNs. Without calls it is DISTINCT. The order of
   * groups is not specified, but it is the same for any number of threads as long as the memory
   * limit is not reached.
   */
  record Aggregate(
      PlanNode input, List<Integer> keys, List<AggregateCall> calls, List<OutputColumn> columns)
      implements PlanNode {
    public Aggregate {
      keys = List.copyOf(keys);
      calls = List.copyOf(calls);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * Orders by the keys, then skips {@code offset} rows and delivers at most {@code limit}; both are
   * literals or parameters of type INT64, or null for none. Rows with equal keys keep their order.
   */
  record Sort(
      PlanNode input, List<SortKey> keys, @Nullable Expression offset, @Nullable Expression limit)
      implements PlanNode {
    public Sort {
      keys = List.copyOf(keys);
    }

    @Override
    public List<OutputColumn> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * Computes functions over the rows around each row, within the rows that have the same partition
   * keys. Rows come partition by partition, in the order of the order keys, rows with equal keys in
   * the order of the input.
   *
   * @param columns the input's, then one a call
   */
  record Window(
      PlanNode input,
      List<Integer> partition,
      List<SortKey> order,
      List<WindowCall> calls,
      List<OutputColumn> columns)
      implements PlanNode {
    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
      calls = List.copyOf(calls);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /** Skips and cuts, as {@link Sort} without keys. */
  record Limit(PlanNode input, @Nullable Expression offset, @Nullable Expression limit)
      implements PlanNode {
    @Override
    public List<OutputColumn> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * The rows of the first input, then those of the second, ...; all inputs have the same column
   * types and lanes.
   */
  record UnionAll(List<PlanNode> inputs, List<OutputColumn> columns) implements PlanNode {
    public UnionAll {
      inputs = List.copyOf(inputs);
      columns = List.copyOf(columns);
    }
  }

  /**
   * Joins the rows of the left input with those of the right, which are collected first: the
   * smaller input stands on the right. Rows come in the order of the left input and, for one row of
   * it, in the order of the right; rows of the right without a match come last, in their order.
   * Where memory does not hold the right input, rows come in another order, part by part.
   *
   * @param keys compared for equality; NaN equals NaN. Without keys every pair is looked at
   * @param condition what a pair meets besides, over the columns of the left input and then those
   *     of the right; null for nothing
   * @param columns the left input's, then as the kind says the right's or a Bool; those that the
   *     kind may fill with NULLs are nullable
   */
  record Join(
      PlanNode left,
      PlanNode right,
      JoinKind kind,
      List<JoinKey> keys,
      @Nullable Expression condition,
      List<OutputColumn> columns)
      implements PlanNode {
    public Join {
      keys = List.copyOf(keys);
      columns = List.copyOf(columns);
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(left, right);
    }
  }

  /**
   * The rows of an input that stands several times in a plan: they are made once and kept.
   *
   * @param input the same object wherever it stands
   * @param number of the input among those that are shared, from 1
   */
  record Shared(PlanNode input, int number) implements PlanNode {
    @Override
    public List<OutputColumn> columns() {
      return input.columns();
    }

    @Override
    public List<PlanNode> inputs() {
      return List.of(input);
    }
  }

  /**
   * An operator that runs row by row outside the native engine; EXPLAIN marks its line with {@code
   * fallback}.
   *
   * @param text how EXPLAIN shows it
   */
  record External(
      String text, RowOperator operator, List<PlanNode> inputs, List<OutputColumn> columns)
      implements PlanNode {
    public External {
      inputs = List.copyOf(inputs);
      columns = List.copyOf(columns);
    }
  }
}
