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
    private static final class Calcite {
      static final RelMdPredicates ESTIMATOR = new RelMdPredicates();
    }

    @Override
    public @Nullable RelOptPredicateList getPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getPredicates(project, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getPredicates(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getPredicates(sort, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getPredicates(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getPredicates(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getPredicates(minus, mq);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getPredicates(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return Calcite.ESTIMATOR.getPredicates(correlate, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getPredicates(exchange, mq);
      }
      return Calcite.ESTIMATOR.getPredicates(rel, mq);
    }
  }

  /** Every predicate below, over the columns of tables. */
  static final class AllPredicates implements BuiltInMetadata.AllPredicates.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdAllPredicates ESTIMATOR = new RelMdAllPredicates();
    }

    @Override
    public @Nullable RelOptPredicateList getAllPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getAllPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getAllPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getAllPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getAllPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getAllPredicates(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getAllPredicates(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getAllPredicates(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getAllPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getAllPredicates(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return Calcite.ESTIMATOR.getAllPredicates(setOp, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getAllPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getAllPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getAllPredicates(exchange, mq);
      }
      return Calcite.ESTIMATOR.getAllPredicates(rel, mq);
    }
  }
}
