package io.cairn.planner.parse;

import java.util.List;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the dialect: our own, standard SQL's, then PostgreSQL's. The last are many and
 * rarely needed, so they load at the first name that the others lack.
 */
final class CairnOperatorTable implements SqlOperatorTable {
  static final CairnOperatorTable INSTANCE = new CairnOperatorTable();

  private static final SqlNameMatcher NAMES = SqlNameMatchers.withCaseSensitive(false);

  private CairnOperatorTable() {}

  /** Loads on first use. */
  private static final class PostgreSql {
    static final SqlOperatorTable TABLE =
        SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(SqlLibrary.POSTGRESQL);
  }

  @Override
  public void lookupOperatorOverloads(
      SqlIdentifier name,
      @Nullable SqlFunctionCategory category,
      SqlSyntax syntax,
      List<SqlOperator> operators,
      SqlNameMatcher matcher) {
    if (name.isSimple() && name.getSimple().equalsIgnoreCase(SeriesFunction.NAME)) {
      operators.add(SeriesFunction.INSTANCE);
      return;
    }
    int before = operators.size();
    SqlStdOperatorTable.instance()
        .lookupOperatorOverloads(name, category, syntax, operators, NAMES);
    // The validator asks without a category for each column and for *: could it be a function that
    // stands without parentheses? Standard SQL has all of those.
    boolean function = syntax != SqlSyntax.FUNCTION || category != null;
    if (operators.size() == before && function) {
      PostgreSql.TABLE.lookupOperatorOverloads(name, category, syntax, operators, NAMES);
    }
  }

  @Override
  public List<SqlOperator> getOperatorList() {
    return SqlStdOperatorTable.instance().getOperatorList();
  }
}
