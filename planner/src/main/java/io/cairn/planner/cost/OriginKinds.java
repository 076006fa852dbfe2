package io.cairn.planner.cost;

import com.google.common.collect.Multimap;
import java.util.Set;
import org.apache.calcite.plan.volcano.RelSubset;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Calc;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Exchange;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Intersect;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.Match;
import org.apache.calcite.rel.core.Minus;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sample;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Snapshot;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableFunctionScan;
import org.apache.calcite.rel.core.TableModify;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.metadata.BuiltInMetadata;
import org.apache.calcite.rel.metadata.RelColumnOrigin;
import org.apache.calcite.rel.metadata.RelMdColumnOrigins;
import org.apache.calcite.rel.metadata.RelMdExpressionLineage;
import org.apache.calcite.rel.metadata.RelMdInputFieldsUsed;
import org.apache.calcite.rel.metadata.RelMdNodeTypes;
import org.apache.calcite.rel.metadata.RelMdTableReferences;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexTableInputRef.RelTableRef;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Where columns and expressions come from. Each kind asks Calcite's own estimator for the class of
 * node at hand.
 */
final class OriginKinds {
  private OriginKinds() {}

  /** The table columns that an output column comes from. */
  static final class ColumnOrigin implements BuiltInMetadata.ColumnOrigin.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdColumnOrigins ESTIMATOR =
          Recall.calcite(
              RelMdColumnOrigins.class,
              RelMdColumnOrigins.SOURCE,
              BuiltInMetadata.ColumnOrigin.Handler.class);
    }

    @Override
    public @Nullable Set<RelColumnOrigin> getColumnOrigins(
        RelNode r, RelMetadataQuery mq, int outputColumn) {
      return Recall.answer(
          r,
          mq,
          Recall.question("getColumnOrigins", outputColumn),
          rel -> ask(rel, mq, outputColumn));
    }

    private static @Nullable Set<RelColumnOrigin> ask(
        RelNode rel, RelMetadataQuery mq, int outputColumn) {
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getColumnOrigins(scan, mq, outputColumn);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getColumnOrigins(filter, mq, outputColumn);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getColumnOrigins(project, mq, outputColumn);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getColumnOrigins(calc, mq, outputColumn);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getColumnOrigins(join, mq, outputColumn);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getColumnOrigins(aggregate, mq, outputColumn);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getColumnOrigins(sort, mq, outputColumn);
      }
      if (rel instanceof SetOp setOp) {
        return Calcite.ESTIMATOR.getColumnOrigins(setOp, mq, outputColumn);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getColumnOrigins(sample, mq, outputColumn);
      }
      if (rel instanceof Snapshot snapshot) {
        return Calcite.ESTIMATOR.getColumnOrigins(snapshot, mq, outputColumn);
      }
      if (rel instanceof TableFunctionScan tableFunctionScan) {
        return Calcite.ESTIMATOR.getColumnOrigins(tableFunctionScan, mq, outputColumn);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getColumnOrigins(tableModify, mq, outputColumn);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getColumnOrigins(exchange, mq, outputColumn);
      }
      return Calcite.ESTIMATOR.getColumnOrigins(rel, mq, outputColumn);
    }
  }

  /** An expression in terms of table columns. */
  static final class ExpressionLineage implements BuiltInMetadata.ExpressionLineage.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdExpressionLineage ESTIMATOR =
          Recall.calcite(
              RelMdExpressionLineage.class,
              RelMdExpressionLineage.SOURCE,
              BuiltInMetadata.ExpressionLineage.Handler.class);
    }

    @Override
    public @Nullable Set<RexNode> getExpressionLineage(
        RelNode r, RelMetadataQuery mq, RexNode expression) {
      return Recall.answer(
          r,
          mq,
          Recall.question("getExpressionLineage", expression),
          rel -> ask(rel, mq, expression));
    }

    private static @Nullable Set<RexNode> ask(
        RelNode rel, RelMetadataQuery mq, RexNode expression) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getExpressionLineage(subset, mq, expression);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getExpressionLineage(scan, mq, expression);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getExpressionLineage(filter, mq, expression);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getExpressionLineage(project, mq, expression);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getExpressionLineage(calc, mq, expression);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getExpressionLineage(join, mq, expression);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getExpressionLineage(aggregate, mq, expression);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getExpressionLineage(sort, mq, expression);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getExpressionLineage(union, mq, expression);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getExpressionLineage(sample, mq, expression);
      }
      if (rel instanceof Snapshot snapshot) {
        return Calcite.ESTIMATOR.getExpressionLineage(snapshot, mq, expression);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getExpressionLineage(tableModify, mq, expression);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getExpressionLineage(exchange, mq, expression);
      }
      return Calcite.ESTIMATOR.getExpressionLineage(rel, mq, expression);
    }
  }

  /** The tables below. */
  static final class TableReferences implements BuiltInMetadata.TableReferences.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdTableReferences ESTIMATOR =
          Recall.calcite(
              RelMdTableReferences.class,
              RelMdTableReferences.SOURCE,
              BuiltInMetadata.TableReferences.Handler.class);
    }

    @Override
    public @Nullable Set<RelTableRef> getTableReferences(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getTableReferences", rel -> ask(rel, mq));
    }

    private static @Nullable Set<RelTableRef> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getTableReferences(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getTableReferences(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getTableReferences(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getTableReferences(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getTableReferences(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getTableReferences(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getTableReferences(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getTableReferences(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return Calcite.ESTIMATOR.getTableReferences(setOp, mq);
      }
      if (rel instanceof Window window) {
        return Calcite.ESTIMATOR.getTableReferences(window, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getTableReferences(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getTableReferences(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getTableReferences(exchange, mq);
      }
      return Calcite.ESTIMATOR.getTableReferences(rel, mq);
    }
  }

  /** The input columns that a node looks at. */
  static final class InputFieldsUsed implements BuiltInMetadata.InputFieldsUsed.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdInputFieldsUsed ESTIMATOR = new RelMdInputFieldsUsed();
    }

    @Override
    public @Nullable ImmutableBitSet getInputFieldsUsed(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getInputFieldsUsed", rel -> ask(rel, mq));
    }

    private static @Nullable ImmutableBitSet ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(setOp, mq);
      }
      if (rel instanceof Correlate correlate) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(correlate, mq);
      }
      if (rel instanceof Window window) {
        return Calcite.ESTIMATOR.getInputFieldsUsed(window, mq);
      }
      return Calcite.ESTIMATOR.getInputFieldsUsed(rel, mq);
    }
  }

  /** The nodes below by class. */
  static final class NodeTypes implements BuiltInMetadata.NodeTypes.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class Calcite {
      static final RelMdNodeTypes ESTIMATOR = new RelMdNodeTypes();
    }

    @Override
    public @Nullable Multimap<Class<? extends RelNode>, RelNode> getNodeTypes(
        RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getNodeTypes", rel -> ask(rel, mq));
    }

    private static @Nullable Multimap<Class<? extends RelNode>, RelNode> ask(
        RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return Calcite.ESTIMATOR.getNodeTypes(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return Calcite.ESTIMATOR.getNodeTypes(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return Calcite.ESTIMATOR.getNodeTypes(filter, mq);
      }
      if (rel instanceof Project project) {
        return Calcite.ESTIMATOR.getNodeTypes(project, mq);
      }
      if (rel instanceof Calc calc) {
        return Calcite.ESTIMATOR.getNodeTypes(calc, mq);
      }
      if (rel instanceof Join join) {
        return Calcite.ESTIMATOR.getNodeTypes(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return Calcite.ESTIMATOR.getNodeTypes(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return Calcite.ESTIMATOR.getNodeTypes(sort, mq);
      }
      if (rel instanceof Union union) {
        return Calcite.ESTIMATOR.getNodeTypes(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return Calcite.ESTIMATOR.getNodeTypes(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return Calcite.ESTIMATOR.getNodeTypes(minus, mq);
      }
      if (rel instanceof Values values) {
        return Calcite.ESTIMATOR.getNodeTypes(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return Calcite.ESTIMATOR.getNodeTypes(correlate, mq);
      }
      if (rel instanceof Window window) {
        return Calcite.ESTIMATOR.getNodeTypes(window, mq);
      }
      if (rel instanceof Match match) {
        return Calcite.ESTIMATOR.getNodeTypes(match, mq);
      }
      if (rel instanceof Sample sample) {
        return Calcite.ESTIMATOR.getNodeTypes(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return Calcite.ESTIMATOR.getNodeTypes(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return Calcite.ESTIMATOR.getNodeTypes(exchange, mq);
      }
      return Calcite.ESTIMATOR.getNodeTypes(rel, mq);
    }
  }
}
