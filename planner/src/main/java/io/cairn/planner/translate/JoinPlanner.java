package io.cairn.planner.translate;

import io.cairn.planner.exec.expression.Expression;
import io.cairn.planner.exec.expression.Operator;
import io.cairn.planner.exec.plan.JoinKey;
import io.cairn.planner.exec.plan.JoinKind;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.storage.type.ColumnType;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/**
 * Plans one join: equalities between the two sides become keys, which projections below give one
 * type and lane on both sides; what else the condition says stays a condition. One thread at a
 * time; used once.
 */
final class JoinPlanner {
  private final RexBuilder rexBuilder;
  private final Fallback fallback;
  private final Join join;
  private final Side left;
  private final Side right;
  private final List<JoinKey> keys = new ArrayList<>();
  private final List<RexNode> rest = new ArrayList<>();

  /** An input, and the columns that are computed for the join behind its own. */
  private final class Side {
    private final PlanNode input;
    private final ExpressionTranslator translator;
    private final List<Expression> computed = new ArrayList<>();

    Side(PlanNode input) {
      this.input = input;
      this.translator = new ExpressionTranslator(rexBuilder, input.columns(), fallback);
    }

    int width() {
      return input.columns().size();
    }

    /** The position of a column with the expression's values in a type and its natural lane. */
    int column(Expression expression, ColumnType type) {
      if (expression instanceof Expression.Input column
          && column.type().equals(type)
          && column.lane() == type.naturalLane()) {
        return column.column();
      }
      Expression typed = inNaturalLane(expression, type);
      int known = computed.indexOf(typed);
      if (known < 0) {
        known = computed.size();
        computed.add(typed);
      }
      return width() + known;
    }

    PlanNode plan() {
      if (computed.isEmpty()) {
        return input;
      }
      List<Expression> expressions = new ArrayList<>(passed(input.columns(), 0, width()));
      List<OutputColumn> columns = new ArrayList<>(input.columns());
      for (Expression expression : computed) {
        expressions.add(expression);
        columns.add(
            OutputColumn.of("key" + columns.size(), expression.type(), expression.nullable()));
      }
      return new PlanNode.Project(input, expressions, columns);
    }
  }

  private JoinPlanner(
      RexBuilder rexBuilder, Fallback fallback, Join join, PlanNode left, PlanNode right) {
    this.rexBuilder = rexBuilder;
    this.fallback = fallback;
    this.join = join;
    this.left = new Side(left);
    this.right = new Side(right);
  }

  /** Whether the engine has joins of this type. */
  static boolean isNative(Join join) {
    return kind(join.getJoinType()) != null;
  }

  /**
   * The join with exactly the columns of the node.
   *
   * @param swapped whether the right input is the one whose rows are looked up in the other
   */
  static PlanNode plan(
      RexBuilder rexBuilder,
      Fallback fallback,
      Join join,
      PlanNode left,
      PlanNode right,
      boolean swapped) {
    return new JoinPlanner(rexBuilder, fallback, join, left, right).plan(swapped);
  }

  private PlanNode plan(boolean swapped) {
    JoinKind kind = kind(join.getJoinType());
    if (kind == null) {
      throw new AssertionError(join.getJoinType());
    }
    for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
      if (!addKey(conjunct)) {
        rest.add(conjunct);
      }
    }
    boolean turned = swapped && kind.deliversRight();
    PlanNode first = turned ? right.plan() : left.plan();
    PlanNode second = turned ? left.plan() : right.plan();
    Expression condition = condition(first, second, turned);
    List<JoinKey> oriented = turned ? keys.stream().map(JoinPlanner::turned).toList() : keys;
    JoinKind orientedKind = turned ? turned(kind) : kind;
    List<OutputColumn> columns = columns(orientedKind, first, second, oriented, condition);
    return delivered(
        new PlanNode.Join(first, second, orientedKind, oriented, condition, columns), turned);
  }

  private boolean addKey(RexNode conjunct) {
    RexNode node =
        conjunct instanceof RexCall call && conjunct.getKind() == SqlKind.OR
            ? RelOptUtil.collapseExpandedIsNotDistinctFromExpr(call, rexBuilder)
            : conjunct;
    if (!(node instanceof RexCall call)
        || (call.getKind() != SqlKind.EQUALS && call.getKind() != SqlKind.IS_NOT_DISTINCT_FROM)) {
      return false;
    }
    int width = left.width();
    ImmutableBitSet ofLeft = ImmutableBitSet.range(0, width);
    RexNode first = call.getOperands().get(0);
    RexNode second = call.getOperands().get(1);
    ImmutableBitSet firstUses = RelOptUtil.InputFinder.bits(first);
    ImmutableBitSet secondUses = RelOptUtil.InputFinder.bits(second);
    if (firstUses.isEmpty() || secondUses.isEmpty()) {
      return false;
    }
    boolean straight = ofLeft.contains(firstUses) && !ofLeft.intersects(secondUses);
    boolean crossed = ofLeft.contains(secondUses) && !ofLeft.intersects(firstUses);
    if (!straight && !crossed) {
      return false;
    }
    RexNode onLeft = straight ? first : second;
    RexNode onRight = RexUtil.shift(straight ? second : first, -width);
    ColumnType type =
        CommonTypes.forComparison(
            left.translator.storageOf(onLeft), right.translator.storageOf(onRight));
    if (type == null) {
      return false;
    }
    keys.add(
        new JoinKey(
            left.column(left.translator.translate(onLeft, type), type),
            right.column(right.translator.translate(onRight, type), type),
            call.getKind() == SqlKind.IS_NOT_DISTINCT_FROM));
    return true;
  }

  /** An expression that gives the same values as those of another type, in that type's own lane. */
  private static Expression inNaturalLane(Expression expression, ColumnType type) {
    if (expression.type().equals(type)
        && (!(expression instanceof Expression.Input column)
            || column.lane() == type.naturalLane())) {
      return expression;
    }
    if (expression instanceof Expression.Input column && column.lane() == type.naturalLane()) {
      // The translator casts only what it has to: these values are of the wanted type already.
      return new Expression.Input(column.column(), type, column.nullable(), column.lane());
    }
    return new Expression.Call(Operator.CAST, List.of(expression), type, expression.nullable());
  }

  private @Nullable Expression condition(PlanNode first, PlanNode second, boolean turned) {
    if (rest.isEmpty()) {
      return null;
    }
    List<OutputColumn> both = new ArrayList<>(first.columns());
    both.addAll(second.columns());
    int[] positions = new int[left.width() + right.width()];
    int leftStart = turned ? first.columns().size() : 0;
    int rightStart = turned ? 0 : first.columns().size();
    for (int i = 0; i < positions.length; i++) {
      positions[i] = i < left.width() ? leftStart + i : rightStart + i - left.width();
    }
    ColumnMoves moves = new ColumnMoves(positions);
    ExpressionTranslator translator = new ExpressionTranslator(rexBuilder, both, fallback);
    List<Expression> conjuncts = new ArrayList<>();
    for (RexNode conjunct : rest) {
      conjuncts.add(translator.translate(conjunct.accept(moves)));
    }
    return conjuncts.size() == 1
        ? conjuncts.get(0)
        : new Expression.Call(
            Operator.AND,
            conjuncts,
            ColumnType.BOOLEAN,
            conjuncts.stream().anyMatch(Expression::nullable));
  }

  private static List<OutputColumn> columns(
      JoinKind kind,
      PlanNode first,
      PlanNode second,
      List<JoinKey> keys,
      @Nullable Expression condition) {
    List<OutputColumn> columns = new ArrayList<>();
    first.columns().forEach(column -> columns.add(filled(column, kind.keepsRight())));
    if (kind.deliversRight()) {
      second.columns().forEach(column -> columns.add(filled(column, kind.keepsLeft())));
    }
    if (kind == JoinKind.MARK) {
      boolean unknown = condition != null && condition.nullable();
      for (JoinKey key : keys) {
        unknown |=
            !key.nullSafe()
                && (first.columns().get(key.left()).nullable()
                    || second.columns().get(key.right()).nullable());
      }
      columns.add(OutputColumn.of("mark", ColumnType.BOOLEAN, unknown));
    }
    return columns;
  }

  private static OutputColumn filled(OutputColumn column, boolean nullable) {
    return nullable && !column.nullable()
        ? new OutputColumn(column.name(), column.type(), true, column.lane())
        : column;
  }

  /** Leaves out computed columns and puts the others in the node's order. */
  private PlanNode delivered(PlanNode.Join plan, boolean turned) {
    if (!turned && left.computed.isEmpty() && right.computed.isEmpty()) {
      return plan;
    }
    int secondStart = plan.left().columns().size();
    List<Expression> expressions = new ArrayList<>();
    expressions.addAll(passed(plan.columns(), turned ? secondStart : 0, left.width()));
    if (plan.kind().deliversRight()) {
      expressions.addAll(passed(plan.columns(), turned ? 0 : secondStart, right.width()));
    } else {
      expressions.addAll(passed(plan.columns(), secondStart, plan.columns().size() - secondStart));
    }
    List<OutputColumn> columns = new ArrayList<>();
    for (Expression expression : expressions) {
      columns.add(plan.columns().get(((Expression.Input) expression).column()));
    }
    return new PlanNode.Project(plan, expressions, columns);
  }

  private static List<Expression> passed(List<OutputColumn> columns, int start, int count) {
    List<Expression> expressions = new ArrayList<>();
    for (int i = start; i < start + count; i++) {
      OutputColumn column = columns.get(i);
      expressions.add(new Expression.Input(i, column.type(), column.nullable(), column.lane()));
    }
    return expressions;
  }

  private static JoinKey turned(JoinKey key) {
    return new JoinKey(/* left= */ key.right(), /* right= */ key.left(), key.nullSafe());
  }

  private static JoinKind turned(JoinKind kind) {
    return switch (kind) {
      case INNER, FULL -> kind;
      case LEFT -> JoinKind.RIGHT;
      case RIGHT -> JoinKind.LEFT;
      case SEMI, ANTI, MARK -> throw new AssertionError(kind);
    };
  }

  private static @Nullable JoinKind kind(JoinRelType type) {
    return switch (type) {
      case INNER -> JoinKind.INNER;
      case LEFT -> JoinKind.LEFT;
      case RIGHT -> JoinKind.RIGHT;
      case FULL -> JoinKind.FULL;
      case SEMI -> JoinKind.SEMI;
      case ANTI -> JoinKind.ANTI;
      case LEFT_MARK -> JoinKind.MARK;
      case ASOF, LEFT_ASOF -> null;
    };
  }
}
