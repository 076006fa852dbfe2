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
    private static final RelMdCollation CALCITE =
        Recall.calcite(
            RelMdCollation.class, RelMdCollation.SOURCE, BuiltInMetadata.Collation.Handler.class);

    @Override
    public @Nullable ImmutableList<RelCollation> collations(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "collations", rel -> ask(rel, mq));
    }

    private static @Nullable ImmutableList<RelCollation> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.collations(subset, mq);
      }
      if (rel instanceof EnumerableLimit enumerableLimit) {
        return CALCITE.collations(enumerableLimit, mq);
      }
      if (rel instanceof EnumerableMergeJoin enumerableMergeJoin) {
        return CALCITE.collations(enumerableMergeJoin, mq);
      }
      if (rel instanceof EnumerableHashJoin enumerableHashJoin) {
        return CALCITE.collations(enumerableHashJoin, mq);
      }
      if (rel instanceof EnumerableNestedLoopJoin enumerableNestedLoopJoin) {
        return CALCITE.collations(enumerableNestedLoopJoin, mq);
      }
      if (rel instanceof EnumerableMergeUnion enumerableMergeUnion) {
        return CALCITE.collations(enumerableMergeUnion, mq);
      }
      if (rel instanceof EnumerableCorrelate enumerableCorrelate) {
        return CALCITE.collations(enumerableCorrelate, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.collations(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.collations(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.collations(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.collations(calc, mq);
      }
      if (rel instanceof SortExchange sortExchange) {
        return CALCITE.collations(sortExchange, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.collations(sort, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.collations(values, mq);
      }
      if (rel instanceof Window window) {
        return CALCITE.collations(window, mq);
      }
      if (rel instanceof Match match) {
        return CALCITE.collations(match, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.collations(tableModify, mq);
      }
      return CALCITE.collations(rel, mq);
    }
  }

  /** How rows are spread over processes. */
  static final class Distribution implements BuiltInMetadata.Distribution.Handler {
    private static final RelMdDistribution CALCITE =
        Recall.calcite(
            RelMdDistribution.class,
            RelMdDistribution.SOURCE,
            BuiltInMetadata.Distribution.Handler.class);

    @Override
    public @Nullable RelDistribution distribution(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "distribution", rel -> ask(rel, mq));
    }

    private static @Nullable RelDistribution ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CALCITE.distribution(scan, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.distribution(project, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CALCITE.distribution(setOp, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.distribution(values, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.distribution(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.distribution(exchange, mq);
      }
      if (rel instanceof SingleRel single) {
        return CALCITE.distribution(single, mq);
      }
      if (rel instanceof BiRel pair) {
        return CALCITE.distribution(pair, mq);
      }
      return CALCITE.distribution(rel, mq);
    }
  }

  /** Average bytes of rows and columns. */
  static final class Size implements BuiltInMetadata.Size.Handler {
    private static final RelMdSize CALCITE =
        Recall.calcite(RelMdSize.class, RelMdSize.SOURCE, BuiltInMetadata.Size.Handler.class);

    @Override
    public @Nullable Double averageRowSize(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "averageRowSize", rel -> CALCITE.averageRowSize(rel, mq));
    }

    @Override
    public @Nullable List<@Nullable Double> averageColumnSizes(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "averageColumnSizes", rel -> ask(rel, mq));
    }

    private static @Nullable List<@Nullable Double> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CALCITE.averageColumnSizes(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.averageColumnSizes(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.averageColumnSizes(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.averageColumnSizes(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.averageColumnSizes(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.averageColumnSizes(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.averageColumnSizes(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.averageColumnSizes(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.averageColumnSizes(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.averageColumnSizes(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.averageColumnSizes(values, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.averageColumnSizes(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.averageColumnSizes(exchange, mq);
      }
      return CALCITE.averageColumnSizes(rel, mq);
    }
  }

  /** Phases and splits. */
  static final class Parallelism implements BuiltInMetadata.Parallelism.Handler {
    private static final RelMdParallelism CALCITE =
        Recall.calcite(
            RelMdParallelism.class,
            RelMdParallelism.SOURCE,
            BuiltInMetadata.Parallelism.Handler.class);

    @Override
    public @Nullable Boolean isPhaseTransition(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "isPhaseTransition", rel -> ask(rel, mq));
    }

    private static @Nullable Boolean ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CALCITE.isPhaseTransition(scan, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.isPhaseTransition(values, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.isPhaseTransition(exchange, mq);
      }
      return CALCITE.isPhaseTransition(rel, mq);
    }

    @Override
    public @Nullable Integer splitCount(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "splitCount", rel -> CALCITE.splitCount(rel, mq));
    }
  }

  /** Bytes that running takes. */
  static final class Memory implements BuiltInMetadata.Memory.Handler {
    private static final RelMdMemory CALCITE =
        Recall.calcite(RelMdMemory.class, RelMdMemory.SOURCE, BuiltInMetadata.Memory.Handler.class);

    @Override
    public @Nullable Double memory(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "memory", rel -> CALCITE.memory(rel, mq));
    }

    @Override
    public @Nullable Double cumulativeMemoryWithinPhase(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r,
          mq,
          "cumulativeMemoryWithinPhase",
          rel -> CALCITE.cumulativeMemoryWithinPhase(rel, mq));
    }

    @Override
    public @Nullable Double cumulativeMemoryWithinPhaseSplit(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r,
          mq,
          "cumulativeMemoryWithinPhaseSplit",
          rel -> CALCITE.cumulativeMemoryWithinPhaseSplit(rel, mq));
    }
  }
}
