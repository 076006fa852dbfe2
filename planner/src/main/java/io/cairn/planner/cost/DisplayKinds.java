package io.cairn.planner.cost;

import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdExplainVisibility;
import org.apache.calcite.rel.metadata.RelMdMeasure;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlExplainLevel;
import org.jspecify.annotations.Nullable;

/**
 * What EXPLAIN shows, and measures. Each kind asks Calcite's own estimator for the class of node at
 * hand.
 */
final class DisplayKinds {
  private DisplayKinds() {}

  /** Whether EXPLAIN shows a node. */
  static final class ExplainVisibility implements BuiltInMetadata.ExplainVisibility.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteExplainVisibility {
      static final RelMdExplainVisibility ESTIMATOR =
          Recall.calcite(
              RelMdExplainVisibility.class,
              RelMdExplainVisibility.SOURCE,
              BuiltInMetadata.ExplainVisibility.Handler.class);
    }

    @Override
    public @Nullable Boolean isVisibleInExplain(
        RelNode r, RelMetadataQuery mq, SqlExplainLevel explainLevel) {
      return Recall.answer(
          r,
          mq,
          Recall.question("isVisibleInExplain", explainLevel),
          rel -> ask(rel, mq, explainLevel));
    }

    private static @Nullable Boolean ask(
        RelNode rel, RelMetadataQuery mq, SqlExplainLevel explainLevel) {
      if (rel instanceof TableScan scan) {
        return CalciteExplainVisibility.ESTIMATOR.isVisibleInExplain(scan, mq, explainLevel);
      }
      return CalciteExplainVisibility.ESTIMATOR.isVisibleInExplain(rel, mq, explainLevel);
    }
  }

  /** Measures and their expansion. */
  static final class Measure implements BuiltInMetadata.Measure.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteMeasure {
      static final RelMdMeasure ESTIMATOR = new RelMdMeasure();
    }

    @Override
    public @Nullable Boolean isMeasure(RelNode r, RelMetadataQuery mq, int column) {
      return Recall.answer(
          r,
          mq,
          Recall.question("isMeasure", column),
          rel -> CalciteMeasure.ESTIMATOR.isMeasure(rel, mq, column));
    }

    @Override
    public @Nullable RexNode expand(
        RelNode r, RelMetadataQuery mq, int column, BuiltInMetadata.Measure.Context context) {
      return Recall.answer(
          r, mq, Recall.question("expand", column, context), rel -> ask(rel, mq, column, context));
    }

    private static @Nullable RexNode ask(
        RelNode rel, RelMetadataQuery mq, int column, BuiltInMetadata.Measure.Context context) {
      if (rel instanceof RelSubset subset) {
        return CalciteMeasure.ESTIMATOR.expand(subset, mq, column, context);
      }
      if (rel instanceof Filter filter) {
        return CalciteMeasure.ESTIMATOR.expand(filter, mq, column, context);
      }
      if (rel instanceof Project project) {
        return CalciteMeasure.ESTIMATOR.expand(project, mq, column, context);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteMeasure.ESTIMATOR.expand(aggregate, mq, column, context);
      }
      return CalciteMeasure.ESTIMATOR.expand(rel, mq, column, context);
    }
  }
}
