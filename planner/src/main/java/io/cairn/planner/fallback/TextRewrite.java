package io.cairn.planner.fallback;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Puts functions that count code points in place of Calcite's, which count UTF-16 units and would
 * cut a character in two.
 */
final class TextRewrite {
  /** By name and number of operands. */
  private static final Map<String, SqlOperator> FUNCTIONS = new HashMap<>();

  static {
    add("SUBSTRING", "substring", String.class, long.class);
    add("SUBSTRING", "substring", String.class, long.class, long.class);
    add("CHAR_LENGTH", "length", String.class);
    add("CHARACTER_LENGTH", "length", String.class);
    add("LENGTH", "length", String.class);
    add("POSITION", "position", String.class, String.class);
    add("POSITION", "position", String.class, String.class, long.class);
    add("OVERLAY", "overlay", String.class, String.class, long.class);
    add("OVERLAY", "overlay", String.class, String.class, long.class, long.class);
    add("LEFT", "left", String.class, long.class);
    add("RIGHT", "right", String.class, long.class);
    add("LPAD", "padLeft", String.class, long.class);
    add("LPAD", "padLeft", String.class, long.class, String.class);
    add("RPAD", "padRight", String.class, long.class);
    add("RPAD", "padRight", String.class, long.class, String.class);
  }

  private TextRewrite() {}

  private static void add(String name, String method, Class<?>... operands) {
    // What a call gives keeps the type of the call that is replaced.
    FUNCTIONS.put(
        name + operands.length,
        ContractRewrite.operator(TextFunctions.class, method, ReturnTypes.ARG0, operands));
  }

  private static String key(RexCall call) {
    return call.getOperator().getName().toUpperCase(Locale.ROOT) + call.getOperands().size();
  }

  /** Whether a call is replaced. */
  static boolean concerns(RexCall call) {
    return !call.getOperands().isEmpty()
        && FUNCTIONS.containsKey(key(call))
        && SqlTypeUtil.isCharacter(call.getOperands().get(0).getType());
  }

  /** The call of the other function. */
  static RexNode rewrite(RexBuilder rexBuilder, RexCall call) {
    SqlOperator function = FUNCTIONS.get(key(call));
    if (function == null) {
      throw new AssertionError(call);
    }
    List<RexNode> operands =
        call.getOperands().stream().map(operand -> widened(rexBuilder, operand)).toList();
    return rexBuilder.makeCall(call.getType(), function, operands);
  }

  private static RexNode widened(RexBuilder rexBuilder, RexNode operand) {
    RelDataType type = operand.getType();
    if (!SqlTypeUtil.isNumeric(type)) {
      return operand;
    }
    RelDataTypeFactory types = rexBuilder.getTypeFactory();
    return rexBuilder.makeCast(
        types.createTypeWithNullability(types.createSqlType(SqlTypeName.BIGINT), type.isNullable()),
        operand);
  }
}
