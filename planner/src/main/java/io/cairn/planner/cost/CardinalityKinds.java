package io.cairn.planner.cost;

import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
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
import org.apache.calcite.rel.metadata.RelMdMaxRowCount;
import org.apache.calcite.rel.metadata.RelMdMinRowCount;
import org.apache.calcite.rel.metadata.RelMdPercentageOriginalRows;
import org.apache.calcite.rel.metadata.RelMdPopulationSize;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * How many rows, and how many different ones. What planning asks all the time {@link RowEstimator}
 * answers; bounds and the like come from Calcite's own estimator for the class of node at hand.
 */
final class CardinalityKinds {
  private CardinalityKinds() {}

  /** Estimated rows. */
  static final class RowCount implements BuiltInMetadata.RowCount.Handler {
    @Override
    public Double getRowCount(RelNode rel, RelMetadataQuery query) {
      return RowEstimator.of(rel, query).rows();
    }
  }

  /** An upper bound of the rows. */
  static final class MaxRowCount implements BuiltInMetadata.MaxRowCount.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteMaxRowCount {
      static final RelMdMaxRowCount ESTIMATOR = new RelMdMaxRowCount();
    }

    @Override
    public @Nullable Double getMaxRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMaxRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(exchange, mq);
      }
      return CalciteMaxRowCount.ESTIMATOR.getMaxRowCount(rel, mq);
    }
  }

  /** A lower bound of the rows. */
  static final class MinRowCount implements BuiltInMetadata.MinRowCount.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteMinRowCount {
      static final RelMdMinRowCount ESTIMATOR = new RelMdMinRowCount();
    }

    @Override
    public @Nullable Double getMinRowCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getMinRowCount", rel -> ask(rel, mq));
    }

    private static @Nullable Double ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(enumerableLimit, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(sort, mq);
      }
      if (rel instanceof Union union) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(minus, mq);
      }
      if (rel instanceof Values values) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(values, mq);
      }
      if (rel instanceof Sample sample) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteMinRowCount.ESTIMATOR.getMinRowCount(exchange, mq);
      }
      return CalciteMinRowCount.ESTIMATOR.getMinRowCount(rel, mq);
    }
  }

  /** Estimated different values of some columns among the rows that a predicate selects. */
  static final class DistinctRowCount implements BuiltInMetadata.DistinctRowCount.Handler {
    @Override
    public Double getDistinctRowCount(
        RelNode rel,
        RelMetadataQuery query,
        ImmutableBitSet groupKey,
        @Nullable RexNode predicate) {
      return RowEstimator.distinctRows(rel, query, groupKey, predicate);
    }
  }

  /** Estimated different values of some columns in the tables they come from. */
  static final class PopulationSize implements BuiltInMetadata.PopulationSize.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalcitePopulationSize {
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
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(scan, mq, groupKey);
      }
      if (rel instanceof Filter filter) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(filter, mq, groupKey);
      }
      if (rel instanceof Project project) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(project, mq, groupKey);
      }
      if (rel instanceof Join join) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(join, mq, groupKey);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(aggregate, mq, groupKey);
      }
      if (rel instanceof Sort sort) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(sort, mq, groupKey);
      }
      if (rel instanceof Union union) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(union, mq, groupKey);
      }
      if (rel instanceof Values values) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(values, mq, groupKey);
      }
      if (rel instanceof TableModify tableModify) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(tableModify, mq, groupKey);
      }
      if (rel instanceof Exchange exchange) {
        return CalcitePopulationSize.ESTIMATOR.getPopulationSize(exchange, mq, groupKey);
      }
      return CalcitePopulationSize.ESTIMATOR.getPopulationSize(rel, mq, groupKey);
    }
  }

  /** The part of the tables' rows that is left. */
  static final class PercentageOriginalRows
      implements BuiltInMetadata.PercentageOriginalRows.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalcitePercentageOriginalRows {
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
        return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(scan, mq);
      }
      if (rel instanceof Join join) {
        return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(aggregate, mq);
      }
      if (rel instanceof Union union) {
        return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(union, mq);
      }
      if (rel instanceof Combine combine) {
        return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(combine, mq);
      }
      return CalcitePercentageOriginalRows.ESTIMATOR.getPercentageOriginalRows(rel, mq);
    }
  }

  /** The part of the rows that a predicate selects. */
  static final class Selectivity implements BuiltInMetadata.Selectivity.Handler {
    @Override
    public Double getSelectivity(RelNode rel, RelMetadataQuery query, @Nullable RexNode predicate) {
      return RowEstimator.selectivity(rel, query, predicate);
    }
  }
}
