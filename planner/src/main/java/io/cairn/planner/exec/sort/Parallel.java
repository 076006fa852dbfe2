package io.cairn.planner.exec.sort;

/** Runs independent pieces of work, on several threads or one after another. */
public interface Parallel {
  /** One thread. */
  Parallel NONE =
      new Parallel() {
        @Override
        public int threads() {
          return 1;
        }

        @Override
        public void run(int count, Task task) {
          for (int i = 0; i < count; i++) {
            task.run(i);
          }
        }
      };

  /** A piece of work. */
  interface Task {
    void run(int index);
  }

  /** Threads that may work at the same time. */
  int threads();

  /** Does the pieces from 0 to {@code count - 1}; returns when all are done. */
  void run(int count, Task task);
}
