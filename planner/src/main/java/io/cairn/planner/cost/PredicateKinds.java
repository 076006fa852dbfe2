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
    private static final RelMdPredicates CALCITE = new RelMdPredicates();

    @Override
    public @Nullable RelOptPredicateList getPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getPredicates(project, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getPredicates(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getPredicates(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getPredicates(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.getPredicates(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.getPredicates(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.getPredicates(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CALCITE.getPredicates(correlate, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getPredicates(exchange, mq);
      }
      return CALCITE.getPredicates(rel, mq);
    }
  }

  /** Every predicate below, over the columns of tables. */
  static final class AllPredicates implements BuiltInMetadata.AllPredicates.Handler {
    private static final RelMdAllPredicates CALCITE = new RelMdAllPredicates();

    @Override
    public @Nullable RelOptPredicateList getAllPredicates(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getAllPredicates", rel -> ask(rel, mq));
    }

    private static @Nullable RelOptPredicateList ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getAllPredicates(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getAllPredicates(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getAllPredicates(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getAllPredicates(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getAllPredicates(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getAllPredicates(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getAllPredicates(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getAllPredicates(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CALCITE.getAllPredicates(setOp, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getAllPredicates(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getAllPredicates(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getAllPredicates(exchange, mq);
      }
      return CALCITE.getAllPredicates(rel, mq);
    }
  }
}
