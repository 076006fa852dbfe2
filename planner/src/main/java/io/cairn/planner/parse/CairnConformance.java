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

  @Override
  public boolean checkedArithmetic() {
    return true;
  }
}
