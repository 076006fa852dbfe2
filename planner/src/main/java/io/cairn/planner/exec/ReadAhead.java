package io.cairn.planner.exec;

import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Helpers that run splits ahead of the consumer and keep the surviving rows in batches of their
 * own. They never wait for the consumer: when enough is kept, a helper leaves its split half done
 * for the consumer to finish, and its thread is free for others. The monitor guards everything; the
 * consumer is one thread.
 */
final class ReadAhead {
  /** Splits ahead of the consumer, for each thread. */
  private static final int WINDOW = 4;

  private static final long MAX_BYTES = 32 << 20;
  private static final int LIMIT_SHARE = 16;
  private static final long WAIT_MILLIS = 20;

  private final FragmentRun run;
  private final List<Lane> lanes;
  private final Supplier<FragmentWorker> workers;
  private final int maxHelpers;
  private final long maxBytes;
  private final Map<Integer, Output> outputs = new HashMap<>();
  private final Consumer<FragmentWorker> release;
  private int nextSplit;
  private int consumed;
  private int helpers;
  private int waiting;
  private long bytes;
  private boolean interruptedWhileWaiting;

  /** What helpers have of one split. */
  static final class Output {
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Deque<Long> sizes = new ArrayDeque<>();
    private boolean done;
    private @Nullable FragmentWorker suspended;
    private @Nullable Throwable failure;

    /** The worker that goes on with the split, once every batch is taken; null at its end. */
    @Nullable FragmentWorker suspended() {
      return suspended;
    }
  }

  /**
   * @param workers gives open workers that nobody uses; asked on any thread
   * @param release takes them back, on any thread
   */
  ReadAhead(
      FragmentRun run,
      List<Lane> lanes,
      Supplier<FragmentWorker> workers,
      Consumer<FragmentWorker> release) {
    this.run = run;
    this.lanes = lanes;
    this.workers = workers;
    this.release = release;
    this.maxHelpers = run.execution().workers().parallelism() - 1;
    this.maxBytes = Math.min(MAX_BYTES, run.execution().memory().limitBytes() / LIMIT_SHARE);
  }

  /** Starts helpers, as many as there is work for; the consumer is at this split. */
  synchronized void start(int consumer) {
    consumed = consumer;
    nextSplit = Math.max(nextSplit, consumer);
    while (helpers + waiting < maxHelpers && mayClaim()) {
      waiting++;
      try {
        run.execution().workers().executor().execute(this::help);
      } catch (RejectedExecutionException closing) {
        // The workers are shutting down; the consumer does it all.
        waiting--;
        return;
      }
    }
  }

  private boolean mayClaim() {
    return !run.isStopped()
        && nextSplit < run.splitCount()
        // Rows without a match are known when all others are read.
        && run.splitsBefore(nextSplit) == 0
        && nextSplit - consumed < WINDOW * (maxHelpers + 1)
        && bytes < maxBytes;
  }

  /** What helpers have of the consumer's split, or null: then it is the consumer's alone. */
  synchronized @Nullable Output output(int split) {
    Output output = outputs.get(split);
    if (output == null) {
      nextSplit = Math.max(nextSplit, split + 1);
    }
    return output;
  }

  /** The next batch of a split; null if there is none, or {@link Output#suspended} goes on. */
  @Nullable Batch take(Output output, int split) {
    synchronized (this) {
      while (output.batches.isEmpty() && !output.done && output.suspended == null) {
        pause();
        run.check();
      }
      Batch batch = output.batches.poll();
      if (batch != null) {
        bytes -= output.sizes.remove();
      } else {
        outputs.remove(split);
        if (output.failure instanceof RuntimeException failed) {
          throw failed;
        }
        if (output.failure instanceof Error failed) {
          throw failed;
        }
      }
      start(split);
      return batch;
    }
  }

  private void help() {
    synchronized (this) {
      waiting--;
      helpers++;
    }
    try {
      while (true) {
        int split;
        Output output = new Output();
        synchronized (this) {
          if (!mayClaim()) {
            return;
          }
          split = nextSplit++;
          outputs.put(split, output);
        }
        run(split, output);
      }
    } finally {
      synchronized (this) {
        helpers--;
        notifyAll();
      }
    }
  }

  private void run(int split, Output output) {
    FragmentWorker worker = null;
    boolean suspend = false;
    Throwable failure = null;
    try {
      worker = workers.get();
      worker.handOver(run.execution().newClock());
      worker.begin(split);
      RowBuffer rows = new RowBuffer(lanes);
      for (Batch batch = worker.next(); batch != null; batch = worker.next()) {
        rows.append(batch);
        long size = rows.bytes();
        List<Batch> full = rows.takeFull();
        if (!full.isEmpty() && publish(output, full, size)) {
          suspend = true;
          break;
        }
      }
      long size = rows.bytes();
      publish(output, rows.batches(), size);
    } catch (Throwable failed) {
      failure = failed;
      suspend = false;
    }
    if (!suspend && worker != null) {
      release.accept(worker);
    }
    synchronized (this) {
      output.failure = failure;
      output.done = !suspend;
      output.suspended = suspend ? worker : null;
      notifyAll();
    }
  }

  /** Hands batches over; whether the helper should stop reading. */
  private synchronized boolean publish(Output output, List<Batch> batches, long size) {
    for (Batch batch : batches) {
      output.batches.add(batch);
      output.sizes.add(size / batches.size());
      bytes += size / batches.size();
    }
    notifyAll();
    return bytes >= maxBytes;
  }

  /** Ends it: nobody works any more when this returns. */
  void close() {
    List<Output> rest;
    synchronized (this) {
      while (helpers > 0) {
        pause();
      }
      rest = List.copyOf(outputs.values());
      outputs.clear();
      if (interruptedWhileWaiting) {
        Thread.currentThread().interrupt();
      }
    }
    for (Output output : rest) {
      if (output.suspended != null) {
        release.accept(output.suspended);
      }
    }
  }

  /** Waits for a change, but never long: callers ask again, and an interrupt is kept for them. */
  @SuppressWarnings("WaitNotInLoop")
  private void pause() {
    try {
      wait(WAIT_MILLIS);
    } catch (InterruptedException interrupted) {
      interruptedWhileWaiting = true;
    }
  }
}
