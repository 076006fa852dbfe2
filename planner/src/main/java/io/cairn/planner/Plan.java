package io.cairn.planner;

import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.parse.SqlTransaction;

/** What a prepared statement does when it runs. Immutable. */
sealed interface Plan {
  /** Delivers rows. */
  record Query(ExecutablePlan executable) implements Plan {}

  /** Delivers the description of a plan; runs and measures it first if {@code analyze}. */
  record Explain(ExecutablePlan executable, boolean analyze) implements Plan {}

  /** Begins or ends a transaction. */
  record Transaction(SqlTransaction.Action action) implements Plan {}
}
