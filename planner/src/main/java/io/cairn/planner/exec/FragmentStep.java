package io.cairn.planner.exec;

import io.cairn.planner.exec.join.JoinFilter;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Delivers the rows of a fragment in the order of its splits. The calling thread streams a split
 * that nobody has taken, without a copy; helpers read some splits ahead once it is clear that much
 * will be read.
 */
final class FragmentStep extends Step {
  /** Batches that the caller takes by itself before it asks for help. */
  private static final int ALONE_BATCHES = 4;

  private final Fragment fragment;
  private final FragmentInputs inputs;
  private final boolean eager;
  private final List<Lane> lanes;
  private final Deque<FragmentWorker> idle = new ArrayDeque<>();
  private long expected = Long.MAX_VALUE;
  private @Nullable FragmentRun run;
  private @Nullable ReadAhead ahead;
  private @Nullable FragmentWorker streaming;
  private int current;
  private int batches;

  FragmentStep(Fragment fragment, boolean eager) {
    super(fragment.top());
    this.fragment = fragment;
    this.inputs = new FragmentInputs(fragment);
    this.eager = eager;
    this.lanes = fragment.top().columns().stream().map(OutputColumn::lane).toList();
    idle.add(new FragmentWorker(fragment, eager));
  }

  @Override
  boolean countsItself() {
    return true;
  }

  @Override
  void expectAtMost(long rows) {
    expected = rows;
  }

  @Override
  void restrict(Execution next, int column, JoinFilter filter) {
    inputs.restrict(next, column, filter);
  }

  @Override
  void open(Execution next) {
    current = 0;
    batches = 0;
    if (fragment.isPlain()) {
      begin();
    }
  }

  /** Collects what the fragment takes in, which may take long: not before rows are asked for. */
  private FragmentRun begin() {
    FragmentRun opened = inputs.open(execution());
    run = opened;
    boolean worthwhile =
        execution().workers().parallelism() > 1
            && expected >= SplitMerge.SMALL_ROWS
            && opened.isWorthSharing();
    ahead = worthwhile ? new ReadAhead(opened, lanes, this::worker, this::release) : null;
    expected = Long.MAX_VALUE;
    return opened;
  }

  @Override
  @Nullable Batch next() {
    FragmentRun running = run == null ? begin() : run;
    while (true) {
      FragmentWorker worker = streaming;
      if (worker != null) {
        Batch batch = worker.next();
        if (batch != null) {
          if (ahead != null && ++batches == ALONE_BATCHES) {
            ahead.start(current);
          }
          return batch;
        }
        streaming = null;
        current++;
        release(worker);
        if (ahead != null) {
          ahead.start(current);
        }
      }
      if (current >= running.splitCount()) {
        return null;
      }
      ReadAhead.Output output = ahead == null ? null : ahead.output(current);
      if (output == null) {
        streaming = stream(current);
        continue;
      }
      Batch batch = java.util.Objects.requireNonNull(ahead).take(output, current);
      if (batch != null) {
        return batch;
      }
      streaming = output.suspended();
      if (streaming != null) {
        streaming.handOver(execution().clock());
      } else {
        current++;
      }
    }
  }

  private FragmentWorker stream(int split) {
    FragmentWorker worker = worker();
    worker.handOver(execution().clock());
    worker.begin(split);
    return worker;
  }

  /** A worker of this execution that nobody uses. */
  private FragmentWorker worker() {
    FragmentWorker worker;
    synchronized (idle) {
      worker = idle.poll();
    }
    if (worker == null) {
      worker = new FragmentWorker(fragment, eager);
    }
    worker.open(java.util.Objects.requireNonNull(run), null);
    return worker;
  }

  private void release(FragmentWorker worker) {
    worker.close();
    synchronized (idle) {
      idle.add(worker);
    }
  }

  @Override
  void close() {
    FragmentRun running = run;
    if (running != null) {
      running.stop();
    }
    ReadAhead helpers = ahead;
    ahead = null;
    try {
      if (helpers != null) {
        helpers.close();
      }
    } finally {
      FragmentWorker worker = streaming;
      streaming = null;
      if (worker != null) {
        release(worker);
      }
      run = null;
      inputs.close();
    }
  }
}
