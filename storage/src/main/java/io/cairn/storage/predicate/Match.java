package io.cairn.storage.predicate;

/** What is known, from statistics alone, about how many rows of a chunk a predicate selects. */
public enum Match {
  /** No row. */
  NONE,
  /** Perhaps some: the rows must be looked at. */
  SOME,
  /** Every row. */
  ALL
}
