package io.cairn.planner.exec;

import io.cairn.storage.vector.Batch;
import org.jspecify.annotations.Nullable;

/** Delivers the rows of a fragment in the order of its splits. */
final class FragmentStep extends Step {
  private final Fragment fragment;
  private final FragmentWorker worker;
  private @Nullable FragmentRun run;
  private int nextSplit;
  private boolean inSplit;

  FragmentStep(Fragment fragment, boolean eager) {
    super(fragment.top());
    this.fragment = fragment;
    this.worker = new FragmentWorker(fragment, eager);
  }

  @Override
  void open(Execution next) {
    FragmentRun opened = new FragmentRun(fragment, next);
    run = opened;
    worker.open(opened, next.clock());
    nextSplit = 0;
    inSplit = false;
  }

  @Override
  @Nullable Batch next() {
    FragmentRun running = java.util.Objects.requireNonNull(run);
    while (true) {
      if (inSplit) {
        Batch batch = worker.next();
        if (batch != null) {
          return batch;
        }
        inSplit = false;
      }
      if (nextSplit >= running.splits().size()) {
        return null;
      }
      worker.begin(nextSplit++);
      inSplit = true;
    }
  }

  @Override
  void close() {
    worker.close();
    run = null;
  }
}
