package io.cairn.planner.cost;

import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Combine;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdDistinctRowCount;
import org.apache.calcite.rel.metadata.RelMdMaxRowCount;
import org.apache.calcite.rel.metadata.RelMdMinRowCount;
import org.apache.calcite.rel.metadata.RelMdPercentageOriginalRows;
import org.apache.calcite.rel.metadata.RelMdPopulationSize;
import org.apache.calcite.rel.metadata.RelMdRowCount;
import org.apache.calcite.rel.metadata.RelMdSelectivity;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * How many rows, and how many different ones. Leaves answer from the statistics of their columns;
 * else each kind asks Calcite's own estimator for the class of node at hand.
 */
final class CardinalityKinds {
  private CardinalityKinds() {}

  /** Estimated rows. */
  static final class RowCount implements BuiltInMetadata.RowCount.Handler {
    private static final RelMdRowCount CALCITE = new RelMdRowCount();

    @Override
    public @Nullable Double getRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CALCITE.getRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.getRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.getRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.getRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getRowCount(exchange, mq);
      }
      if (rel instanceof Combine combine) {
        return CALCITE.getRowCount(combine, mq);
      }
      if (rel instanceof SingleRel single) {
        return CALCITE.getRowCount(single, mq);
      }
      return CALCITE.getRowCount(rel, mq);
    }
  }

  /** An upper bound of the rows. */
  static final class MaxRowCount implements BuiltInMetadata.MaxRowCount.Handler {
    private static final RelMdMaxRowCount CALCITE = new RelMdMaxRowCount();

    @Override
    public @Nullable Double getMaxRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMaxRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getMaxRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CALCITE.getMaxRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getMaxRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getMaxRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getMaxRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getMaxRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getMaxRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getMaxRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getMaxRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getMaxRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.getMaxRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.getMaxRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.getMaxRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getMaxRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getMaxRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getMaxRowCount(exchange, mq);
      }
      return CALCITE.getMaxRowCount(rel, mq);
    }
  }

  /** A lower bound of the rows. */
  static final class MinRowCount implements BuiltInMetadata.MinRowCount.Handler {
    private static final RelMdMinRowCount CALCITE = new RelMdMinRowCount();

    @Override
    public @Nullable Double getMinRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMinRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getMinRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CALCITE.getMinRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getMinRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getMinRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getMinRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getMinRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getMinRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getMinRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getMinRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getMinRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.getMinRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.getMinRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.getMinRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getMinRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getMinRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getMinRowCount(exchange, mq);
      }
      return CALCITE.getMinRowCount(rel, mq);
    }
  }

  /** Estimated different values of some columns among the rows that a predicate selects. */
  static final class DistinctRowCount implements BuiltInMetadata.DistinctRowCount.Handler {
    private static final RelMdDistinctRowCount CALCITE =
        Recall.calcite(
            RelMdDistinctRowCount.class,
            RelMdDistinctRowCount.SOURCE,
            BuiltInMetadata.DistinctRowCount.Handler.class);

    @Override
    public @Nullable Double getDistinctRowCount(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet groupKey, @Nullable RexNode predicate) {
      return Recall.answer(
          r,
          mq,
          Recall.question("getDistinctRowCount", groupKey, predicate),
          rel -> ask(rel, mq, groupKey, predicate));
    }

    private static @Nullable Double ask(
        RelNode rel, RelMetadataQuery mq, ImmutableBitSet groupKey, @Nullable RexNode predicate) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getDistinctRowCount(subset, mq, groupKey, predicate);
      }
      if (rel.getInputs().isEmpty() && !(rel instanceof Values) && !(rel instanceof RelSubset)) {
        return DistinctValues.ofLeaf(rel, mq, groupKey, predicate);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getDistinctRowCount(filter, mq, groupKey, predicate);
      }
      if (rel instanceof Project project) {
        return CALCITE.getDistinctRowCount(project, mq, groupKey, predicate);
      }
      if (rel instanceof Join join) {
        return CALCITE.getDistinctRowCount(join, mq, groupKey, predicate);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getDistinctRowCount(aggregate, mq, groupKey, predicate);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getDistinctRowCount(sort, mq, groupKey, predicate);
      }
      if (rel instanceof Union union) {
        return CALCITE.getDistinctRowCount(union, mq, groupKey, predicate);
      }
      if (rel instanceof Values values) {
        return CALCITE.getDistinctRowCount(values, mq, groupKey, predicate);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getDistinctRowCount(tableModify, mq, groupKey, predicate);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getDistinctRowCount(exchange, mq, groupKey, predicate);
      }
      return CALCITE.getDistinctRowCount(rel, mq, groupKey, predicate);
    }
  }

  /** Estimated different values of some columns in the tables they come from. */
  static final class PopulationSize implements BuiltInMetadata.PopulationSize.Handler {
    private static final RelMdPopulationSize CALCITE =
        Recall.calcite(
            RelMdPopulationSize.class,
            RelMdPopulationSize.SOURCE,
            BuiltInMetadata.PopulationSize.Handler.class);

    @Override
    public @Nullable Double getPopulationSize(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet groupKey) {
      return Recall.answer(
          r, mq, Recall.question("getPopulationSize", groupKey), rel -> ask(rel, mq, groupKey));
    }

    private static @Nullable Double ask(
        RelNode rel, RelMetadataQuery mq, ImmutableBitSet groupKey) {
      if (rel instanceof TableScan scan) {
        return CALCITE.getPopulationSize(scan, mq, groupKey);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getPopulationSize(filter, mq, groupKey);
      }
      if (rel instanceof Project project) {
        return CALCITE.getPopulationSize(project, mq, groupKey);
      }
      if (rel instanceof Join join) {
        return CALCITE.getPopulationSize(join, mq, groupKey);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getPopulationSize(aggregate, mq, groupKey);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getPopulationSize(sort, mq, groupKey);
      }
      if (rel instanceof Union union) {
        return CALCITE.getPopulationSize(union, mq, groupKey);
      }
      if (rel instanceof Values values) {
        return CALCITE.getPopulationSize(values, mq, groupKey);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getPopulationSize(tableModify, mq, groupKey);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getPopulationSize(exchange, mq, groupKey);
      }
      return CALCITE.getPopulationSize(rel, mq, groupKey);
    }
  }

  /** The part of the tables' rows that is left. */
  static final class PercentageOriginalRows
      implements BuiltInMetadata.PercentageOriginalRows.Handler {
    private static final RelMdPercentageOriginalRows CALCITE =
        Recall.calcite(
            RelMdPercentageOriginalRows.class,
            RelMdPercentageOriginalRows.SOURCE,
            BuiltInMetadata.PercentageOriginalRows.Handler.class);

    @Override
    public @Nullable Double getPercentageOriginalRows(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getPercentageOriginalRows", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CALCITE.getPercentageOriginalRows(scan, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getPercentageOriginalRows(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getPercentageOriginalRows(aggregate, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getPercentageOriginalRows(union, mq);
      }
      if (rel instanceof Combine combine) {
        return CALCITE.getPercentageOriginalRows(combine, mq);
      }
      return CALCITE.getPercentageOriginalRows(rel, mq);
    }
  }

  /** The part of the rows that a predicate selects. */
  static final class Selectivity implements BuiltInMetadata.Selectivity.Handler {
    private static final RelMdSelectivity CALCITE =
        Recall.calcite(
            RelMdSelectivity.class,
            RelMdSelectivity.SOURCE,
            BuiltInMetadata.Selectivity.Handler.class);

    @Override
    public @Nullable Double getSelectivity(
        RelNode r, RelMetadataQuery mq, @Nullable RexNode predicate) {
      return Recall.answer(
          r, mq, Recall.question("getSelectivity", predicate), rel -> ask(rel, mq, predicate));
    }

    private static @Nullable Double ask(
        RelNode rel, RelMetadataQuery mq, @Nullable RexNode predicate) {
      if (rel instanceof Filter filter) {
        return CALCITE.getSelectivity(filter, mq, predicate);
      }
      if (rel instanceof Project project) {
        return CALCITE.getSelectivity(project, mq, predicate);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getSelectivity(calc, mq, predicate);
      }
      if (rel instanceof Join join && join.getJoinType().projectsRight()) {
        return new JoinSelectivity(join, mq).of(predicate);
      }
      if (rel instanceof Join join) {
        return CALCITE.getSelectivity(join, mq, predicate);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getSelectivity(aggregate, mq, predicate);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getSelectivity(sort, mq, predicate);
      }
      if (rel instanceof Union union) {
        return CALCITE.getSelectivity(union, mq, predicate);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getSelectivity(tableModify, mq, predicate);
      }
      return new ConditionSelectivity(rel).of(predicate);
    }
  }
}
