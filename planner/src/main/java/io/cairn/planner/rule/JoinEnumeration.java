package io.cairn.planner.rule;

import io.cairn.planner.cost.JoinEstimate;
import io.cairn.planner.cost.RowEstimate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.core.JoinRelType;
import org.jspecify.annotations.Nullable;

/**
 * Finds the cheapest order of the joins of a graph: DPhyp (Moerkotte and Neumann, "Dynamic
 * Programming Strikes Back", 2008) looks at every pair of connected sets of inputs; where these are
 * too many, the join with the fewest rows is taken again and again. One thread at a time; used
 * once.
 */
final class JoinEnumeration {
  /** Pairs of sets to look at: about ten milliseconds. */
  private static final int MAX_PAIRS = 20_000;

  private static final double PROBE = 1;
  private static final double BUILD = 2;
  private static final double OUTPUT = 0.5;

  /** What a row of a build side costs beyond the caches. */
  private static final double LARGE_BUILD = 4;

  private static final double LARGE_ROWS = 1_000_000;

  /** A pair that is looked at without keys. */
  private static final double PAIR = 0.2;

  /**
   * A tree over a set of inputs.
   *
   * @param left the side whose rows are looked up, null for an input
   * @param type of the join
   */
  record Tree(
      long set,
      double rows,
      double cost,
      @Nullable Tree left,
      @Nullable Tree right,
      JoinRelType type) {}

  private record Edge(long left, long right) {}

  private static final class TooManyPairs extends Exception {
    private static final long serialVersionUID = 1;

    TooManyPairs() {
      super(null, null, false, false);
    }
  }

  private final JoinGraph graph;
  private final int count;
  private final List<Edge> edges = new ArrayList<>();
  private final Map<Long, Tree> best = new HashMap<>();
  private int pairs;

  JoinEnumeration(JoinGraph graph) {
    this.graph = graph;
    this.count = graph.leaves().size();
    addEdges();
  }

  /** The cheapest tree over all inputs. */
  Tree cheapest() {
    try {
      enumerate();
    } catch (TooManyPairs e) {
      return greedy();
    }
    Tree tree = best.get(all());
    return tree != null ? tree : greedy();
  }

  private long all() {
    return count == Long.SIZE ? -1L : (1L << count) - 1;
  }

  private void addEdges() {
    for (JoinGraph.EqualColumns equal : graph.classes()) {
      for (int a = 0; a < count; a++) {
        for (int b = a + 1; b < count; b++) {
          long both = 1L << a | 1L << b;
          if ((equal.leaves & both) == both) {
            edges.add(new Edge(1L << a, 1L << b));
          }
        }
      }
    }
    for (JoinGraph.Condition condition : graph.conditions()) {
      addEdges(condition);
    }
    for (int i = 0; i < count; i++) {
      JoinGraph.Leaf leaf = graph.leaves().get(i);
      if (!leaf.isInner()) {
        edges.add(new Edge(leaf.needs(), 1L << i));
      }
    }
    connect();
  }

  private void addEdges(JoinGraph.Condition condition) {
    List<org.apache.calcite.rex.RexNode> sides = JoinGraph.equalSides(condition.node());
    if (sides != null) {
      long left = graph.leaves(sides.get(0));
      long right = graph.leaves(sides.get(1));
      if (left != 0 && right != 0 && (left & right) == 0) {
        edges.add(new Edge(left, right));
        return;
      }
    }
    if (Long.bitCount(condition.leaves()) == 2) {
      long low = Long.lowestOneBit(condition.leaves());
      edges.add(new Edge(low, condition.leaves() & ~low));
    }
  }

  /** Inputs that no condition connects are multiplied: one row with anything, others at last. */
  private void connect() {
    List<Long> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(1L << i);
    }
    for (Edge edge : edges) {
      merge(parts, edge.left | edge.right);
    }
    for (int i = 1; i < parts.size(); i++) {
      long one = parts.get(i);
      long other = parts.get(0);
      boolean single = Long.bitCount(one) == 1 && isOneRow(one);
      boolean firstSingle = Long.bitCount(other) == 1 && isOneRow(other);
      if (single || firstSingle) {
        long alone = single ? one : other;
        for (int k = 0; k < count; k++) {
          if ((alone >>> k & 1) == 0 && graph.leaves().get(k).isInner()) {
            edges.add(new Edge(alone, 1L << k));
          }
        }
      } else {
        edges.add(new Edge(other, one));
      }
      parts.set(0, other | one);
    }
  }

  private boolean isOneRow(long leaf) {
    return graph.leaves().get(Long.numberOfTrailingZeros(leaf)).estimate().rows() <= 1;
  }

  private static void merge(List<Long> parts, long connected) {
    long merged = connected;
    for (int i = parts.size() - 1; i >= 0; i--) {
      if ((parts.get(i) & connected) != 0) {
        merged |= parts.remove(i);
      }
    }
    parts.add(0, merged);
  }

  private void enumerate() throws TooManyPairs {
    for (int v = 0; v < count; v++) {
      best.put(1L << v, leaf(v));
    }
    for (int v = count - 1; v >= 0; v--) {
      long set = 1L << v;
      emitConnected(set);
      extendConnected(set, below(v) | set);
    }
  }

  private Tree leaf(int index) {
    return new Tree(
        1L << index, graph.leaves().get(index).estimate().rows(), 0, null, null, JoinRelType.INNER);
  }

  private static long below(int index) {
    return (1L << index) - 1;
  }

  private void extendConnected(long set, long excluded) throws TooManyPairs {
    long near = neighbours(set, excluded);
    for (long part = -near & near; part != 0; part = (part - near) & near) {
      if (best.containsKey(set | part)) {
        emitConnected(set | part);
      }
    }
    for (long part = -near & near; part != 0; part = (part - near) & near) {
      extendConnected(set | part, excluded | near);
    }
  }

  private void emitConnected(long set) throws TooManyPairs {
    long excluded = set | below(Long.numberOfTrailingZeros(set));
    long near = neighbours(set, excluded);
    for (int v = count - 1; v >= 0; v--) {
      if ((near >>> v & 1) == 0) {
        continue;
      }
      long other = 1L << v;
      if (isConnected(set, other)) {
        emitPair(set, other);
      }
      extendPartner(set, other, excluded | (below(v) & near));
    }
  }

  private void extendPartner(long set, long partner, long excluded) throws TooManyPairs {
    long near = neighbours(partner, excluded);
    for (long part = -near & near; part != 0; part = (part - near) & near) {
      if (best.containsKey(partner | part) && isConnected(set, partner | part)) {
        emitPair(set, partner | part);
      }
    }
    for (long part = -near & near; part != 0; part = (part - near) & near) {
      extendPartner(set, partner | part, excluded | near);
    }
  }

  private long neighbours(long set, long excluded) {
    long result = 0;
    for (Edge edge : edges) {
      result |= neighbour(edge.left, edge.right, set, excluded);
      result |= neighbour(edge.right, edge.left, set, excluded);
    }
    return result;
  }

  private static long neighbour(long from, long to, long set, long excluded) {
    return (from & ~set) == 0 && (to & (set | excluded)) == 0 ? Long.lowestOneBit(to) : 0;
  }

  private boolean isConnected(long a, long b) {
    for (Edge edge : edges) {
      if (((edge.left & ~a) == 0 && (edge.right & ~b) == 0)
          || ((edge.left & ~b) == 0 && (edge.right & ~a) == 0)) {
        return true;
      }
    }
    return false;
  }

  private void emitPair(long a, long b) throws TooManyPairs {
    if (++pairs > MAX_PAIRS) {
      throw new TooManyPairs();
    }
    Tree first = best.get(a);
    Tree second = best.get(b);
    if (first == null || second == null) {
      return;
    }
    Tree joined = join(first, second);
    if (joined != null) {
      best.merge(joined.set, joined, (old, tree) -> tree.cost < old.cost ? tree : old);
    }
  }

  /** The join of two trees; null if it is not allowed. */
  private @Nullable Tree join(Tree a, Tree b) {
    JoinGraph.Leaf special = special(b);
    if (special == null) {
      JoinGraph.Leaf other = special(a);
      if (other != null) {
        return (other.needs() & ~b.set) == 0 ? typed(b, a, other) : null;
      }
      return inner(a, b);
    }
    return special(a) == null && (special.needs() & ~a.set) == 0 ? typed(a, b, special) : null;
  }

  private JoinGraph.@Nullable Leaf special(Tree tree) {
    if (Long.bitCount(tree.set) != 1) {
      return null;
    }
    JoinGraph.Leaf leaf = graph.leaves().get(Long.numberOfTrailingZeros(tree.set));
    return leaf.isInner() ? null : leaf;
  }

  private Tree inner(Tree a, Tree b) {
    long set = a.set | b.set;
    boolean keyed = false;
    List<JoinGraph.EqualColumns> keys = new ArrayList<>();
    for (JoinGraph.EqualColumns equal : graph.classes()) {
      if ((equal.leaves & a.set) != 0 && (equal.leaves & b.set) != 0) {
        keyed = true;
        keys.add(equal);
      }
    }
    double selectivity = 1;
    for (JoinGraph.Condition condition : graph.conditions()) {
      if (isDecidedBy(condition, a, b)) {
        selectivity *= condition.selectivity();
        keyed |= isKey(condition, a, b);
      }
    }
    Tree known = best.get(set);
    double rows =
        known != null
            ? known.rows
            : Math.max(1, a.rows * b.rows / pairsPerMatch(keys, a, b) * selectivity);
    Tree probe = a.rows >= b.rows ? a : b;
    Tree build = a.rows >= b.rows ? b : a;
    double cost = a.cost + b.cost + OUTPUT * rows + probe.rows * PROBE + buildCost(build.rows);
    if (!keyed) {
      cost += a.rows * b.rows * PAIR;
    }
    return new Tree(set, rows, cost, probe, build, JoinRelType.INNER);
  }

  /** One in how many pairs has equal columns in all classes. */
  private double pairsPerMatch(List<JoinGraph.EqualColumns> keys, Tree a, Tree b) {
    double product = 1;
    for (JoinGraph.EqualColumns key : keys) {
      product *= pairsPerMatch(key, a, b);
    }
    if (keys.size() < 2) {
      return product;
    }
    // Two inputs that several classes connect: the larger one refers to rows of the smaller one.
    double best = product;
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < count; k++) {
        if ((a.set >>> i & 1) != 0 && (b.set >>> k & 1) != 0) {
          best = Math.min(best, pairsPerMatch(keys, a, b, i, k));
        }
      }
    }
    return best;
  }

  private double pairsPerMatch(
      List<JoinGraph.EqualColumns> keys, Tree a, Tree b, int first, int second) {
    double between = 1;
    double others = 1;
    int connecting = 0;
    double limit = Double.POSITIVE_INFINITY;
    for (JoinGraph.EqualColumns key : keys) {
      double pairs = pairsPerMatch(key, a, b);
      if ((key.leaves >>> first & 1) == 0 || (key.leaves >>> second & 1) == 0) {
        others *= pairs;
        continue;
      }
      connecting++;
      between *= pairs;
      limit = Math.min(tableRows(key, first), tableRows(key, second));
    }
    return connecting < 2 ? between * others : Math.max(1, Math.min(between, limit)) * others;
  }

  /** Rows of the table that an input's column of a class comes from. */
  private double tableRows(JoinGraph.EqualColumns key, int leaf) {
    int column = graph.narrowest(key, 1L << leaf);
    RowEstimate origin = graph.estimate(column).origin();
    return origin == null ? graph.leaves().get(leaf).estimate().rows() : origin.rows();
  }

  private double pairsPerMatch(JoinGraph.EqualColumns key, Tree a, Tree b) {
    return JoinEstimate.pairsPerMatch(
        List.of(
            new JoinEstimate.Pair(
                graph.estimate(graph.narrowest(key, a.set)),
                graph.estimate(graph.narrowest(key, b.set)))),
        a.rows,
        b.rows);
  }

  private boolean isKey(JoinGraph.Condition condition, Tree a, Tree b) {
    List<org.apache.calcite.rex.RexNode> sides = JoinGraph.equalSides(condition.node());
    if (sides == null) {
      return false;
    }
    long left = graph.leaves(sides.get(0));
    long right = graph.leaves(sides.get(1));
    return ((left & ~a.set) == 0 && (right & ~b.set) == 0)
        || ((left & ~b.set) == 0 && (right & ~a.set) == 0);
  }

  /**
   * Whether the join of two trees is the first to have all columns of a condition. What the right
   * side of another join than an inner one delivers is there only after that join.
   */
  boolean isDecidedBy(JoinGraph.Condition condition, Tree a, Tree b) {
    long uses = condition.leaves();
    return (uses & ~(a.set | b.set)) == 0
        && ((uses & ~a.set) != 0 || special(a) != null)
        && ((uses & ~b.set) != 0 || special(b) != null);
  }

  private Tree typed(Tree left, Tree right, JoinGraph.Leaf special) {
    double rows =
        switch (special.type()) {
          case SEMI, ANTI -> Math.max(1, left.rows * special.kept());
          case LEFT_MARK -> left.rows;
          default -> left.rows * Math.max(1, special.kept());
        };
    for (JoinGraph.Condition condition : graph.conditions()) {
      if (isDecidedBy(condition, left, right)) {
        rows = Math.max(1, rows * condition.selectivity());
      }
    }
    double cost =
        left.cost + right.cost + left.rows * PROBE + buildCost(right.rows) + OUTPUT * rows;
    return new Tree(left.set | right.set, rows, cost, left, right, special.type());
  }

  private static double buildCost(double rows) {
    return rows <= LARGE_ROWS
        ? rows * BUILD
        : LARGE_ROWS * BUILD + (rows - LARGE_ROWS) * LARGE_BUILD;
  }

  /** Takes the cheapest join of two trees that are connected, until one tree is left. */
  private Tree greedy() {
    best.clear();
    List<Tree> trees = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      trees.add(leaf(i));
    }
    while (trees.size() > 1) {
      Tree chosen = choose(trees, true);
      if (chosen == null) {
        chosen = choose(trees, false);
      }
      if (chosen == null || chosen.left == null || chosen.right == null) {
        throw new AssertionError("No order of joins");
      }
      trees.remove(chosen.left);
      trees.remove(chosen.right);
      trees.add(chosen);
    }
    return trees.get(0);
  }

  private @Nullable Tree choose(List<Tree> trees, boolean connected) {
    Tree chosen = null;
    double fewest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < trees.size(); i++) {
      for (int k = i + 1; k < trees.size(); k++) {
        Tree a = trees.get(i);
        Tree b = trees.get(k);
        if (connected && !isConnected(a.set, b.set)) {
          continue;
        }
        Tree joined = join(a, b);
        double price = joined == null ? 0 : joined.rows + joined.cost - a.cost - b.cost;
        if (joined != null && price < fewest) {
          chosen = joined;
          fewest = price;
        }
      }
    }
    return chosen;
  }
}
