package io.cairn.planner.exec;

import org.jspecify.annotations.Nullable;

/**
 * Charges the time of one thread to the operator that is running, and to one at a time: entering an
 * operator stops the one before it. One thread at a time.
 */
final class ProfileClock {
  private final Profile profile;
  private Profile.@Nullable Entry current;
  private long since;

  ProfileClock(Profile profile) {
    this.profile = profile;
  }

  Profile profile() {
    return profile;
  }

  /** Starts charging an operator; returns the one before, for {@link #leave}. */
  Profile.@Nullable Entry enter(Profile.Entry entry) {
    Profile.Entry before = current;
    charge();
    current = entry;
    return before;
  }

  /** Goes back to the operator before; null charges nobody. */
  void leave(Profile.@Nullable Entry before) {
    charge();
    current = before;
  }

  private void charge() {
    long now = System.nanoTime();
    if (current != null) {
      current.addNanos(now - since);
    }
    since = now;
  }
}
