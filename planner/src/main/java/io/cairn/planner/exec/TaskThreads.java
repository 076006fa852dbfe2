package io.cairn.planner.exec;

import io.cairn.planner.exec.sort.Parallel;

/** The threads of an execution, for sorting. */
record TaskThreads(Execution execution) implements Parallel {
  @Override
  public int threads() {
    return ParallelTasks.workers(execution);
  }

  @Override
  public void run(int count, Task task) {
    ParallelTasks.run(execution, count, (index, worker) -> task.run(index));
  }
}
