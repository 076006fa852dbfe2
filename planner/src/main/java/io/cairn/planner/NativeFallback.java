package io.cairn.planner;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.fallback.EnumerableFallback;
import io.cairn.planner.fallback.NativeInput;
import io.cairn.planner.fallback.RexFunctions;
import io.cairn.planner.schema.TypeMapping;
import io.cairn.planner.translate.Fallback;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlExplainLevel;
import org.jspecify.annotations.Nullable;

/** Sends what the engine lacks to code that Calcite generates. */
final class NativeFallback implements Fallback {
  private final RexBuilder rexBuilder;

  NativeFallback(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  @Override
  public Expression expression(RexCall call, Function<RexNode, Expression> operand) {
    RexFunctions.Compiled compiled =
        RexFunctions.compile(rexBuilder, call, node -> isOperand(call, node));
    List<Expression> operands = new ArrayList<>();
    for (RexNode node : compiled.operands()) {
      operands.add(operand.apply(node));
    }
    return new Expression.External(
        call.toString(),
        compiled.function(),
        operands,
        TypeMapping.toStorage(call.getType()),
        call.getType().isNullable());
  }

  /**
   * Whether a part of the call is computed before the call, natively if the engine can: all that
   * the engine can hold, but for calls that decide which of their parts are computed at all.
   */
  private static boolean isOperand(RexCall call, RexNode part) {
    return switch (call.getKind()) {
      case CASE, COALESCE, NULLIF, AND, OR -> false;
      default -> isHeld(part.getType());
    };
  }

  private static boolean isHeld(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN,
          TINYINT,
          SMALLINT,
          INTEGER,
          BIGINT,
          UTINYINT,
          USMALLINT,
          UINTEGER,
          UBIGINT,
          REAL,
          FLOAT,
          DOUBLE,
          DECIMAL,
          CHAR,
          VARCHAR,
          BINARY,
          VARBINARY,
          DATE,
          TIMESTAMP ->
          true;
      default -> false;
    };
  }

  @Override
  public PlanNode operator(
      RelNode node, Function<RelNode, @Nullable PlanNode> nativePlan, List<OutputColumn> columns) {
    List<PlanNode> inputs = new ArrayList<>();
    RelNode region = region(node, nativePlan, inputs);
    return new PlanNode.External(text(node), EnumerableFallback.compile(region), inputs, columns);
  }

  /** The node with what runs natively below it cut off, and put among the inputs. */
  private static RelNode region(
      RelNode node, Function<RelNode, @Nullable PlanNode> nativePlan, List<PlanNode> inputs) {
    List<RelNode> children = new ArrayList<>();
    for (RelNode child : node.getInputs()) {
      PlanNode plan = nativePlan.apply(child);
      if (plan == null) {
        children.add(region(child, nativePlan, inputs));
      } else {
        double rowCount = child.estimateRowCount(child.getCluster().getMetadataQuery());
        children.add(
            NativeInput.of(child.getCluster(), inputs.size(), child.getRowType(), rowCount));
        inputs.add(plan);
      }
    }
    return node.copy(node.getTraitSet(), children);
  }

  /** The operator with its arguments, without its inputs. */
  private static String text(RelNode node) {
    String line =
        RelOptUtil.toString(node, SqlExplainLevel.EXPPLAN_ATTRIBUTES)
            .lines()
            .findFirst()
            .orElse("");
    return line.startsWith("Logical") ? line.substring("Logical".length()) : line;
  }
}
