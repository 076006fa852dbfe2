package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.rel.CairnTableScan;
import io.cairn.planner.schema.CairnTable;
import io.cairn.storage.Relation;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans a scan: what storage applies of its conditions, what is left, and which columns that takes.
 */
final class ScanPlanner {
  private final RexBuilder rexBuilder;
  private final Fallback fallback;

  ScanPlanner(RexBuilder rexBuilder, Fallback fallback) {
    this.rexBuilder = rexBuilder;
    this.fallback = fallback;
  }

  PlanNode plan(CairnTableScan scan) {
    CairnTable table = scan.cairnTable();
    Relation relation = table.relation();
    Schema schema = relation.schema();
    PredicateTranslator predicates = new PredicateTranslator(rexBuilder, schema);
    List<Predicate> pushed = new ArrayList<>();
    List<String> pushedText = new ArrayList<>();
    List<RexNode> residual = new ArrayList<>();
    for (RexNode condition : scan.conditions()) {
      Predicate predicate = predicates.translate(condition);
      boolean exact = predicate != null && relation.residual(predicate).isAll();
      if (predicate != null) {
        for (Predicate conjunct : predicate.conjuncts()) {
          if (exact || relation.prunes(conjunct)) {
            pushed.add(conjunct);
            pushedText.add(PredicateText.of(conjunct, schema));
          }
        }
      }
      if (!exact) {
        residual.add(condition);
      }
    }
    List<Integer> columns = new ArrayList<>(scan.projection());
    ImmutableBitSet needed = RelOptUtil.InputFinder.bits(residual, null);
    for (int ordinal : needed) {
      if (!columns.contains(ordinal)) {
        columns.add(ordinal);
      }
    }
    List<OutputColumn> output =
        columns.stream().map(ordinal -> output(schema.column(ordinal))).toList();
    PlanNode plan =
        new PlanNode.Scan(
            table.reference(),
            columns,
            Predicate.and(pushed),
            pushedText,
            residual(residual, columns, output),
            output);
    int delivered = scan.projection().size();
    return delivered == columns.size() ? plan : firstColumns(plan, delivered);
  }

  private static OutputColumn output(Column column) {
    return new OutputColumn(column.name(), column.type(), column.nullable(), column.lane());
  }

  private @Nullable Expression residual(
      List<RexNode> conditions, List<Integer> columns, List<OutputColumn> output) {
    if (conditions.isEmpty()) {
      return null;
    }
    RexShuttle toOutput =
        new RexShuttle() {
          @Override
          public RexNode visitInputRef(RexInputRef reference) {
            return new RexInputRef(columns.indexOf(reference.getIndex()), reference.getType());
          }
        };
    ExpressionTranslator translator = new ExpressionTranslator(rexBuilder, output, fallback);
    List<Expression> conjuncts = new ArrayList<>();
    for (RexNode condition : conditions) {
      conjuncts.add(translator.translate(condition.accept(toOutput)));
    }
    return conjuncts.size() == 1
        ? conjuncts.get(0)
        : new Expression.Call(
            Operator.AND,
            conjuncts,
            ColumnType.BOOLEAN,
            conjuncts.stream().anyMatch(Expression::nullable));
  }

  private static PlanNode firstColumns(PlanNode plan, int count) {
    List<OutputColumn> columns = plan.columns().subList(0, count);
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      OutputColumn column = columns.get(i);
      expressions.add(new Expression.Input(i, column.type(), column.nullable(), column.lane()));
    }
    return new PlanNode.Project(plan, expressions, columns);
  }
}
