package io.cairn.storage.internal.commit;

/** When a commit counts as done. */
public enum Durability {
  /** When it lasts through a loss of power. */
  FULL,
  /**
   * When the system has it: a killed process loses nothing, a loss of power what was committed in
   * the last 20 milliseconds. The store stays consistent.
   */
  NORMAL,
  /** As {@link #NORMAL}, but nothing is synced until the store is closed. */
  OFF,
  /** Nothing is meant to last: no log is kept and no superblock is written. For files in memory. */
  NONE
}
