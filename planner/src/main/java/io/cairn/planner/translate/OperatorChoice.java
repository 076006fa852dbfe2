package io.cairn.planner.translate;

/** Whose operators run a plan. */
public enum OperatorChoice {
  /** The engine's, as far as it has them. */
  NATIVE,
  /** Generated ones above the leaves, so that tests can compare both. */
  GENERATED
}
