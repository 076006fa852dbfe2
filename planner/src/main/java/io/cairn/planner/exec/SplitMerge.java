package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.storage.vector.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a fragment for an operator that collects rows: threads take splits, collect each into a part
 * of its own, and the parts are merged in the order of the splits, whoever made them. So results do
 * not depend on the number of threads. The thread that opened the plan works too.
 *
 * @param <P> what is collected from one split
 */
final class SplitMerge<P> {
  /** An operator that collects rows. Parts are used by one thread at a time. */
  interface Collector<P> {
    P newPart();

    /** Takes the selected rows of a batch into a part. */
    void accept(P part, Batch batch);

    /** The part has the whole of its split; called by the thread that filled it. */
    default void finish(P part) {}

    /** Takes over a part in the order of the splits and leaves it empty. */
    void merge(P part);

    /** The part will not be used any more. */
    void drop(P part);
  }

  /** Splits that may be ahead of the oldest one that is not merged, for each thread. */
  private static final int WINDOW = 4;

  /** Inputs of fewer rows are not worth a second thread. */
  static final long SMALL_ROWS = 1 << 16;

  private static final long WAIT_MILLIS = 20;

  private final Fragment fragment;
  private final FragmentInputs inputs;
  private final Collector<P> collector;
  private final List<FragmentWorker> workers = new ArrayList<>();
  private @Nullable Run run;

  SplitMerge(Fragment fragment, Collector<P> collector) {
    this.fragment = fragment;
    this.inputs = new FragmentInputs(fragment);
    this.collector = collector;
    workers.add(new FragmentWorker(fragment, false));
  }

  /** The number of rows, if that is known without reading any; else -1. */
  long countRows(Execution execution) {
    if (!fragment.keepsAllRows()) {
      return -1;
    }
    FragmentRun opened = inputs.open(execution);
    if (opened.leftover() != null) {
      return -1;
    }
    long rows = opened.rowCount();
    Profile.Entry entry = execution.entry(fragment.source());
    if (entry != null) {
      entry.addRows(rows);
    }
    return rows;
  }

  /** As {@link Step#restrict}, for the columns of the fragment. */
  void restrict(Execution next, int column, JoinFilter filter) {
    inputs.restrict(next, column, filter);
  }

  /** Collects everything; returns when the last part is merged. */
  void run(Execution execution) {
    FragmentRun opened = inputs.open(execution);
    Run running = new Run(opened);
    run = running;
    int threads =
        opened.isWorthSharing()
            ? Math.min(opened.splitCount(), execution.workers().parallelism())
            : Math.min(opened.splitCount(), 1);
    while (workers.size() < threads) {
      workers.add(new FragmentWorker(fragment, false));
    }
    for (int i = 1; i < threads; i++) {
      running.startHelper(workers.get(i));
    }
    try {
      running.work(workers.get(0), execution.clock());
      running.awaitMerged();
    } catch (Throwable failed) {
      running.fail(failed);
    }
    running.end();
    run = null;
    inputs.close();
    running.rethrow();
  }

  /** Stops what still runs. */
  void close() {
    Run running = run;
    if (running != null) {
      running.opened.stop();
      running.end();
      run = null;
    }
    inputs.close();
  }

  /** One execution. The monitor guards everything that threads share. */
  private final class Run {
    final FragmentRun opened;
    private final int count;
    private final Map<Integer, P> parked = new HashMap<>();
    private final Deque<P> free = new ArrayDeque<>();
    private int nextSplit;
    private int merged;
    private boolean merging;
    private int helpers;
    private boolean ended;
    private @Nullable Throwable failure;
    private boolean interruptedWhileWaiting;

    Run(FragmentRun opened) {
      this.opened = opened;
      this.count = opened.splitCount();
    }

    void startHelper(FragmentWorker worker) {
      try {
        opened.execution().workers().executor().execute(() -> help(worker));
      } catch (RejectedExecutionException closing) {
        // The workers are shutting down; this thread does it all.
      }
    }

    private void help(FragmentWorker worker) {
      synchronized (this) {
        if (ended) {
          return;
        }
        helpers++;
      }
      try {
        work(worker, opened.execution().newClock());
      } catch (Throwable failed) {
        fail(failed);
      } finally {
        synchronized (this) {
          helpers--;
          notifyAll();
        }
      }
    }

    /** Takes splits until none is left. */
    void work(FragmentWorker worker, @Nullable ProfileClock clock) {
      worker.open(opened, clock);
      try {
        for (int split = claim(); split >= 0; split = claim()) {
          P part = part();
          worker.begin(split);
          for (Batch batch = worker.next(); batch != null; batch = worker.next()) {
            collector.accept(part, batch);
          }
          collector.finish(part);
          deliver(split, part);
        }
      } finally {
        worker.close();
      }
    }

    private synchronized int claim() {
      while (nextSplit < count
          && (nextSplit - merged > WINDOW * workers.size()
              || merged < opened.splitsBefore(nextSplit))
          && !opened.isStopped()) {
        pause();
      }
      opened.check();
      return nextSplit < count ? nextSplit++ : -1;
    }

    private P part() {
      synchronized (this) {
        P part = free.poll();
        if (part != null) {
          return part;
        }
      }
      return collector.newPart();
    }

    private void deliver(int split, P part) {
      synchronized (this) {
        parked.put(split, part);
        if (merging) {
          return;
        }
        merging = true;
      }
      boolean done = false;
      try {
        while (true) {
          P next;
          synchronized (this) {
            next = parked.remove(merged);
            if (next == null) {
              merging = false;
              done = true;
              notifyAll();
              return;
            }
          }
          opened.check();
          collector.merge(next);
          synchronized (this) {
            merged++;
            free.add(next);
            notifyAll();
          }
        }
      } finally {
        if (!done) {
          opened.stop();
        }
      }
    }

    synchronized void awaitMerged() {
      while (merged < count && failure == null) {
        pause();
        opened.check();
      }
    }

    void fail(Throwable failed) {
      opened.stop();
      synchronized (this) {
        // The first failure tells most; those of stopped threads tell nothing.
        if (!(failed instanceof FragmentRun.Stopped) && failure == null) {
          failure = failed;
        }
        notifyAll();
      }
    }

    /** Waits until no helper works any more; then nobody touches the workers. */
    synchronized void end() {
      ended = true;
      while (helpers > 0) {
        pause();
      }
      free.forEach(collector::drop);
      parked.values().forEach(collector::drop);
      free.clear();
      parked.clear();
      if (interruptedWhileWaiting) {
        Thread.currentThread().interrupt();
      }
    }

    synchronized void rethrow() {
      if (failure instanceof RuntimeException failed) {
        throw failed;
      }
      if (failure instanceof Error failed) {
        throw failed;
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
}
