package io.cairn.planner;

import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.parse.SqlTransaction;
import io.cairn.planner.statement.Definition;
import io.cairn.planner.statement.InsertQuery;
import io.cairn.planner.statement.InsertRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a prepared statement does when it runs. Immutable. */
sealed interface Plan {
  /** Delivers rows. */
  record Query(ExecutablePlan executable) implements Plan {}

  /**
   * Delivers the description of a plan; runs and measures it first if {@code analyze}.
   *
   * @param header lines above the operators
   * @param executable null where no query runs
   */
  record Explain(List<String> header, @Nullable ExecutablePlan executable, boolean analyze)
      implements Plan {}

  /** Begins or ends a transaction. */
  record Transaction(SqlTransaction.Action action) implements Plan {}

  /** Changes the catalog. */
  record Define(Definition definition) implements Plan {}

  /** Makes a table of a query's rows. */
  record CreateTableAs(Definition.CreateTable table, InsertQuery rows) implements Plan {}

  /** Adds rows that are written in the statement. */
  record Rows(InsertRows rows) implements Plan {}

  /** Adds the rows of a query. */
  record QueryRows(InsertQuery rows) implements Plan {}
}
