package io.cairn.planner.rule;

import io.cairn.planner.cost.ColumnEstimate;
import io.cairn.planner.cost.ComputedColumns;
import io.cairn.planner.cost.ConditionSelectivity;
import io.cairn.planner.cost.JoinEstimate;
import io.cairn.planner.cost.RowEstimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/**
 * Inputs of joins and what connects them, without an order. Inputs are numbered from 0, sets of
 * them are bits of a long. Columns have one number over all inputs. One thread at a time.
 */
final class JoinGraph {
  /**
   * An input.
   *
   * @param type INNER for one that can stand anywhere; else it is the right side of such a join,
   *     and its left side holds at least {@code needs}
   * @param start the number of its first column
   * @param on what a join of that type asks for; null for INNER
   * @param kept rows for each row of the left side, before those without a match are added
   */
  record Leaf(
      RelNode rel,
      RowEstimate estimate,
      JoinRelType type,
      int start,
      @Nullable RexNode on,
      long needs,
      double kept) {
    boolean isInner() {
      return type == JoinRelType.INNER;
    }

    /** Columns that it adds to its join's row. */
    int delivered() {
      return switch (type) {
        case SEMI, ANTI -> 0;
        case LEFT_MARK -> 1;
        default -> rel.getRowType().getFieldCount();
      };
    }
  }

  /**
   * A condition over several inputs that no class of equal columns says.
   *
   * @param selectivity the part of the pairs that meets it
   */
  record Condition(RexNode node, long leaves, double selectivity) {}

  /** Columns that are equal in every row. */
  static final class EqualColumns {
    final List<Integer> columns = new ArrayList<>();

    /** The inputs that hold one of them. */
    long leaves;
  }

  private final List<Leaf> leaves = new ArrayList<>();
  private final List<Integer> owners = new ArrayList<>();
  private final List<RexNode> equalities = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<EqualColumns> classes = new ArrayList<>();

  List<Leaf> leaves() {
    return leaves;
  }

  List<Condition> conditions() {
    return conditions;
  }

  List<EqualColumns> classes() {
    return classes;
  }

  /** The next column's number. */
  int width() {
    return owners.size();
  }

  int owner(int column) {
    return owners.get(column);
  }

  /** The expectation of a column. */
  ColumnEstimate estimate(int column) {
    Leaf leaf = leaves.get(owners.get(column));
    int position = column - leaf.start();
    // Behind the columns of a mark join's right side stands the mark.
    return position < leaf.estimate().width()
        ? leaf.estimate().column(position)
        : ColumnEstimate.computed(2);
  }

  void addInner(RelNode rel, RowEstimate estimate) {
    add(new Leaf(rel, estimate, JoinRelType.INNER, width(), null, 0, 1));
  }

  /** Adds the right side of another join than an inner one; the condition is over columns. */
  void add(RelNode rel, RowEstimate estimate, JoinRelType type, RexNode on) {
    long own = 1L << leaves.size();
    int start = width();
    add(new Leaf(rel, estimate, type, start, on, 0, 1));
    long needs = leaves(on) & ~own;
    if (needs == 0) {
      // A condition on one side alone, or none: what stands on the left so far is its left side.
      needs = own - 1;
    }
    double many = 1e9;
    RowEstimate left = new RowEstimate(many, start, this::estimate);
    JoinRelType counted = type == JoinRelType.LEFT ? JoinRelType.INNER : type;
    double kept = JoinEstimate.of(counted, left, estimate, on).rows() / many;
    leaves.set(leaves.size() - 1, new Leaf(rel, estimate, type, start, on, needs, kept));
  }

  private void add(Leaf leaf) {
    int count =
        leaf.type() == JoinRelType.LEFT_MARK
            ? leaf.rel().getRowType().getFieldCount() + 1
            : leaf.rel().getRowType().getFieldCount();
    for (int i = 0; i < count; i++) {
      owners.add(leaves.size());
    }
    leaves.add(leaf);
  }

  /** The inputs whose columns an expression uses. */
  long leaves(RexNode node) {
    long result = 0;
    for (int column : RelOptUtil.InputFinder.bits(node)) {
      result |= 1L << owners.get(column);
    }
    return result;
  }

  /** Adds a condition that every row meets. */
  void addCondition(RexNode node) {
    if (isEqualityOfColumns(node) && !equalities.contains(node)) {
      equalities.add(node);
    } else {
      long uses = leaves(node);
      conditions.add(new Condition(node, uses, selectivity(node)));
    }
  }

  private double selectivity(RexNode node) {
    List<RexNode> sides = equalSides(node);
    if (sides != null && (leaves(sides.get(0)) & leaves(sides.get(1))) == 0) {
      RowEstimate all = new RowEstimate(1e18, width(), this::estimate);
      double perMatch =
          JoinEstimate.pairsPerMatch(
              List.of(
                  new JoinEstimate.Pair(
                      ComputedColumns.of(sides.get(0), all),
                      ComputedColumns.of(sides.get(1), all))),
              rows(leaves(sides.get(0))),
              rows(leaves(sides.get(1))));
      return 1 / perMatch;
    }
    return new ConditionSelectivity(new RowEstimate(1e9, width(), this::estimate)).of(node);
  }

  private double rows(long set) {
    double rows = 1;
    for (int i = 0; i < leaves.size(); i++) {
      if ((set >>> i & 1) != 0) {
        rows *= leaves.get(i).estimate().rows();
      }
    }
    return rows;
  }

  /** The operands of an equality; null for other nodes. */
  static @Nullable List<RexNode> equalSides(RexNode node) {
    return node.getKind() == SqlKind.EQUALS ? ((RexCall) node).getOperands() : null;
  }

  private boolean isEqualityOfColumns(RexNode node) {
    List<RexNode> sides = equalSides(node);
    return sides != null
        && sides.get(0) instanceof RexInputRef a
        && sides.get(1) instanceof RexInputRef b
        && owner(a.getIndex()) != owner(b.getIndex())
        && leaves.get(owner(a.getIndex())).isInner()
        && leaves.get(owner(b.getIndex())).isInner()
        && org.apache.calcite.sql.type.SqlTypeUtil.equalSansNullability(a.getType(), b.getType());
  }

  /** Puts a filter over an input; its own conditions are over the columns of the input. */
  void filter(int index, RelNode filtered, RowEstimate estimate) {
    Leaf leaf = leaves.get(index);
    leaves.set(
        index,
        new Leaf(
            filtered, estimate, leaf.type(), leaf.start(), leaf.on(), leaf.needs(), leaf.kept()));
  }

  /** Counts a condition less, since inputs meet a part of it already. */
  void weaken(int condition, double part) {
    Condition old = conditions.get(condition);
    double selectivity = part <= 0 ? 1 : Math.min(1, old.selectivity() / part);
    conditions.set(condition, new Condition(old.node(), old.leaves(), selectivity));
  }

  /** Puts columns that are equal into classes, once all conditions are there. */
  void findClasses() {
    Map<Integer, EqualColumns> byColumn = new HashMap<>();
    for (RexNode equality : equalities) {
      List<RexNode> sides = ((RexCall) equality).getOperands();
      merge(
          byColumn,
          ((RexInputRef) sides.get(0)).getIndex(),
          ((RexInputRef) sides.get(1)).getIndex());
    }
    for (EqualColumns each : byColumn.values()) {
      if (!classes.contains(each)) {
        classes.add(each);
      }
    }
    classes.sort(java.util.Comparator.comparingInt(each -> each.columns.get(0)));
    for (EqualColumns each : classes) {
      each.columns.sort(null);
      for (int column : each.columns) {
        each.leaves |= 1L << owner(column);
      }
    }
  }

  private static void merge(Map<Integer, EqualColumns> byColumn, int a, int b) {
    EqualColumns first = byColumn.computeIfAbsent(a, JoinGraph::single);
    EqualColumns second = byColumn.computeIfAbsent(b, JoinGraph::single);
    if (first == second) {
      return;
    }
    first.columns.addAll(second.columns);
    for (int column : second.columns) {
      byColumn.put(column, first);
    }
  }

  private static EqualColumns single(int column) {
    EqualColumns single = new EqualColumns();
    single.columns.add(column);
    return single;
  }

  /**
   * The column of a class with the fewest values among some inputs; -1 if none of them holds one.
   */
  int narrowest(EqualColumns equal, long set) {
    int best = -1;
    double fewest = Double.POSITIVE_INFINITY;
    for (int column : equal.columns) {
      if ((set >>> owner(column) & 1) != 0) {
        double domain = estimate(column).domain();
        if (best < 0 || domain < fewest) {
          best = column;
          fewest = Double.isNaN(domain) ? Double.POSITIVE_INFINITY : domain;
        }
      }
    }
    return best;
  }

  static RexNode shifted(RexNode node, int by) {
    return by == 0 ? node : RexUtil.shift(node, by);
  }
}
