package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import java.util.HashSet;
import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.util.Util;
import org.jspecify.annotations.Nullable;

/**
 * Refuses subqueries below an aggregate function that name columns of joined tables: Calcite's
 * converter takes other columns for the keys of the groups then.
 */
final class AggregateSubqueries extends SqlBasicVisitor<@Nullable Void> {
  private AggregateSubqueries() {}

  /**
   * Looks at a validated query, in which columns stand with the names of their tables.
   *
   * @throws QueryException 0A000 if there is such a subquery
   */
  static void check(SqlNode query) {
    query.accept(new AggregateSubqueries());
  }

  @Override
  public @Nullable Void visit(SqlCall call) {
    if (call instanceof SqlSelect select && select.getFrom() instanceof SqlJoin join) {
      Aggregates aggregates = new Aggregates(names(join));
      select.getSelectList().accept(aggregates);
      if (select.getHaving() != null) {
        select.getHaving().accept(aggregates);
      }
      if (select.getOrderList() != null) {
        select.getOrderList().accept(aggregates);
      }
    }
    return super.visit(call);
  }

  private static Set<String> names(SqlNode from) {
    if (from instanceof SqlJoin join) {
      Set<String> names = names(join.getLeft());
      names.addAll(names(join.getRight()));
      return names;
    }
    SqlNode named = from.getKind() == SqlKind.AS ? ((SqlCall) from).operand(1) : from;
    Set<String> names = new HashSet<>();
    if (named instanceof SqlIdentifier identifier) {
      names.add(Util.last(identifier.names));
    }
    return names;
  }

  /** Looks for aggregate functions of one query. */
  private static final class Aggregates extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> names;

    Aggregates(Set<String> names) {
      this.names = names;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlSelect) {
        return null;
      }
      boolean isAggregate = call.getKind() == SqlKind.FILTER || call.getOperator().isAggregator();
      return isAggregate ? call.accept(new Subqueries(names, false)) : super.visit(call);
    }
  }

  /** Looks for names of tables in subqueries. */
  private static final class Subqueries extends SqlBasicVisitor<@Nullable Void> {
    private final Set<String> names;
    private final boolean isInside;

    Subqueries(Set<String> names, boolean isInside) {
      this.names = names;
      this.isInside = isInside;
    }

    @Override
    public @Nullable Void visit(SqlCall call) {
      if (call instanceof SqlSelect && !isInside) {
        return call.accept(new Subqueries(names, true));
      }
      return super.visit(call);
    }

    @Override
    public @Nullable Void visit(SqlIdentifier identifier) {
      if (isInside && identifier.names.size() > 1 && names.contains(identifier.names.get(0))) {
        throw new QueryException(
            ErrorCode.NOT_SUPPORTED,
            "A subquery below an aggregate function that names columns of joined tables ("
                + identifier
                + ") is not supported; compute it in a subquery of FROM");
      }
      return null;
    }
  }
}
