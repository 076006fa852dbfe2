package io.cairn.planner.exec.plan;

/**
 * Columns that a join compares for equality. Immutable.
 *
 * @param left column of the left input
 * @param right column of the right input, of the same type and in the same lane
 * @param nullSafe whether NULL equals NULL, as in {@code IS NOT DISTINCT FROM}; else NULL matches
 *     nothing
 */
public record JoinKey(int left, int right, boolean nullSafe) {}
