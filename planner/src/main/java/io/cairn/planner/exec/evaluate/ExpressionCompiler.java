package io.cairn.planner.exec.evaluate;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.TypeNames;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns expressions into evaluators. One compiler serves the expressions over one input: what
 * occurs in more than one of them is computed once a frame. One thread at a time, and what it gives
 * too.
 */
public final class ExpressionCompiler {
  private final Bindings bindings;
  private final Map<Expression, Evaluator> known = new HashMap<>();
  private final CastCompiler casts;

  public ExpressionCompiler(Bindings bindings) {
    this.bindings = bindings;
    this.casts = new CastCompiler(bindings);
  }

  /** An evaluator whose results lie in this lane. */
  public Evaluator compile(Expression expression, Lane lane) {
    Evaluator evaluator = compile(expression);
    return evaluator.lane() == lane ? evaluator : LaneConversion.to(evaluator, lane);
  }

  /** An evaluator whose results lie in its own lane. */
  public Evaluator compile(Expression expression) {
    if (expression instanceof Expression.Input input) {
      return new InputEvaluator(input.column(), input.type(), input.lane());
    }
    if (expression instanceof Expression.Literal literal) {
      return ConstantEvaluator.literal(
          literal.value(), literal.type(), literal.type().naturalLane(), bindings);
    }
    if (expression instanceof Expression.Parameter parameter) {
      return ConstantEvaluator.parameter(
          parameter.index(), parameter.type(), parameter.type().naturalLane(), bindings);
    }
    if (expression instanceof Expression.External external) {
      return new ExternalEvaluator(
          external.function().forWorker(), all(external.operands()), external.type());
    }
    Evaluator evaluator = known.get(expression);
    if (evaluator != null) {
      evaluator.share();
      return evaluator;
    }
    evaluator = call((Expression.Call) expression);
    if (!holdsExternal(expression)) {
      known.put(expression, evaluator);
    }
    return evaluator;
  }

  /** The operands of a conjunction, in order; the condition itself if it is none. */
  public static List<Expression> conjuncts(Expression condition) {
    if (condition instanceof Expression.Call call && call.operator() == Operator.AND) {
      List<Expression> flat = new ArrayList<>();
      for (Expression operand : call.operands()) {
        flat.addAll(conjuncts(operand));
      }
      return flat;
    }
    return List.of(condition);
  }

  /** Whether a part of the expression is evaluated row by row outside the kernels. */
  public static boolean holdsExternal(Expression expression) {
    if (expression instanceof Expression.Call call) {
      return call.operands().stream().anyMatch(ExpressionCompiler::holdsExternal);
    }
    return expression instanceof Expression.External;
  }

  private List<Evaluator> all(List<Expression> expressions) {
    List<Evaluator> evaluators = new ArrayList<>();
    for (Expression expression : expressions) {
      evaluators.add(compile(expression));
    }
    return evaluators;
  }

  private Evaluator call(Expression.Call call) {
    List<Expression> operands = call.operands();
    return switch (call.operator()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, MODULO ->
          arithmetic(
              call.operator(), compile(operands.get(0)), compile(operands.get(1)), call.type());
      case NEGATE -> negate(compile(operands.get(0)), call.type());
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          compare(call.operator(), compile(operands.get(0)), compile(operands.get(1)));
      case IS_DISTINCT_FROM, IS_NOT_DISTINCT_FROM -> distinct(call);
      case IN -> in(operands);
      case AND, OR -> logic(call.operator() == Operator.AND, operands);
      case NOT, IS_NULL, IS_NOT_NULL, IS_TRUE, IS_NOT_TRUE, IS_FALSE, IS_NOT_FALSE ->
          new TruthTest(call.operator(), compile(operands.get(0)));
      case CASE -> caseOf(operands, call.type());
      case COALESCE -> coalesce(operands, call.type());
      case CAST -> casts.cast(compile(operands.get(0)), call.type());
      default -> new FunctionCompiler(casts).call(call, all(operands));
    };
  }

  private Evaluator arithmetic(
      Operator operator, Evaluator left, Evaluator right, ColumnType type) {
    if (type instanceof ColumnType.Int integer
        && left.type() instanceof ColumnType.Int
        && right.type() instanceof ColumnType.Int) {
      return IntegerArithmetic.of(operator, left, right, integer);
    }
    if (type instanceof ColumnType.FloatingPoint floating
        && CastCompiler.isNumber(left.type())
        && CastCompiler.isNumber(right.type())) {
      return DoubleArithmetic.of(
          operator,
          casts.cast(left, ColumnType.FLOAT64),
          casts.cast(right, ColumnType.FLOAT64),
          floating);
    }
    if (type instanceof ColumnType.Decimal decimal
        && CastCompiler.isNumber(left.type())
        && CastCompiler.isNumber(right.type())) {
      return new DecimalArithmetic(operator, left, right, decimal);
    }
    return new FunctionCompiler(casts).temporal(operator, left, right, type);
  }

  private Evaluator negate(Evaluator operand, ColumnType type) {
    ConstantEvaluator zero =
        ConstantEvaluator.literal(
            type instanceof ColumnType.FloatingPoint ? (Object) (-0.0) : (Object) 0L,
            operand.type(),
            operand.lane(),
            bindings);
    if (type instanceof ColumnType.Interval) {
      return new FunctionCompiler(casts).temporal(Operator.SUBTRACT, zero, operand, type);
    }
    return arithmetic(Operator.SUBTRACT, zero, operand, type);
  }

  /** A comparison of two operands that can be compared. */
  Evaluator compare(Operator operator, Evaluator left, Evaluator right) {
    if (left.lane() == Lane.TEXT && right.lane() == Lane.TEXT) {
      return TextComparison.of(operator, left, right);
    }
    if (left.lane() == Lane.OBJECT && right.lane() == Lane.OBJECT) {
      return new ObjectComparison(operator, left, right);
    }
    if (left.type() instanceof ColumnType.Null) {
      return compare(operator, casts.cast(left, right.type()), right);
    }
    if (right.type() instanceof ColumnType.Null) {
      return compare(operator, left, casts.cast(right, left.type()));
    }
    boolean numbers = CastCompiler.isNumber(left.type()) && CastCompiler.isNumber(right.type());
    if (!numbers && left.type().getClass() != right.type().getClass()) {
      throw new QueryException(
          ErrorCode.TYPE_MISMATCH,
          "Cannot compare "
              + TypeNames.of(left.type())
              + " with "
              + TypeNames.of(right.type())
              + "; cast one of them");
    }
    if (numbers) {
      ColumnType common = commonNumber(left.type(), right.type());
      if (common != null) {
        return compare(operator, casts.cast(left, common), casts.cast(right, common));
      }
    }
    return sameLane(operator, left, right);
  }

  private static Evaluator sameLane(Operator operator, Evaluator left, Evaluator right) {
    if (left.lane() == right.lane()) {
      return Comparison.of(operator, left, right);
    }
    ConstantEvaluator leftConstant = left.constant();
    ConstantEvaluator rightConstant = right.constant();
    boolean mixed =
        left.lane() == Lane.INT
            ? right.lane() == Lane.LONG && rightConstant != null
            : right.lane() == Lane.INT && left.lane() == Lane.LONG && leftConstant != null;
    boolean unsigned =
        BoxedValues.isUnsigned64(left.type()) || BoxedValues.isUnsigned64(right.type());
    if (mixed && !unsigned) {
      return Comparison.of(operator, left, right);
    }
    Lane wider = left.lane().compareTo(right.lane()) > 0 ? left.lane() : right.lane();
    return Comparison.of(operator, LaneConversion.to(left, wider), LaneConversion.to(right, wider));
  }

  /** The type to compare numbers of two types in; null if they need no cast. */
  private static @Nullable ColumnType commonNumber(ColumnType left, ColumnType right) {
    if (left.equals(right)) {
      return null;
    }
    if (left instanceof ColumnType.FloatingPoint || right instanceof ColumnType.FloatingPoint) {
      return left.naturalLane() == Lane.DOUBLE && right.naturalLane() == Lane.DOUBLE
          ? null
          : ColumnType.FLOAT64;
    }
    boolean unsigned = BoxedValues.isUnsigned64(left) != BoxedValues.isUnsigned64(right);
    if (left instanceof ColumnType.Int && right instanceof ColumnType.Int && !unsigned) {
      return null;
    }
    int scale = Math.max(DecimalArithmetic.scale(left), DecimalArithmetic.scale(right));
    if (left instanceof ColumnType.Decimal a
        && right instanceof ColumnType.Decimal b
        && a.scale() == b.scale()) {
      return null;
    }
    return new ColumnType.Decimal(ColumnType.MAX_DECIMAL_PRECISION, scale);
  }

  private Evaluator distinct(Expression.Call call) {
    Evaluator left = compile(call.operands().get(0));
    Evaluator right = compile(call.operands().get(1));
    return new DistinctTest(
        compare(Operator.EQUAL, left, right),
        left,
        right,
        call.operator() == Operator.IS_NOT_DISTINCT_FROM);
  }

  private Evaluator in(List<Expression> operands) {
    Evaluator operand = compile(operands.get(0));
    List<ConstantEvaluator> constants = new ArrayList<>();
    for (Expression other : operands.subList(1, operands.size())) {
      ConstantEvaluator constant = compile(other).constant();
      if (constant == null || !constant.type().equals(operand.type())) {
        return inByComparison(operand, operands);
      }
      constants.add(constant);
    }
    return new Membership(operand, constants);
  }

  private Evaluator inByComparison(Evaluator operand, List<Expression> operands) {
    List<Evaluator> equalities = new ArrayList<>();
    for (Expression other : operands.subList(1, operands.size())) {
      equalities.add(compare(Operator.EQUAL, operand, compile(other)));
    }
    operand.share();
    return equalities.size() == 1 ? equalities.get(0) : new Logic(false, equalities, bindings);
  }

  private Evaluator logic(boolean and, List<Expression> operands) {
    if (operands.isEmpty()) {
      return ConstantEvaluator.literal(and, ColumnType.BOOLEAN, Lane.INT, bindings);
    }
    List<Evaluator> evaluators = new ArrayList<>();
    for (Expression operand : operands) {
      // Operands after the first may see fewer rows: they share nothing with the rest.
      Evaluator evaluator = evaluators.isEmpty() ? compile(operand) : apart().compile(operand);
      if (!evaluator.costly()) {
        evaluator = evaluators.isEmpty() ? evaluator : compile(operand);
      }
      evaluators.add(evaluator);
    }
    return evaluators.size() == 1 ? evaluators.get(0) : new Logic(and, evaluators, bindings);
  }

  private Evaluator caseOf(List<Expression> operands, ColumnType type) {
    List<Evaluator> conditions = new ArrayList<>();
    List<Evaluator> values = new ArrayList<>();
    for (int i = 0; i + 1 < operands.size(); i += 2) {
      conditions.add(apart().compile(operands.get(i)));
      values.add(branch(operands.get(i + 1), type));
    }
    if (operands.size() % 2 == 1) {
      values.add(branch(operands.get(operands.size() - 1), type));
    }
    return Branches.ofCase(conditions, values, type, type.naturalLane(), bindings);
  }

  private Evaluator coalesce(List<Expression> operands, ColumnType type) {
    List<Evaluator> values = new ArrayList<>();
    for (Expression operand : operands) {
      values.add(branch(operand, type));
    }
    return Branches.ofCoalesce(values, type, type.naturalLane(), bindings);
  }

  private Evaluator branch(Expression expression, ColumnType type) {
    ExpressionCompiler apart = apart();
    Evaluator value = apart.compile(expression);
    if (!value.type().equals(type)) {
      value = apart.casts.cast(value, type);
    }
    return LaneConversion.to(value, type.naturalLane());
  }

  /** A compiler that shares no evaluator with this one. */
  private ExpressionCompiler apart() {
    return new ExpressionCompiler(bindings);
  }
}
