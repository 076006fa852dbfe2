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
    private static final RelMdColumnOrigins CALCITE =
        Recall.calcite(
            RelMdColumnOrigins.class,
            RelMdColumnOrigins.SOURCE,
            BuiltInMetadata.ColumnOrigin.Handler.class);

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
        return CALCITE.getColumnOrigins(scan, mq, outputColumn);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getColumnOrigins(filter, mq, outputColumn);
      }
      if (rel instanceof Project project) {
        return CALCITE.getColumnOrigins(project, mq, outputColumn);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getColumnOrigins(calc, mq, outputColumn);
      }
      if (rel instanceof Join join) {
        return CALCITE.getColumnOrigins(join, mq, outputColumn);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getColumnOrigins(aggregate, mq, outputColumn);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getColumnOrigins(sort, mq, outputColumn);
      }
      if (rel instanceof SetOp setOp) {
        return CALCITE.getColumnOrigins(setOp, mq, outputColumn);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getColumnOrigins(sample, mq, outputColumn);
      }
      if (rel instanceof Snapshot snapshot) {
        return CALCITE.getColumnOrigins(snapshot, mq, outputColumn);
      }
      if (rel instanceof TableFunctionScan tableFunctionScan) {
        return CALCITE.getColumnOrigins(tableFunctionScan, mq, outputColumn);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getColumnOrigins(tableModify, mq, outputColumn);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getColumnOrigins(exchange, mq, outputColumn);
      }
      return CALCITE.getColumnOrigins(rel, mq, outputColumn);
    }
  }

  /** An expression in terms of table columns. */
  static final class ExpressionLineage implements BuiltInMetadata.ExpressionLineage.Handler {
    private static final RelMdExpressionLineage CALCITE =
        Recall.calcite(
            RelMdExpressionLineage.class,
            RelMdExpressionLineage.SOURCE,
            BuiltInMetadata.ExpressionLineage.Handler.class);

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
        return CALCITE.getExpressionLineage(subset, mq, expression);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getExpressionLineage(scan, mq, expression);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getExpressionLineage(filter, mq, expression);
      }
      if (rel instanceof Project project) {
        return CALCITE.getExpressionLineage(project, mq, expression);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getExpressionLineage(calc, mq, expression);
      }
      if (rel instanceof Join join) {
        return CALCITE.getExpressionLineage(join, mq, expression);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getExpressionLineage(aggregate, mq, expression);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getExpressionLineage(sort, mq, expression);
      }
      if (rel instanceof Union union) {
        return CALCITE.getExpressionLineage(union, mq, expression);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getExpressionLineage(sample, mq, expression);
      }
      if (rel instanceof Snapshot snapshot) {
        return CALCITE.getExpressionLineage(snapshot, mq, expression);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getExpressionLineage(tableModify, mq, expression);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getExpressionLineage(exchange, mq, expression);
      }
      return CALCITE.getExpressionLineage(rel, mq, expression);
    }
  }

  /** The tables below. */
  static final class TableReferences implements BuiltInMetadata.TableReferences.Handler {
    private static final RelMdTableReferences CALCITE =
        Recall.calcite(
            RelMdTableReferences.class,
            RelMdTableReferences.SOURCE,
            BuiltInMetadata.TableReferences.Handler.class);

    @Override
    public @Nullable Set<RelTableRef> getTableReferences(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getTableReferences", rel -> ask(rel, mq));
    }

    private static @Nullable Set<RelTableRef> ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getTableReferences(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getTableReferences(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getTableReferences(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getTableReferences(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getTableReferences(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getTableReferences(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getTableReferences(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getTableReferences(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CALCITE.getTableReferences(setOp, mq);
      }
      if (rel instanceof Window window) {
        return CALCITE.getTableReferences(window, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getTableReferences(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getTableReferences(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getTableReferences(exchange, mq);
      }
      return CALCITE.getTableReferences(rel, mq);
    }
  }

  /** The input columns that a node looks at. */
  static final class InputFieldsUsed implements BuiltInMetadata.InputFieldsUsed.Handler {
    private static final RelMdInputFieldsUsed CALCITE = new RelMdInputFieldsUsed();

    @Override
    public @Nullable ImmutableBitSet getInputFieldsUsed(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getInputFieldsUsed", rel -> ask(rel, mq));
    }

    private static @Nullable ImmutableBitSet ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CALCITE.getInputFieldsUsed(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getInputFieldsUsed(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getInputFieldsUsed(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getInputFieldsUsed(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getInputFieldsUsed(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getInputFieldsUsed(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getInputFieldsUsed(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CALCITE.getInputFieldsUsed(setOp, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CALCITE.getInputFieldsUsed(correlate, mq);
      }
      if (rel instanceof Window window) {
        return CALCITE.getInputFieldsUsed(window, mq);
      }
      return CALCITE.getInputFieldsUsed(rel, mq);
    }
  }

  /** The nodes below by class. */
  static final class NodeTypes implements BuiltInMetadata.NodeTypes.Handler {
    private static final RelMdNodeTypes CALCITE = new RelMdNodeTypes();

    @Override
    public @Nullable Multimap<Class<? extends RelNode>, RelNode> getNodeTypes(
        RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getNodeTypes", rel -> ask(rel, mq));
    }

    private static @Nullable Multimap<Class<? extends RelNode>, RelNode> ask(
        RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof RelSubset subset) {
        return CALCITE.getNodeTypes(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CALCITE.getNodeTypes(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CALCITE.getNodeTypes(filter, mq);
      }
      if (rel instanceof Project project) {
        return CALCITE.getNodeTypes(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CALCITE.getNodeTypes(calc, mq);
      }
      if (rel instanceof Join join) {
        return CALCITE.getNodeTypes(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CALCITE.getNodeTypes(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CALCITE.getNodeTypes(sort, mq);
      }
      if (rel instanceof Union union) {
        return CALCITE.getNodeTypes(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CALCITE.getNodeTypes(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CALCITE.getNodeTypes(minus, mq);
      }
      if (rel instanceof Values values) {
        return CALCITE.getNodeTypes(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CALCITE.getNodeTypes(correlate, mq);
      }
      if (rel instanceof Window window) {
        return CALCITE.getNodeTypes(window, mq);
      }
      if (rel instanceof Match match) {
        return CALCITE.getNodeTypes(match, mq);
      }
      if (rel instanceof Sample sample) {
        return CALCITE.getNodeTypes(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CALCITE.getNodeTypes(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CALCITE.getNodeTypes(exchange, mq);
      }
      return CALCITE.getNodeTypes(rel, mq);
    }
  }
}
