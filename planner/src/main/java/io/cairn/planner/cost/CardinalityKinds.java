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
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdRowCount ESTIMATOR = new RelMdRowCount();
    }

    @Override
    public @Nullable Double getRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return Calcite.ESTIMATOR.getRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getRowCount(exchange, mq);
      }
      if (rel instanceof Combine combine) {
        return Calcite.ESTIMATOR.getRowCount(combine, mq);
      }
      if (rel instanceof SingleRel single) {
        return Calcite.ESTIMATOR.getRowCount(single, mq);
      }
      return Calcite.ESTIMATOR.getRowCount(rel, mq);
    }
  }

  /** An upper bound of the rows. */
  static final class MaxRowCount implements BuiltInMetadata.MaxRowCount.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdMaxRowCount ESTIMATOR = new RelMdMaxRowCount();
    }

    @Override
    public @Nullable Double getMaxRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMaxRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getMaxRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return Calcite.ESTIMATOR.getMaxRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getMaxRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getMaxRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getMaxRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getMaxRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getMaxRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getMaxRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getMaxRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getMaxRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getMaxRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getMaxRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getMaxRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getMaxRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getMaxRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getMaxRowCount(exchange, mq);
      }
      return Calcite.ESTIMATOR.getMaxRowCount(rel, mq);
    }
  }

  /** A lower bound of the rows. */
  static final class MinRowCount implements BuiltInMetadata.MinRowCount.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdMinRowCount ESTIMATOR = new RelMdMinRowCount();
    }

    @Override
    public @Nullable Double getMinRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMinRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getMinRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return Calcite.ESTIMATOR.getMinRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getMinRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getMinRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getMinRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getMinRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getMinRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getMinRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getMinRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getMinRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getMinRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getMinRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getMinRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getMinRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getMinRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getMinRowCount(exchange, mq);
      }
      return Calcite.ESTIMATOR.getMinRowCount(rel, mq);
    }
  }

  /** Estimated different values of some columns among the rows that a predicate selects. */
  static final class DistinctRowCount implements BuiltInMetadata.DistinctRowCount.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdDistinctRowCount ESTIMATOR =
          Recall.calcite(
              RelMdDistinctRowCount.class,
              RelMdDistinctRowCount.SOURCE,
              BuiltInMetadata.DistinctRowCount.Handler.class);
    }

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
        return Calcite.ESTIMATOR.getDistinctRowCount(subset, mq, groupKey, predicate);
      }
      if (rel.getInputs().isEmpty() && !(rel instanceof Values) && !(rel instanceof RelSubset)) {
        return DistinctValues.ofLeaf(rel, mq, groupKey, predicate);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getDistinctRowCount(filter, mq, groupKey, predicate);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getDistinctRowCount(project, mq, groupKey, predicate);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getDistinctRowCount(join, mq, groupKey, predicate);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getDistinctRowCount(aggregate, mq, groupKey, predicate);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getDistinctRowCount(sort, mq, groupKey, predicate);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getDistinctRowCount(union, mq, groupKey, predicate);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getDistinctRowCount(values, mq, groupKey, predicate);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getDistinctRowCount(tableModify, mq, groupKey, predicate);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getDistinctRowCount(exchange, mq, groupKey, predicate);
      }
      return Calcite.ESTIMATOR.getDistinctRowCount(rel, mq, groupKey, predicate);
    }
  }

  /** Estimated different values of some columns in the tables they come from. */
  static final class PopulationSize implements BuiltInMetadata.PopulationSize.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdPopulationSize ESTIMATOR =
          Recall.calcite(
              RelMdPopulationSize.class,
              RelMdPopulationSize.SOURCE,
              BuiltInMetadata.PopulationSize.Handler.class);
    }

    @Override
    public @Nullable Double getPopulationSize(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet groupKey) {
      return Recall.answer(
          r, mq, Recall.question("getPopulationSize", groupKey), rel -> ask(rel, mq, groupKey));
    }

    private static @Nullable Double ask(
        RelNode rel, RelMetadataQuery mq, ImmutableBitSet groupKey) {
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getPopulationSize(scan, mq, groupKey);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getPopulationSize(filter, mq, groupKey);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getPopulationSize(project, mq, groupKey);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getPopulationSize(join, mq, groupKey);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getPopulationSize(aggregate, mq, groupKey);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getPopulationSize(sort, mq, groupKey);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getPopulationSize(union, mq, groupKey);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getPopulationSize(values, mq, groupKey);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getPopulationSize(tableModify, mq, groupKey);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getPopulationSize(exchange, mq, groupKey);
      }
      return Calcite.ESTIMATOR.getPopulationSize(rel, mq, groupKey);
    }
  }

  /** The part of the tables' rows that is left. */
  static final class PercentageOriginalRows
      implements BuiltInMetadata.PercentageOriginalRows.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdPercentageOriginalRows ESTIMATOR =
          Recall.calcite(
              RelMdPercentageOriginalRows.class,
              RelMdPercentageOriginalRows.SOURCE,
              BuiltInMetadata.PercentageOriginalRows.Handler.class);
    }

    @Override
    public @Nullable Double getPercentageOriginalRows(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getPercentageOriginalRows", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getPercentageOriginalRows(scan, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getPercentageOriginalRows(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getPercentageOriginalRows(aggregate, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getPercentageOriginalRows(union, mq);
      }
      if (rel instanceof Combine combine) {
        return Calcite.ESTIMATOR.getPercentageOriginalRows(combine, mq);
      }
      return Calcite.ESTIMATOR.getPercentageOriginalRows(rel, mq);
    }
  }

  /** The part of the rows that a predicate selects. */
  static final class Selectivity implements BuiltInMetadata.Selectivity.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdSelectivity ESTIMATOR =
          Recall.calcite(
              RelMdSelectivity.class,
              RelMdSelectivity.SOURCE,
              BuiltInMetadata.Selectivity.Handler.class);
    }

    @Override
    public @Nullable Double getSelectivity(
        RelNode r, RelMetadataQuery mq, @Nullable RexNode predicate) {
      return Recall.answer(
          r, mq, Recall.question("getSelectivity", predicate), rel -> ask(rel, mq, predicate));
    }

    private static @Nullable Double ask(
        RelNode rel, RelMetadataQuery mq, @Nullable RexNode predicate) {
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getSelectivity(filter, mq, predicate);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getSelectivity(project, mq, predicate);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getSelectivity(calc, mq, predicate);
      }
      if (rel instanceof Join join && join.getJoinType().projectsRight()) {
        return new JoinSelectivity(join, mq).of(predicate);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getSelectivity(join, mq, predicate);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getSelectivity(aggregate, mq, predicate);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getSelectivity(sort, mq, predicate);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getSelectivity(union, mq, predicate);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getSelectivity(tableModify, mq, predicate);
      }
      return new ConditionSelectivity(rel).of(predicate);
    }
  }
}
