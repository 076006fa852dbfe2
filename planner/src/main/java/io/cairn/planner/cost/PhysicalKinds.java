package io.cairn.planner.cost;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.apache.calcite.adapter.enumerable.EnumerableCorrelate;
import org.apache.calcite.adapter.enumerable.EnumerableHashJoin;
import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableMergeJoin;
import org.apache.calcite.adapter.enumerable.EnumerableMergeUnion;
import org.apache.calcite.adapter.enumerable.EnumerableNestedLoopJoin;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.BiRel;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.SortExchange;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdCollation;
import org.apache.calcite.rel.metadata.RelMdDistribution;
import org.apache.calcite.rel.metadata.RelMdMemory;
import org.apache.calcite.rel.metadata.RelMdParallelism;
import org.apache.calcite.rel.metadata.RelMdSize;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/**
 * Order, distribution, sizes and memory. Each kind asks Calcite's own estimator for the class of
 * node at hand.
 */
final class PhysicalKinds {
  private PhysicalKinds() {}

  /** Orders that the rows have. */
  static final class Collation implements BuiltInMetadata.Collation.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteCollation {
      static final RelMdCollation ESTIMATOR =
          Recall.calcite(
              RelMdCollation.class, RelMdCollation.SOURCE, BuiltInMetadata.Collation.Handler.class);
    }

    @Override
    public @Nullable ImmutableList<RelCollation> collations(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "collations", rel -> ask(rel, mq));
    }

    private static @Nullable ImmutableList<RelCollation> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CalciteCollation.ESTIMATOR.collations(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CalciteCollation.ESTIMATOR.collations(enumerableLimit, mq);
      }
      if (rel instanceof EnumerableMergeJoin enumerableMergeJoin) {
        return CalciteCollation.ESTIMATOR.collations(enumerableMergeJoin, mq);
      }
      if (rel instanceof EnumerableHashJoin enumerableHashJoin) {
        return CalciteCollation.ESTIMATOR.collations(enumerableHashJoin, mq);
      }
      if (rel instanceof EnumerableNestedLoopJoin enumerableNestedLoopJoin) {
        return CalciteCollation.ESTIMATOR.collations(enumerableNestedLoopJoin, mq);
      }
      if (rel instanceof EnumerableMergeUnion enumerableMergeUnion) {
        return CalciteCollation.ESTIMATOR.collations(enumerableMergeUnion, mq);
      }
      if (rel instanceof EnumerableCorrelate enumerableCorrelate) {
        return CalciteCollation.ESTIMATOR.collations(enumerableCorrelate, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteCollation.ESTIMATOR.collations(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteCollation.ESTIMATOR.collations(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteCollation.ESTIMATOR.collations(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteCollation.ESTIMATOR.collations(calc, mq);
      }
      if (rel instanceof SortExchange sortExchange) {
        return CalciteCollation.ESTIMATOR.collations(sortExchange, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteCollation.ESTIMATOR.collations(sort, mq);
      }
      if (rel instanceof Values values) {
        return CalciteCollation.ESTIMATOR.collations(values, mq);
      }
      if (rel instanceof Window window) {
        return CalciteCollation.ESTIMATOR.collations(window, mq);
      }
      if (rel instanceof Match match) {
        return CalciteCollation.ESTIMATOR.collations(match, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteCollation.ESTIMATOR.collations(tableModify, mq);
      }
      return CalciteCollation.ESTIMATOR.collations(rel, mq);
    }
  }

  /** How rows are spread over processes. */
  static final class Distribution implements BuiltInMetadata.Distribution.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteDistribution {
      static final RelMdDistribution ESTIMATOR =
          Recall.calcite(
              RelMdDistribution.class,
              RelMdDistribution.SOURCE,
              BuiltInMetadata.Distribution.Handler.class);
    }

    @Override
    public @Nullable RelDistribution distribution(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "distribution", rel -> ask(rel, mq));
    }

    private static @Nullable RelDistribution ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CalciteDistribution.ESTIMATOR.distribution(scan, mq);
      }
      if (rel instanceof Project project) {
        return CalciteDistribution.ESTIMATOR.distribution(project, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteDistribution.ESTIMATOR.distribution(setOp, mq);
      }
      if (rel instanceof Values values) {
        return CalciteDistribution.ESTIMATOR.distribution(values, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteDistribution.ESTIMATOR.distribution(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteDistribution.ESTIMATOR.distribution(exchange, mq);
      }
      if (rel instanceof SingleRel single) {
        return CalciteDistribution.ESTIMATOR.distribution(single, mq);
      }
      if (rel instanceof BiRel pair) {
        return CalciteDistribution.ESTIMATOR.distribution(pair, mq);
      }
      return CalciteDistribution.ESTIMATOR.distribution(rel, mq);
    }
  }

  /** Average bytes of rows and columns. */
  static final class Size implements BuiltInMetadata.Size.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteSize {
      static final RelMdSize ESTIMATOR =
          Recall.calcite(RelMdSize.class, RelMdSize.SOURCE, BuiltInMetadata.Size.Handler.class);
    }

    @Override
    public @Nullable Double averageRowSize(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r, mq, "averageRowSize", rel -> CalciteSize.ESTIMATOR.averageRowSize(rel, mq));
    }

    @Override
    public @Nullable List<@Nullable Double> averageColumnSizes(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "averageColumnSizes", rel -> ask(rel, mq));
    }

    private static @Nullable List<@Nullable Double> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(sort, mq);
      }
      if (rel instanceof Union union) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(minus, mq);
      }
      if (rel instanceof Values values) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(values, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteSize.ESTIMATOR.averageColumnSizes(exchange, mq);
      }
      return CalciteSize.ESTIMATOR.averageColumnSizes(rel, mq);
    }
  }

  /** Phases and splits. */
  static final class Parallelism implements BuiltInMetadata.Parallelism.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteParallelism {
      static final RelMdParallelism ESTIMATOR =
          Recall.calcite(
              RelMdParallelism.class,
              RelMdParallelism.SOURCE,
              BuiltInMetadata.Parallelism.Handler.class);
    }

    @Override
    public @Nullable Boolean isPhaseTransition(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "isPhaseTransition", rel -> ask(rel, mq));
    }

    private static @Nullable Boolean ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CalciteParallelism.ESTIMATOR.isPhaseTransition(scan, mq);
      }
      if (rel instanceof Values values) {
        return CalciteParallelism.ESTIMATOR.isPhaseTransition(values, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteParallelism.ESTIMATOR.isPhaseTransition(exchange, mq);
      }
      return CalciteParallelism.ESTIMATOR.isPhaseTransition(rel, mq);
    }

    @Override
    public @Nullable Integer splitCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r, mq, "splitCount", rel -> CalciteParallelism.ESTIMATOR.splitCount(rel, mq));
    }
  }

  /** Bytes that running takes. */
  static final class Memory implements BuiltInMetadata.Memory.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteMemory {
      static final RelMdMemory ESTIMATOR =
          Recall.calcite(
              RelMdMemory.class, RelMdMemory.SOURCE, BuiltInMetadata.Memory.Handler.class);
    }

    @Override
    public @Nullable Double memory(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "memory", rel -> CalciteMemory.ESTIMATOR.memory(rel, mq));
    }

    @Override
    public @Nullable Double cumulativeMemoryWithinPhase(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r,
          mq,
          "cumulativeMemoryWithinPhase",
          rel -> CalciteMemory.ESTIMATOR.cumulativeMemoryWithinPhase(rel, mq));
    }

    @Override
    public @Nullable Double cumulativeMemoryWithinPhaseSplit(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r,
          mq,
          "cumulativeMemoryWithinPhaseSplit",
          rel -> CalciteMemory.ESTIMATOR.cumulativeMemoryWithinPhaseSplit(rel, mq));
    }
  }
}
