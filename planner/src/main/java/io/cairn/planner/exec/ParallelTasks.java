package io.cairn.planner.exec;

import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Independent pieces of work of one execution, done by the calling thread and its helpers. Which
 * thread does which piece is left open, so that results must not depend on it.
 */
final class ParallelTasks {
  private static final long WAIT_MILLIS = 20;

  private final Execution execution;
  private final int count;
  private final Task task;
  private int next;
  private int helpers;
  private boolean ended;
  private boolean interruptedWhileWaiting;
  private @Nullable Throwable failure;

  /** One piece of work. */
  interface Task {
    /**
     * Does a piece.
     *
     * @param index which: each from 0 is done once
     * @param worker the thread, from 0; two pieces with the same number never run together
     */
    void run(int index, int worker);
  }

  private ParallelTasks(Execution execution, int count, Task task) {
    this.execution = execution;
    this.count = count;
    this.task = task;
  }

  /** Threads that may work at the same time: worker numbers are below. */
  static int workers(Execution execution) {
    return execution.workers().parallelism();
  }

  /**
   * Does every piece; returns when all are done. Cancellation is checked before each piece; long
   * pieces check themselves.
   */
  static void run(Execution execution, int count, Task task) {
    ParallelTasks tasks = new ParallelTasks(execution, count, task);
    tasks.run();
  }

  private void run() {
    int threads = Math.min(count, workers(execution));
    for (int worker = 1; worker < threads; worker++) {
      int number = worker;
      try {
        execution.workers().executor().execute(() -> help(number));
      } catch (RejectedExecutionException closing) {
        // The workers are shutting down; this thread does it all.
        break;
      }
    }
    work(0);
    end();
    if (failure instanceof RuntimeException failed) {
      throw failed;
    }
    if (failure instanceof Error failed) {
      throw failed;
    }
  }

  private void help(int worker) {
    synchronized (this) {
      if (ended) {
        return;
      }
      helpers++;
    }
    try {
      work(worker);
    } finally {
      synchronized (this) {
        helpers--;
        notifyAll();
      }
    }
  }

  private void work(int worker) {
    try {
      for (int index = claim(); index >= 0; index = claim()) {
        execution.control().check();
        task.run(index, worker);
      }
    } catch (Throwable failed) {
      synchronized (this) {
        next = count;
        if (failure == null) {
          failure = failed;
        }
      }
    }
  }

  private synchronized int claim() {
    return next < count ? next++ : -1;
  }

  /** Waits until no helper works any more; one that has not begun never will. */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized void end() {
    ended = true;
    while (helpers > 0) {
      try {
        wait(WAIT_MILLIS);
      } catch (InterruptedException interrupted) {
        interruptedWhileWaiting = true;
      }
    }
    if (interruptedWhileWaiting) {
      Thread.currentThread().interrupt();
    }
  }
}
