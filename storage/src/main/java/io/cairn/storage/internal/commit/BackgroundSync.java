package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import org.jspecify.annotations.Nullable;

/**
 * Syncs what was committed some time ago, on a thread of its own that starts with the first
 * request. Thread-safe.
 */
final class BackgroundSync {
  private static final long DELAY_MILLIS = 20;

  private final Runnable sync;
  private @Nullable Thread thread;
  private boolean requested;
  private boolean stopped;

  BackgroundSync(Runnable sync) {
    this.sync = sync;
  }

  /** Asks for a sync in at most 20 milliseconds, and returns at once. */
  synchronized void request() {
    if (requested || stopped) {
      return;
    }
    requested = true;
    if (thread == null) {
      Thread started = new Thread(this::run, "cairn-sync");
      started.setDaemon(true);
      started.start();
      thread = started;
    }
    notifyAll();
  }

  /** Ends the thread, if there is one. Requests that were not served are forgotten. */
  void stop() {
    Thread ending;
    synchronized (this) {
      stopped = true;
      ending = thread;
      notifyAll();
    }
    boolean interrupted = false;
    while (ending != null && ending.isAlive()) {
      try {
        ending.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (awaitRequest()) {
      try {
        sync.run();
      } catch (StorageException e) {
        // The file keeps the failure and tells it to every later call.
        return;
      }
    }
  }

  private synchronized boolean awaitRequest() {
    try {
      while (!requested && !stopped) {
        wait();
      }
      long until = System.nanoTime() + DELAY_MILLIS * 1_000_000;
      for (long left = DELAY_MILLIS; left > 0 && !stopped; ) {
        wait(left);
        left = (until - System.nanoTime()) / 1_000_000;
      }
    } catch (InterruptedException e) {
      return false;
    }
    requested = false;
    return !stopped;
  }
}
