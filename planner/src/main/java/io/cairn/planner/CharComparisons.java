package io.cairn.planner;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.NlsString;
import org.jspecify.annotations.Nullable;

/**
 * Makes comparisons blind to the blanks that CHAR is padded with: a literal is padded like the
 * column that it is compared with, which storage can then look for; anything else is compared with
 * the column's text without them. One thread at a time.
 */
final class CharComparisons extends RexShuttle {
  private final RexBuilder rexBuilder;

  private CharComparisons(RexBuilder rexBuilder) {
    this.rexBuilder = rexBuilder;
  }

  /** The tree with such comparisons. */
  static RelNode rewrite(RelNode tree, RexBuilder rexBuilder) {
    CharComparisons comparisons = new CharComparisons(rexBuilder);
    return tree.accept(
        new RelHomogeneousShuttle() {
          @Override
          public RelNode visit(RelNode other) {
            return super.visit(other).accept(comparisons);
          }
        });
  }

  @Override
  public RexNode visitCall(RexCall call) {
    return switch (call.getKind()) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL,
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM ->
          comparison((RexCall) super.visitCall(call));
      case SEARCH ->
          padded(call.getOperands().get(0)) == null
              ? super.visitCall(call)
              : RexUtil.expandSearch(rexBuilder, null, call).accept(this);
      default -> super.visitCall(call);
    };
  }

  @Override
  public RexNode visitSubQuery(RexSubQuery subQuery) {
    RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
    return visited.clone(rewrite(visited.rel, rexBuilder));
  }

  private RexNode comparison(RexCall call) {
    RexNode left = call.getOperands().get(0);
    RexNode right = call.getOperands().get(1);
    RexNode leftChar = padded(left);
    RexNode rightChar = padded(right);
    if (leftChar == null && rightChar == null) {
      return call;
    }
    if (leftChar != null
        && rightChar != null
        && leftChar.getType().getPrecision() == rightChar.getType().getPrecision()) {
      return call;
    }
    List<RexNode> operands = new ArrayList<>();
    String leftText = text(left);
    String rightText = text(right);
    if (leftChar != null && rightText != null) {
      operands.add(leftChar);
      operands.add(literal(rightText, leftChar));
    } else if (rightChar != null && leftText != null) {
      operands.add(literal(leftText, rightChar));
      operands.add(rightChar);
    } else {
      operands.add(leftChar == null ? other(left) : trimmed(leftChar));
      operands.add(rightChar == null ? other(right) : trimmed(rightChar));
    }
    return rexBuilder.makeCall(call.getType(), call.getOperator(), operands);
  }

  /** The padded value behind an operand that holds one; null for literals and parameters. */
  private static @Nullable RexNode padded(RexNode operand) {
    if (operand instanceof RexLiteral || operand instanceof RexDynamicParam) {
      return null;
    }
    if (operand.getType().getSqlTypeName() == SqlTypeName.CHAR) {
      return operand;
    }
    boolean cast =
        operand instanceof RexCall call
            && call.isA(org.apache.calcite.sql.SqlKind.CAST)
            && operand.getType().getSqlTypeName() == SqlTypeName.VARCHAR;
    return cast ? padded(((RexCall) operand).getOperands().get(0)) : null;
  }

  private static @Nullable String text(RexNode operand) {
    NlsString value =
        operand instanceof RexLiteral literal
                && SqlTypeName.CHAR_TYPES.contains(literal.getType().getSqlTypeName())
            ? literal.getValueAs(NlsString.class)
            : null;
    return value == null ? null : value.getValue();
  }

  /** A parameter next to a CHAR stands for one, however it is bound. */
  private RexNode other(RexNode operand) {
    return operand instanceof RexDynamicParam ? trimmed(operand) : operand;
  }

  private RexNode literal(String text, RexNode column) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    String bare = text.substring(0, end);
    int missing = column.getType().getPrecision() - bare.codePointCount(0, end);
    return rexBuilder.makeLiteral(bare + " ".repeat(Math.max(0, missing)));
  }

  private RexNode trimmed(RexNode value) {
    return rexBuilder.makeCall(
        SqlStdOperatorTable.TRIM,
        rexBuilder.makeFlag(SqlTrimFunction.Flag.TRAILING),
        rexBuilder.makeLiteral(" "),
        value);
  }
}
