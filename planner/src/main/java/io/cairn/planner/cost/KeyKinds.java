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
    private static final class Calcite {
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
        return Calcite.ESTIMATOR.getUniqueKeys(scan, mq, ignoreNulls);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getUniqueKeys(filter, mq, ignoreNulls);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getUniqueKeys(project, mq, ignoreNulls);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getUniqueKeys(calc, mq, ignoreNulls);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getUniqueKeys(join, mq, ignoreNulls);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getUniqueKeys(aggregate, mq, ignoreNulls);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getUniqueKeys(sort, mq, ignoreNulls);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getUniqueKeys(union, mq, ignoreNulls);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getUniqueKeys(intersect, mq, ignoreNulls);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getUniqueKeys(minus, mq, ignoreNulls);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getUniqueKeys(values, mq, ignoreNulls);
      }
      if (rel instanceof Correlate correlate) {
        return Calcite.ESTIMATOR.getUniqueKeys(correlate, mq, ignoreNulls);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getUniqueKeys(tableModify, mq, ignoreNulls);
      }
      return Calcite.ESTIMATOR.getUniqueKeys(rel, mq, ignoreNulls);
    }
  }

  /** Whether columns identify a row. */
  static final class ColumnUniqueness implements BuiltInMetadata.ColumnUniqueness.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
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
        return Calcite.ESTIMATOR.areColumnsUnique(subset, mq, columns, ignoreNulls);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.areColumnsUnique(scan, mq, columns, ignoreNulls);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.areColumnsUnique(filter, mq, columns, ignoreNulls);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.areColumnsUnique(project, mq, columns, ignoreNulls);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.areColumnsUnique(calc, mq, columns, ignoreNulls);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.areColumnsUnique(join, mq, columns, ignoreNulls);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.areColumnsUnique(aggregate, mq, columns, ignoreNulls);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.areColumnsUnique(sort, mq, columns, ignoreNulls);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.areColumnsUnique(intersect, mq, columns, ignoreNulls);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.areColumnsUnique(minus, mq, columns, ignoreNulls);
      }
      if (rel instanceof SetOp setOp) {
        return Calcite.ESTIMATOR.areColumnsUnique(setOp, mq, columns, ignoreNulls);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.areColumnsUnique(values, mq, columns, ignoreNulls);
      }
      if (rel instanceof Correlate correlate) {
        return Calcite.ESTIMATOR.areColumnsUnique(correlate, mq, columns, ignoreNulls);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.areColumnsUnique(tableModify, mq, columns, ignoreNulls);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.areColumnsUnique(exchange, mq, columns, ignoreNulls);
      }
      if (rel instanceof Converter converter) {
        return Calcite.ESTIMATOR.areColumnsUnique(converter, mq, columns, ignoreNulls);
      }
      return Calcite.ESTIMATOR.areColumnsUnique(rel, mq, columns, ignoreNulls);
    }
  }

  /** Which columns follow from which. */
  static final class FunctionalDependency implements BuiltInMetadata.FunctionalDependency.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
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
          rel -> Calcite.ESTIMATOR.determines(rel, mq, key, column));
    }

    @Override
    public @Nullable Boolean determinesSet(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet determinants, ImmutableBitSet dependents) {
      return Recall.answer(
          r,
          mq,
          Recall.question("determinesSet", determinants, dependents),
          rel -> Calcite.ESTIMATOR.determinesSet(rel, mq, determinants, dependents));
    }

    @Override
    public @Nullable ImmutableBitSet dependents(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet ordinals) {
      return Recall.answer(
          r,
          mq,
          Recall.question("dependents", ordinals),
          rel -> Calcite.ESTIMATOR.dependents(rel, mq, ordinals));
    }

    @Override
    public @Nullable Set<ImmutableBitSet> determinants(
        RelNode r, RelMetadataQuery mq, ImmutableBitSet ordinals) {
      return Recall.answer(
          r,
          mq,
          Recall.question("determinants", ordinals),
          rel -> Calcite.ESTIMATOR.determinants(rel, mq, ordinals));
    }

    @Override
    public @Nullable ArrowSet getFDs(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getFDs", rel -> Calcite.ESTIMATOR.getFDs(rel, mq));
    }
  }
}
