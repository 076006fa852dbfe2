package io.cairn.storage.internal.write;

import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.commit.Pin;

/**
 * A committed state and what keeps its extents, for as long as anybody holds it. The pin was taken
 * when the state was made: one taken later would not keep what the next transaction has freed
 * already. Thread-safe.
 */
final class PinnedState {
  private final StoreState state;
  private final Pin pin;
  private int holders = 1;

  /** Held once, by who makes it. */
  PinnedState(StoreState state, Pin pin) {
    this.state = state;
    this.pin = pin;
  }

  StoreState state() {
    return state;
  }

  synchronized PinnedState retain() {
    if (holders == 0) {
      throw new IllegalStateException("state " + state.txid() + " was let go");
    }
    holders++;
    return this;
  }

  void release() {
    synchronized (this) {
      if (--holders > 0) {
        return;
      }
    }
    pin.close();
  }
}
