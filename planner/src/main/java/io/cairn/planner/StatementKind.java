package io.cairn.planner;

/** What executing a statement gives and does. */
public enum StatementKind {
  /** Rows. */
  QUERY,
  /** Rows that describe a plan. */
  EXPLAIN,
  /** A count of changed rows. */
  UPDATE,
  /** Nothing but its effect on the catalog. */
  DEFINITION,
  /** BEGIN, COMMIT, ROLLBACK and their kin. */
  TRANSACTION,
  /** A setting of the session. */
  SETTING
}
