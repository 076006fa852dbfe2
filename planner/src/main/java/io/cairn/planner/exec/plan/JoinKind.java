package io.cairn.planner.exec.plan;

/** What a join delivers. The left input is the one whose rows are looked up in the other. */
public enum JoinKind {
  /** A row for each pair that matches. */
  INNER,
  /** INNER, and the rows of the left input without a match, with NULLs for the right. */
  LEFT,
  /** INNER, and the rows of the right input without a match, with NULLs for the left. */
  RIGHT,
  /** LEFT and RIGHT together. */
  FULL,
  /** The rows of the left input with a match, once each. */
  SEMI,
  /** The rows of the left input without a match. */
  ANTI,
  /**
   * Every row of the left input with a Bool: whether it has a match as {@code IN} and {@code ANY}
   * see it, NULL where none matches but a comparison is unknown.
   */
  MARK;

  /** Whether the columns of the right input come out. */
  public boolean deliversRight() {
    return switch (this) {
      case INNER, LEFT, RIGHT, FULL -> true;
      case SEMI, ANTI, MARK -> false;
    };
  }

  /** Whether a row of the left input without a match comes out with NULLs for the right. */
  public boolean keepsLeft() {
    return this == LEFT || this == FULL;
  }

  /** Whether a row of the right input without a match comes out with NULLs for the left. */
  public boolean keepsRight() {
    return this == RIGHT || this == FULL;
  }
}
