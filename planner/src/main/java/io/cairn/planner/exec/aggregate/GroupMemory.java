package io.cairn.planner.exec.aggregate;

/** What a holder of groups tells of its size. */
public interface GroupMemory {
  /**
   * The holder has this many bytes now.
   *
   * @throws io.cairn.planner.error.QueryException 53200 if there is no room for them
   */
  void hold(long bytes);
}
