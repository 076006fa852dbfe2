package io.cairn.planner.cost;

import io.cairn.storage.predicate.ColumnStatistics;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Estimates the rows of relational expressions and the values in their columns, from the leaves up.
 * Answers are remembered with those of the metadata query.
 */
public final class RowEstimator {

  private final RelMetadataQuery query;

  private RowEstimator(RelMetadataQuery query) {
    this.query = query;
  }

  public static RowEstimate of(RelNode rel, RelMetadataQuery query) {
    RowEstimate estimate =
        Recall.answer(rel, query, "rowEstimate", node -> new RowEstimator(query).estimate(node));
    if (estimate == null) {
      throw new AssertionError(rel);
    }
    return estimate;
  }

  private RowEstimate input(RelNode rel, int index) {
    return of(rel.getInput(index), query);
  }

  private RowEstimate estimate(RelNode rel) {
    if (rel instanceof TableScan scan) {
      return scan(scan);
    }
    if (rel instanceof Filter filter) {
      return atLeastOne(
          new ConditionSelectivity(input(rel, 0)).applied(filter.getCondition()), input(rel, 0));
    }
    if (rel instanceof Project project) {
      RowEstimate input = input(rel, 0);
      List<RexNode> expressions = project.getProjects();
      return input.with(
          expressions.size(), index -> ComputedColumns.of(expressions.get(index), input));
    }
    if (rel instanceof Join join) {
      return JoinEstimate.of(join.getJoinType(), input(rel, 0), input(rel, 1), join.getCondition());
    }
    if (rel instanceof Correlate correlate) {
      return JoinEstimate.of(
          correlate.getJoinType(),
          input(rel, 0),
          input(rel, 1),
          rel.getCluster().getRexBuilder().makeLiteral(true));
    }
    if (rel instanceof Aggregate aggregate) {
      return aggregate(aggregate, input(rel, 0));
    }
    if (rel instanceof Sort sort) {
      return sort(sort, input(rel, 0));
    }
    if (rel instanceof Values values) {
      return values(values);
    }
    if (rel instanceof SetOp operation) {
      return setOperation(operation);
    }
    return other(rel);
  }

  /** Fewer rows than one are as good as one: estimates of nothing make wild plans. */
  private static RowEstimate atLeastOne(RowEstimate estimate, RowEstimate input) {
    return estimate.rows() >= 1 ? estimate : estimate.withRows(Math.min(1, input.rows()));
  }

  private RowEstimate scan(TableScan scan) {
    RelOptTable table = scan.getTable();
    RowEstimate all = table(scan, table);
    if (!(scan instanceof ScannedColumns part)) {
      return all;
    }
    RexNode condition =
        RexUtil.composeConjunction(scan.getCluster().getRexBuilder(), part.conditions());
    RowEstimate selected =
        condition.isAlwaysTrue()
            ? all
            : atLeastOne(new ConditionSelectivity(all).applied(condition), all);
    return selected.with(
        part.projection().size(), index -> selected.column(part.projection().get(index)));
  }

  private static RowEstimate table(TableScan scan, RelOptTable table) {
    ColumnStatisticsSource source =
        scan instanceof ColumnStatisticsSource own
            ? own
            : table.unwrap(ColumnStatisticsSource.class);
    return leaf(table.getRowCount(), table.getRowType(), source);
  }

  private static RowEstimate leaf(
      double rows, RelDataType rowType, @Nullable ColumnStatisticsSource source) {
    List<RelDataTypeField> fields = rowType.getFieldList();
    RowEstimate[] self = new RowEstimate[1];
    self[0] =
        new RowEstimate(
            rows,
            fields.size(),
            index ->
                source == null
                    ? unknown(fields.get(index).getType())
                    : column(source.columnStatistics(index), fields.get(index).getType(), self[0]));
    return self[0];
  }

  private static ColumnEstimate unknown(RelDataType type) {
    return type.getSqlTypeName() == SqlTypeName.BOOLEAN
        ? ColumnEstimate.computed(2)
        : ColumnEstimate.UNKNOWN;
  }

  private static ColumnEstimate column(
      ColumnStatistics statistics, RelDataType type, RowEstimate table) {
    double min = Positions.of(statistics.min(), type);
    double max = Positions.of(statistics.max(), type);
    double step = Positions.step(type);
    double distinct = statistics.distinctCount() >= 0 ? statistics.distinctCount() : Double.NaN;
    double width = max - min + 1;
    if (Double.isNaN(distinct) && type.getSqlTypeName() == SqlTypeName.BOOLEAN) {
      distinct = 2;
    } else if (Double.isNaN(distinct) && step == 1 && width <= statistics.rowCount()) {
      // A range wider than the table tells nothing about a column that repeats its values.
      distinct = width;
    }
    distinct = Math.max(1, Math.min(distinct, Math.max(1, table.rows())));
    double nulls =
        statistics.nullCount() <= 0 || statistics.rowCount() <= 0
            ? 0
            : (double) statistics.nullCount() / statistics.rowCount();
    return new ColumnEstimate(distinct, distinct, min, max, step, nulls, table);
  }

  private RowEstimate aggregate(Aggregate aggregate, RowEstimate input) {
    List<Integer> keys = aggregate.getGroupSet().asList();
    double rows = 0;
    for (org.apache.calcite.util.ImmutableBitSet set : aggregate.getGroupSets()) {
      rows += set.isEmpty() ? 1 : input.groups(set);
    }
    double groups = rows;
    List<AggregateCall> calls = aggregate.getAggCallList();
    return new RowEstimate(
        groups,
        keys.size() + calls.size(),
        index -> {
          if (index < keys.size()) {
            return input.column(keys.get(index)).among(groups);
          }
          AggregateCall call = calls.get(index - keys.size());
          boolean value =
              switch (call.getAggregation().getKind()) {
                case MIN, MAX, ANY_VALUE, SINGLE_VALUE -> true;
                default -> false;
              };
          return value
              ? input.column(call.getArgList().get(0)).among(groups)
              : ColumnEstimate.computed(groups);
        });
  }

  private static RowEstimate sort(Sort sort, RowEstimate input) {
    double rows = input.rows();
    if (sort.offset instanceof RexLiteral offset) {
      rows = Math.max(0, rows - RexLiteral.intValue(offset));
    }
    if (sort.fetch instanceof RexLiteral fetch) {
      rows = Math.min(rows, RexLiteral.intValue(fetch));
    }
    return input.withRows(rows);
  }

  private static RowEstimate values(Values values) {
    List<? extends List<RexLiteral>> tuples = values.getTuples();
    return new RowEstimate(
        tuples.size(),
        values.getRowType().getFieldCount(),
        index -> {
          Set<RexLiteral> distinct = new HashSet<>();
          double min = Double.POSITIVE_INFINITY;
          double max = Double.NEGATIVE_INFINITY;
          for (List<RexLiteral> tuple : tuples) {
            distinct.add(tuple.get(index));
            min = Math.min(min, Positions.of(tuple.get(index)));
            max = Math.max(max, Positions.of(tuple.get(index)));
          }
          double count = Math.max(1, distinct.size());
          return new ColumnEstimate(count, count, min, max, 0, 0, null);
        });
  }

  private RowEstimate setOperation(SetOp operation) {
    List<RowEstimate> inputs = new ArrayList<>();
    double sum = 0;
    double smallest = Double.POSITIVE_INFINITY;
    for (RelNode input : operation.getInputs()) {
      RowEstimate estimate = of(input, query);
      inputs.add(estimate);
      sum += estimate.rows();
      smallest = Math.min(smallest, estimate.rows());
    }
    RowEstimate first = inputs.get(0);
    if (operation instanceof Minus) {
      return first.withRows(Math.max(first.rows() / 2, first.rows() - (sum - first.rows())));
    }
    if (operation instanceof Intersect) {
      return first.withRows(smallest);
    }
    double rows = operation.all ? sum : sum - smallest / 2;
    return new RowEstimate(
        rows,
        first.width(),
        index -> {
          double distinct = 0;
          for (RowEstimate input : inputs) {
            distinct += input.column(index).distinct();
          }
          return ColumnEstimate.computed(distinct);
        });
  }

  private RowEstimate other(RelNode rel) {
    int width = rel.getRowType().getFieldCount();
    List<RelDataTypeField> fields = rel.getRowType().getFieldList();
    if (rel.getInputs().isEmpty()) {
      ColumnStatisticsSource source = rel instanceof ColumnStatisticsSource own ? own : null;
      return leaf(rel.estimateRowCount(query), rel.getRowType(), source);
    }
    RowEstimate input = input(rel, 0);
    double rows = input.rows();
    for (int i = 1; i < rel.getInputs().size(); i++) {
      rows += input(rel, i).rows();
    }
    // What passes its input through and adds columns behind, as windows do.
    return new RowEstimate(
        rows,
        width,
        index ->
            index < input.width() && rel.getInputs().size() == 1
                ? input.column(index)
                : unknown(fields.get(index).getType()));
  }

  /** Different values of some columns among the rows that a predicate selects. */
  static double distinctRows(
      RelNode rel, RelMetadataQuery query, Iterable<Integer> columns, @Nullable RexNode predicate) {
    RowEstimate all = of(rel, query);
    RowEstimate selected =
        predicate == null || predicate.isAlwaysTrue()
            ? all
            : atLeastOne(new ConditionSelectivity(all).applied(predicate), all);
    return selected.groups(columns);
  }

  /** The part of the rows that a predicate selects. */
  static double selectivity(RelNode rel, RelMetadataQuery query, @Nullable RexNode predicate) {
    if (predicate == null || predicate.isAlwaysTrue()) {
      return 1;
    }
    for (RexNode conjunct : RelOptUtil.conjunctions(predicate)) {
      if (conjunct.getKind() == SqlKind.LITERAL && conjunct.isAlwaysFalse()) {
        return 0;
      }
    }
    return new ConditionSelectivity(of(rel, query)).of(predicate);
  }
}
