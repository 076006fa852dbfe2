package io.cairn.planner.cost;

import java.util.Set;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.convert.Converter;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdColumnUniqueness;
import org.apache.calcite.rel.metadata.RelMdFunctionalDependency;
import org.apache.calcite.rel.metadata.RelMdUniqueKeys;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ArrowSet;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which columns identify a row, and which follow from others. Each kind asks Calcite's own
 * estimator for the class of node at hand.
 */
final class KeyKinds {
  private KeyKinds() {}

  /** Sets of columns that identify a row. */
  static final class UniqueKeys implements BuiltInMetadata.UniqueKeys.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteUniqueKeys {
      static final RelMdUniqueKeys ESTIMATOR = new RelMdUniqueKeys();
    }

    @Override
    public @Nullable Set<ImmutableBitSet> getUniqueKeys(
        RelNode r, RelMetadataQuery mq, boolean ignoreNulls) {
      return Recall.answer(
          r, mq, Recall.question("getUniqueKeys", ignoreNulls), rel -> ask(rel, mq, ignoreNulls));
    }

    private static @Nullable Set<ImmutableBitSet> ask(
        RelNode rel, RelMetadataQuery mq, boolean ignoreNulls) {
      if (rel instanceof TableScan scan) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(scan, mq, ignoreNulls);
      }
      if (rel instanceof Filter filter) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(filter, mq, ignoreNulls);
      }
      if (rel instanceof Project project) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(project, mq, ignoreNulls);
      }
      if (rel instanceof Calc calc) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(calc, mq, ignoreNulls);
      }
      if (rel instanceof Join join) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(join, mq, ignoreNulls);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(aggregate, mq, ignoreNulls);
      }
      if (rel instanceof Sort sort) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(sort, mq, ignoreNulls);
      }
      if (rel instanceof Union union) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(union, mq, ignoreNulls);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(intersect, mq, ignoreNulls);
      }
      if (rel instanceof Minus minus) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(minus, mq, ignoreNulls);
      }
      if (rel instanceof Values values) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(values, mq, ignoreNulls);
      }
      if (rel instanceof Correlate correlate) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(correlate, mq, ignoreNulls);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(tableModify, mq, ignoreNulls);
      }
      return CalciteUniqueKeys.ESTIMATOR.getUniqueKeys(rel, mq, ignoreNulls);
    }
  }

  /** Whether columns identify a row. */
  static final class ColumnUniqueness implements BuiltInMetadata.ColumnUniqueness.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteColumnUniqueness {
      static final RelMdColumnUniqueness ESTIMATOR =
          Recall.calcite(
              RelMdColumnUniqueness.class,
              RelMdColumnUniqueness.SOURCE,
              BuiltInMetadata.ColumnUniqueness.Handler.class);
    }

    @Override
    public @Nullable Boolean areColumnsUnique(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet columns, boolean ignoreNulls) {
      return Recall.answer(
          r,
          mq,
          Recall.question("areColumnsUnique", columns, ignoreNulls),
          rel -> ask(rel, mq, columns, ignoreNulls));
    }

    private static @Nullable Boolean ask(
        RelNode rel, RelMetadataQuery mq, ImmutableBitSet columns, boolean ignoreNulls) {
      if (rel instanceof RelSubset subset) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(subset, mq, columns, ignoreNulls);
      }
      if (rel instanceof TableScan scan) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(scan, mq, columns, ignoreNulls);
      }
      if (rel instanceof Filter filter) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(filter, mq, columns, ignoreNulls);
      }
      if (rel instanceof Project project) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            project, mq, columns, ignoreNulls);
      }
      if (rel instanceof Calc calc) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(calc, mq, columns, ignoreNulls);
      }
      if (rel instanceof Join join && join.getJoinType() == JoinRelType.LEFT_MARK) {
        // The mark is no column of the left side, and tells no rows of it apart.
        int width = join.getLeft().getRowType().getFieldCount();
        ImmutableBitSet ofLeft = columns.intersect(ImmutableBitSet.range(width));
        return mq.areColumnsUnique(join.getLeft(), ofLeft, ignoreNulls);
      }
      if (rel instanceof Join join) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(join, mq, columns, ignoreNulls);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            aggregate, mq, columns, ignoreNulls);
      }
      if (rel instanceof Sort sort) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(sort, mq, columns, ignoreNulls);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            intersect, mq, columns, ignoreNulls);
      }
      if (rel instanceof Minus minus) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(minus, mq, columns, ignoreNulls);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(setOp, mq, columns, ignoreNulls);
      }
      if (rel instanceof Values values) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(values, mq, columns, ignoreNulls);
      }
      if (rel instanceof Correlate correlate) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            correlate, mq, columns, ignoreNulls);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            tableModify, mq, columns, ignoreNulls);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            exchange, mq, columns, ignoreNulls);
      }
      if (rel instanceof Converter converter) {
        return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(
            converter, mq, columns, ignoreNulls);
      }
      return CalciteColumnUniqueness.ESTIMATOR.areColumnsUnique(rel, mq, columns, ignoreNulls);
    }
  }

  /** Which columns follow from which. */
  static final class FunctionalDependency implements BuiltInMetadata.FunctionalDependency.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteFunctionalDependency {
      static final RelMdFunctionalDependency ESTIMATOR =
          Recall.calcite(
              RelMdFunctionalDependency.class,
              RelMdFunctionalDependency.SOURCE,
              BuiltInMetadata.FunctionalDependency.Handler.class);
    }

    @Override
    public @Nullable Boolean determines(RelNode r, RelMetadataQuery mq, int key, int column) {
      return Recall.answer(
          r,
          mq,
          Recall.question("determines", key, column),
          rel -> CalciteFunctionalDependency.ESTIMATOR.determines(rel, mq, key, column));
    }

    @Override
    public @Nullable Boolean determinesSet(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet determinants, ImmutableBitSet dependents) {
      return Recall.answer(
          r,
          mq,
          Recall.question("determinesSet", determinants, dependents),
          rel ->
              CalciteFunctionalDependency.ESTIMATOR.determinesSet(
                  rel, mq, determinants, dependents));
    }

    @Override
    public @Nullable ImmutableBitSet dependents(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet ordinals) {
      return Recall.answer(
          r,
          mq,
          Recall.question("dependents", ordinals),
          rel -> CalciteFunctionalDependency.ESTIMATOR.dependents(rel, mq, ordinals));
    }

    @Override
    public @Nullable Set<ImmutableBitSet> determinants(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet ordinals) {
      return Recall.answer(
          r,
          mq,
          Recall.question("determinants", ordinals),
          rel -> CalciteFunctionalDependency.ESTIMATOR.determinants(rel, mq, ordinals));
    }

    @Override
    public @Nullable ArrowSet getFDs(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(
          r, mq, "getFDs", rel -> CalciteFunctionalDependency.ESTIMATOR.getFDs(rel, mq));
    }
  }
}
