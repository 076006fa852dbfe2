package io.cairn.storage.internal.commit;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps what a snapshot reads: extents that are freed while it is held are not written over.
 * Thread-safe.
 */
public final class Pin implements AutoCloseable {
  private final ExtentSpace space;
  private final long generation;
  private final AtomicBoolean released = new AtomicBoolean();

  Pin(ExtentSpace space, long generation) {
    this.space = space;
    this.generation = generation;
  }

  /** Lets go; a second call does nothing. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      space.release(generation);
    }
  }
}
