package io.cairn.planner.parse;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/** Which liberties the dialect takes; docs/sql.md, "Statements". */
final class CairnConformance extends SqlDelegatingConformance {
  static final SqlConformance INSTANCE = new CairnConformance();

  private CairnConformance() {
    super(SqlConformanceEnum.BABEL);
  }

  /** A column that is not grouped has no single value: refuse it rather than pick one. */
  @Override
  public boolean isNonStrictGroupBy() {
    return false;
  }

  /** A name in the select list is a column, not the alias of its neighbour. */
  @Override
  public SelectAliasLookup isSelectAlias() {
    return SelectAliasLookup.UNSUPPORTED;
  }

  @Override
  public boolean checkedArithmetic() {
    return true;
  }
}
