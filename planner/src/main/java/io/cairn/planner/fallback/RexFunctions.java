package io.cairn.planner.fallback;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.function.Function1;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexDynamicParam;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.jspecify.annotations.Nullable;

/**
 * Makes row functions of scalar calls that the native engine lacks, from code that Calcite
 * generates. Thread-safe.
 */
public final class RexFunctions {
  private RexFunctions() {}

  /**
   * A compiled call. Immutable; its function is for one thread, others come from {@code forWorker}.
   *
   * @param operands what the function is given, in this order: parts of the call that the native
   *     engine evaluates, over the columns and parameters of the call
   */
  public record Compiled(Expression.RowFunction function, List<RexNode> operands) {
    public Compiled {
      operands = List.copyOf(operands);
    }
  }

  /**
   * Compiles a call once.
   *
   * @param isNative whether the native engine evaluates a part of the call: the topmost such parts
   *     become operands. Columns and parameters always do; literals never
   * @throws QueryException 0A000 if there is no code for the function, or it would lose digits
   */
  public static Compiled compile(RexBuilder rexBuilder, RexCall call, Predicate<RexNode> isNative) {
    Operands operands = new Operands(rexBuilder, isNative, call);
    RexNode body = call.accept(operands);
    Restrictions.check(body);
    body = body.accept(new ContractRewrite(rexBuilder));

    JavaTypeFactory typeFactory = (JavaTypeFactory) rexBuilder.getTypeFactory();
    RelDataTypeFactory.Builder row = typeFactory.builder();
    List<ValueConversion> conversions = new ArrayList<>();
    for (RexNode operand : operands.found.keySet()) {
      row.add("f" + conversions.size(), operand.getType());
      conversions.add(ValueConversion.of(operand.getType()));
    }
    ValueConversion result = ValueConversion.of(call.getType());
    Function1<DataContext, @Nullable Object @Nullable []> code;
    try {
      code = RowCode.compile(rexBuilder, body, row.build());
    } catch (RuntimeException e) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED, "There is no way to evaluate " + call + " here", e);
    }
    return new Compiled(
        new CompiledFunction(call.toString(), code, conversions, result, typeFactory),
        List.copyOf(operands.found.keySet()));
  }

  /** As the other one, with columns and parameters alone as operands. */
  public static Compiled compile(RexBuilder rexBuilder, RexCall call) {
    return compile(rexBuilder, call, node -> false);
  }

  /** Replaces what the native engine evaluates by columns of the function's own row. */
  private static final class Operands extends RexShuttle {
    private final RexBuilder rexBuilder;
    private final Predicate<RexNode> isNative;
    private final RexCall root;
    private final Map<RexNode, RexInputRef> found = new LinkedHashMap<>();

    Operands(RexBuilder rexBuilder, Predicate<RexNode> isNative, RexCall root) {
      this.rexBuilder = rexBuilder;
      this.isNative = isNative;
      this.root = root;
    }

    private RexNode operand(RexNode node) {
      RelDataType type = node.getType();
      return found.computeIfAbsent(node, added -> rexBuilder.makeInputRef(type, found.size()));
    }

    @Override
    public RexNode visitCall(RexCall call) {
      // The whole call is what the native engine lacks, so nobody needs to be asked about it.
      return !call.equals(root) && !isConstant(call) && isNative.test(call)
          ? operand(call)
          : super.visitCall(call);
    }

    /** Functions may insist on a literal, perhaps under a cast. */
    private static boolean isConstant(RexCall call) {
      return call.getOperands().stream().allMatch(operand -> operand instanceof RexLiteral);
    }

    @Override
    public RexNode visitInputRef(RexInputRef ref) {
      return operand(ref);
    }

    @Override
    public RexNode visitDynamicParam(RexDynamicParam parameter) {
      return operand(parameter);
    }
  }
}
