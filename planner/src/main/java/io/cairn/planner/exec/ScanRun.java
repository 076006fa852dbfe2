package io.cairn.planner.exec;

import io.cairn.planner.exec.evaluate.ExpressionCompiler;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.BatchReader;
import io.cairn.storage.Cancellation;
import io.cairn.storage.Narrowing;
import io.cairn.storage.Relation;
import io.cairn.storage.Scan;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanMetrics;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Constant;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scan in one execution, with its parameters bound, cut into splits. Immutable, thread-safe. */
final class ScanRun {
  private final List<? extends Split> splits;
  private final @Nullable Expression leftover;
  private final ScanContext scanContext;

  /**
   * Binds a scan.
   *
   * @param filters leave out rows that are not needed: their bounds go to storage
   * @param narrowing tells what rows are not needed any more; null if all stay needed
   * @param cancellation asked by who reads the splits
   */
  ScanRun(
      PlanNode.Scan node,
      Execution execution,
      List<FragmentInputs.ColumnFilter> filters,
      @Nullable Narrowing narrowing,
      Cancellation cancellation) {
    Relation relation = node.table().relation(execution.snapshot());
    PredicateBinder binder = new PredicateBinder(relation.schema(), execution.parameters());
    Predicate bound = node.pushed().isAll() ? node.pushed() : binder.bind(node.pushed());
    bound = withBounds(bound, filters, node.projection(), relation);
    List<Integer> projection = node.projection();
    Scan scan = relation.scan(new ScanRequest(projection, bound));
    Predicate residual = scan.residual();
    if (residual.isAll()) {
      leftover = null;
    } else {
      residual = withoutPlanned(residual, node, binder);
      List<Integer> extended = extend(projection, residual);
      if (extended.size() > projection.size()) {
        projection = extended;
        scan = relation.scan(new ScanRequest(extended, bound));
      }
      leftover = residual.isAll() ? null : expression(residual, projection, relation.schema());
    }
    splits = scan.splits();
    ScanMetrics metrics = new ScanMetrics(projection.size());
    scanContext = new ScanContext(cancellation, metrics, narrowing);
    Profile.Entry entry = execution.entry(node);
    if (entry != null) {
      long[] columnChunks = new long[node.projection().size()];
      for (int i = 0; i < columnChunks.length; i++) {
        columnChunks[i] = scan.chunkCount(i);
      }
      entry.setScan(metrics, scan.chunkTotal(), columnChunks);
    }
  }

  private static Predicate withBounds(
      Predicate predicate,
      List<FragmentInputs.ColumnFilter> filters,
      List<Integer> projection,
      Relation relation) {
    List<Predicate> conjuncts = new ArrayList<>(predicate.conjuncts());
    for (FragmentInputs.ColumnFilter filter : filters) {
      int column = projection.get(filter.column());
      if (BoxedValues.isUnsigned64(relation.schema().column(column).type())) {
        continue;
      }
      Constant min = new Constant.Whole(filter.filter().min());
      Constant max = new Constant.Whole(filter.filter().max());
      Predicate from = new Predicate.Comparison(column, Predicate.Operator.GREATER_OR_EQUAL, min);
      Predicate to = new Predicate.Comparison(column, Predicate.Operator.LESS_OR_EQUAL, max);
      Predicate range = Predicate.and(List.of(from, to));
      // A bound that storage would leave to the engine costs more than it saves.
      if (relation.prunes(from) && relation.residual(range).isAll()) {
        conjuncts.add(from);
        conjuncts.add(to);
      }
    }
    return Predicate.and(conjuncts);
  }

  List<? extends Split> splits() {
    return splits;
  }

  BatchReader open(int split) {
    return splits.get(split).open(scanContext);
  }

  /** What storage left of the predicate and the plan does not evaluate anyway; null if nothing. */
  @Nullable Expression leftover() {
    return leftover;
  }

  long rowCount() {
    long rows = 0;
    for (Split split : splits) {
      rows += split.rowCount();
    }
    return rows;
  }

  private static Predicate withoutPlanned(
      Predicate residual, PlanNode.Scan node, PredicateBinder binder) {
    Expression planned = node.residual();
    if (planned == null) {
      return residual;
    }
    Set<Predicate> known = new HashSet<>();
    for (Expression conjunct : ExpressionCompiler.conjuncts(planned)) {
      Predicate same = binder.of(conjunct, node.projection());
      if (same != null) {
        known.add(same);
      }
    }
    List<Predicate> rest = new ArrayList<>();
    for (Predicate conjunct : residual.conjuncts()) {
      if (!known.contains(conjunct)) {
        rest.add(conjunct);
      }
    }
    return Predicate.and(rest);
  }

  private static List<Integer> extend(List<Integer> projection, Predicate predicate) {
    List<Integer> extended = new ArrayList<>(projection);
    collect(predicate, extended);
    return extended;
  }

  private static void collect(Predicate predicate, List<Integer> columns) {
    int column = -1;
    if (predicate instanceof Predicate.Comparison comparison) {
      column = comparison.column();
    } else if (predicate instanceof Predicate.In in) {
      column = in.column();
    } else if (predicate instanceof Predicate.IsNull isNull) {
      column = isNull.column();
    } else if (predicate instanceof Predicate.IsNotNull isNotNull) {
      column = isNotNull.column();
    } else if (predicate instanceof Predicate.And and) {
      and.operands().forEach(operand -> collect(operand, columns));
    } else if (predicate instanceof Predicate.Or or) {
      or.operands().forEach(operand -> collect(operand, columns));
    }
    if (column >= 0 && !columns.contains(column)) {
      columns.add(column);
    }
  }

  private static Expression expression(
      Predicate residual, List<Integer> projection, Schema schema) {
    Expression expression =
        new PredicateExpressions(
                ordinal -> {
                  Column column = schema.column(ordinal);
                  return new Expression.Input(
                      projection.indexOf(ordinal), column.type(), column.nullable(), column.lane());
                })
            .of(residual);
    return expression instanceof Expression.Call
        ? expression
        : new Expression.Call(Operator.AND, List.of(expression), ColumnType.BOOLEAN, true);
  }
}
