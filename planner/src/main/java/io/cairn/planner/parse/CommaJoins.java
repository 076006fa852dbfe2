package io.cairn.planner.parse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.apache.calcite.sql.JoinConditionType;
import org.apache.calcite.sql.JoinType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Gives commas in FROM their place: {@code a, b RIGHT JOIN c} is the product of {@code a} and
 * {@code b RIGHT JOIN c}, where the grammar reads one join after the other. Joins whose rows and
 * columns do not depend on it stay as they are: they may name tables before the comma.
 */
final class CommaJoins extends SqlBasicVisitor<@Nullable Void> {
  private CommaJoins() {}

  /** Changes the FROM clauses of a statement in place. */
  static void regroup(SqlNode statement) {
    statement.accept(new CommaJoins());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getFrom() instanceof SqlJoin join) {
      select.setFrom(regrouped(join));
    }
    return super.visit(call);
  }

  private static SqlNode regrouped(SqlJoin last) {
    Deque<SqlJoin> joins = new ArrayDeque<>();
    SqlNode first = last;
    boolean isMisread = false;
    boolean isDependent = false;
    while (first instanceof SqlJoin join) {
      // From the last join to the first: a comma counts that stands before one that depends on it.
      isMisread |= isDependent && join.getJoinType() == JoinType.COMMA;
      isDependent |= dependsOnItsLeft(join);
      joins.push(join);
      first = join.getLeft();
    }
    if (!isMisread) {
      return last;
    }
    SqlNode product = null;
    SqlJoin comma = null;
    SqlNode table = first;
    for (SqlJoin join : joins) {
      if (join.getJoinType() == JoinType.COMMA) {
        product = comma == null ? table : with(comma, product, table);
        comma = join;
        table = join.getRight();
      } else {
        table = with(join, table, join.getRight());
      }
    }
    return comma == null ? table : with(comma, product, table);
  }

  /** Whether other tables on its left would change the rows or the columns of a join. */
  private static boolean dependsOnItsLeft(SqlJoin join) {
    return join.isNatural()
        || join.getConditionType() == JoinConditionType.USING
        || join.getJoinType() == JoinType.RIGHT
        || join.getJoinType() == JoinType.FULL;
  }

  private static SqlNode with(SqlJoin join, @Nullable SqlNode left, SqlNode right) {
    return new SqlJoin(
        join.getParserPosition(),
        Objects.requireNonNull(left),
        join.isNaturalNode(),
        join.getJoinTypeNode(),
        right,
        join.getConditionTypeNode(),
        join.getCondition());
  }
}
