package io.cairn.planner.exec.join;

/** A join without keys: every row matches every row. */
final class AllRows extends KeyIndex {
  AllRows(int rowCount) {
    if (rowCount > 1) {
      setRuns(new int[0], new int[] {rowCount});
    }
  }

  @Override
  int find(long[] words, int[] rows, int count, int[] ids, int[] out) {
    throw new AssertionError("There is no key to look for");
  }

  @Override
  long memory() {
    return 0;
  }
}
