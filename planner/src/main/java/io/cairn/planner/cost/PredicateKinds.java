package io.cairn.planner.cost;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelMdAllPredicates;
import org.apache.calcite.rel.metadata.RelMdPredicates;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.jspecify.annotations.Nullable;

/**
 * What is true of every row. Each kind asks Calcite's own estimator for the class of node at hand.
 */
final class PredicateKinds {
  private PredicateKinds() {}

  /** Predicates that hold for every row of the output. */
  static final class Predicates implements BuiltInMetadata.Predicates.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalcitePredicates {
      static final RelMdPredicates ESTIMATOR = new RelMdPredicates();
    }

    @Override
    public @Nullable RelOptPredicateList getPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CalcitePredicates.ESTIMATOR.getPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalcitePredicates.ESTIMATOR.getPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalcitePredicates.ESTIMATOR.getPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalcitePredicates.ESTIMATOR.getPredicates(project, mq);
      }
      if (rel instanceof Join) {
        // Calcite infers what holds for every combination of equal columns: of a join on twenty
        // columns more than there is time for. The order of joins infers what it needs by itself.
        return RelOptPredicateList.EMPTY;
      }
      if (rel instanceof Aggregate aggregate) {
        return CalcitePredicates.ESTIMATOR.getPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalcitePredicates.ESTIMATOR.getPredicates(sort, mq);
      }
      if (rel instanceof Union union) {
        return CalcitePredicates.ESTIMATOR.getPredicates(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CalcitePredicates.ESTIMATOR.getPredicates(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CalcitePredicates.ESTIMATOR.getPredicates(minus, mq);
      }
      if (rel instanceof Values values) {
        return CalcitePredicates.ESTIMATOR.getPredicates(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CalcitePredicates.ESTIMATOR.getPredicates(correlate, mq);
      }
      if (rel instanceof Sample sample) {
        return CalcitePredicates.ESTIMATOR.getPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalcitePredicates.ESTIMATOR.getPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalcitePredicates.ESTIMATOR.getPredicates(exchange, mq);
      }
      return CalcitePredicates.ESTIMATOR.getPredicates(rel, mq);
    }
  }

  /** Every predicate below, over the columns of tables. */
  static final class AllPredicates implements BuiltInMetadata.AllPredicates.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteAllPredicates {
      static final RelMdAllPredicates ESTIMATOR = new RelMdAllPredicates();
    }

    @Override
    public @Nullable RelOptPredicateList getAllPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getAllPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(setOp, mq);
      }
      if (rel instanceof Sample sample) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteAllPredicates.ESTIMATOR.getAllPredicates(exchange, mq);
      }
      return CalciteAllPredicates.ESTIMATOR.getAllPredicates(rel, mq);
    }
  }
}
