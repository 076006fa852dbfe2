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
    private static final class CalciteColumnOrigin {
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
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(scan, mq, outputColumn);
      }
      if (rel instanceof Filter filter) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(filter, mq, outputColumn);
      }
      if (rel instanceof Project project) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(project, mq, outputColumn);
      }
      if (rel instanceof Calc calc) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(calc, mq, outputColumn);
      }
      if (rel instanceof Join join) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(join, mq, outputColumn);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(aggregate, mq, outputColumn);
      }
      if (rel instanceof Sort sort) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(sort, mq, outputColumn);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(setOp, mq, outputColumn);
      }
      if (rel instanceof Sample sample) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(sample, mq, outputColumn);
      }
      if (rel instanceof Snapshot snapshot) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(snapshot, mq, outputColumn);
      }
      if (rel instanceof TableFunctionScan tableFunctionScan) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(tableFunctionScan, mq, outputColumn);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(tableModify, mq, outputColumn);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(exchange, mq, outputColumn);
      }
      return CalciteColumnOrigin.ESTIMATOR.getColumnOrigins(rel, mq, outputColumn);
    }
  }

  /** An expression in terms of table columns. */
  static final class ExpressionLineage implements BuiltInMetadata.ExpressionLineage.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteExpressionLineage {
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
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(subset, mq, expression);
      }
      if (rel instanceof TableScan scan) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(scan, mq, expression);
      }
      if (rel instanceof Filter filter) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(filter, mq, expression);
      }
      if (rel instanceof Project project) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(project, mq, expression);
      }
      if (rel instanceof Calc calc) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(calc, mq, expression);
      }
      if (rel instanceof Join join) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(join, mq, expression);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(aggregate, mq, expression);
      }
      if (rel instanceof Sort sort) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(sort, mq, expression);
      }
      if (rel instanceof Union union) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(union, mq, expression);
      }
      if (rel instanceof Sample sample) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(sample, mq, expression);
      }
      if (rel instanceof Snapshot snapshot) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(snapshot, mq, expression);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(tableModify, mq, expression);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(exchange, mq, expression);
      }
      return CalciteExpressionLineage.ESTIMATOR.getExpressionLineage(rel, mq, expression);
    }
  }

  /** The tables below. */
  static final class TableReferences implements BuiltInMetadata.TableReferences.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteTableReferences {
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
        return CalciteTableReferences.ESTIMATOR.getTableReferences(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(setOp, mq);
      }
      if (rel instanceof Window window) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(window, mq);
      }
      if (rel instanceof Sample sample) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteTableReferences.ESTIMATOR.getTableReferences(exchange, mq);
      }
      return CalciteTableReferences.ESTIMATOR.getTableReferences(rel, mq);
    }
  }

  /** The input columns that a node looks at. */
  static final class InputFieldsUsed implements BuiltInMetadata.InputFieldsUsed.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteInputFieldsUsed {
      static final RelMdInputFieldsUsed ESTIMATOR = new RelMdInputFieldsUsed();
    }

    @Override
    public @Nullable ImmutableBitSet getInputFieldsUsed(RelNode r, RelMetadataQuery mq) {
      return Recall.answer(r, mq, "getInputFieldsUsed", rel -> ask(rel, mq));
    }

    private static @Nullable ImmutableBitSet ask(RelNode rel, RelMetadataQuery mq) {
      if (rel instanceof TableScan scan) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(sort, mq);
      }
      if (rel instanceof SetOp setOp) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(setOp, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(correlate, mq);
      }
      if (rel instanceof Window window) {
        return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(window, mq);
      }
      return CalciteInputFieldsUsed.ESTIMATOR.getInputFieldsUsed(rel, mq);
    }
  }

  /** The nodes below by class. */
  static final class NodeTypes implements BuiltInMetadata.NodeTypes.Handler {
    /** Calcite's own estimator: loads with the first question, and much with it. */
    private static final class CalciteNodeTypes {
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
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(subset, mq);
      }
      if (rel instanceof TableScan scan) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(scan, mq);
      }
      if (rel instanceof Filter filter) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(filter, mq);
      }
      if (rel instanceof Project project) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(project, mq);
      }
      if (rel instanceof Calc calc) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(calc, mq);
      }
      if (rel instanceof Join join) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(join, mq);
      }
      if (rel instanceof Aggregate aggregate) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(aggregate, mq);
      }
      if (rel instanceof Sort sort) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(sort, mq);
      }
      if (rel instanceof Union union) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(union, mq);
      }
      if (rel instanceof Intersect intersect) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(intersect, mq);
      }
      if (rel instanceof Minus minus) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(minus, mq);
      }
      if (rel instanceof Values values) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(values, mq);
      }
      if (rel instanceof Correlate correlate) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(correlate, mq);
      }
      if (rel instanceof Window window) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(window, mq);
      }
      if (rel instanceof Match match) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(match, mq);
      }
      if (rel instanceof Sample sample) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(sample, mq);
      }
      if (rel instanceof TableModify tableModify) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(tableModify, mq);
      }
      if (rel instanceof Exchange exchange) {
        return CalciteNodeTypes.ESTIMATOR.getNodeTypes(exchange, mq);
      }
      return CalciteNodeTypes.ESTIMATOR.getNodeTypes(rel, mq);
    }
  }
}
