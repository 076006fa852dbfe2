package io.cairn.storage.internal.commit;

import java.util.ArrayList;
import java.util.List;

/**
 * The states that commits of one workload led to, in order. After a crash the store must hold one
 * of those from the newest acknowledged one to the newest.
 *
 * @param <S> a state
 */
public final class CrashHistory<S> {
  private final List<S> states = new ArrayList<>();
  private int acknowledged;

  /** Begins with a state that no crash may lose. */
  public CrashHistory(S first) {
    states.add(first);
  }

  /** A commit that leads to this state begins. */
  public void issue(S state) {
    states.add(state);
  }

  /** The state before the last commit holds again: it failed and was rolled back. */
  public void rollBack() {
    states.add(states.get(states.size() - 2));
  }

  /** All commits that were issued are safe. */
  public void acknowledge() {
    acknowledged = states.size() - 1;
  }

  /** The state that the store should hold now. */
  public S newest() {
    return states.get(states.size() - 1);
  }

  /** The index of a state that a crash may leave, or -1. */
  public int find(S state) {
    for (int i = states.size() - 1; i >= acknowledged; i--) {
      if (states.get(i).equals(state)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether an earlier commit led to this state, for messages. */
  boolean wasOnce(S state) {
    return states.subList(0, acknowledged).contains(state);
  }

  /** A process was killed, and the next one found this state; a crash may still lose it. */
  void continueFrom(int index) {
    states.subList(index + 1, states.size()).clear();
    acknowledged = Math.min(acknowledged, index);
  }

  int unacknowledged() {
    return states.size() - 1 - acknowledged;
  }
}
