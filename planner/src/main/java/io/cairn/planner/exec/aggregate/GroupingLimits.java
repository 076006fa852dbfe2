package io.cairn.planner.exec.aggregate;

/**
 * When an aggregation changes its ways. All decisions depend on the rows of one split alone, so
 * that the number of threads has no part in them. Immutable.
 *
 * @param smallGroups groups of a split, with the values that DISTINCT calls have seen, that are
 *     merged one split after another
 * @param localGroups groups of a split, with those values, that are kept in one table: beyond them
 *     they are spread over partitions
 * @param sampleRows rows of a split after which it is looked whether grouping makes them fewer: if
 *     not, the others go to the partitions as they are
 */
public record GroupingLimits(int smallGroups, int localGroups, int sampleRows) {
  /** What fits the caches of a core; about half of the rows saved pays for the grouping. */
  public static final GroupingLimits DEFAULT = new GroupingLimits(4096, 1 << 16, 1 << 14);
}
