package io.cairn.storage.memory;

/** What a relation in memory does with a scan's predicate; tests try a reader against each. */
public enum PredicateUse {
  /** Applies what it can exactly, row by row, and leaves the rest as residual. */
  EXACT,
  /** Leaves out splits that cannot hold a selected row, and all of the predicate as residual. */
  PRUNE,
  /** Delivers every row, and all of the predicate as residual. */
  IGNORE
}
