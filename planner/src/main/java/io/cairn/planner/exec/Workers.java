package io.cairn.planner.exec;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that help executions of one database; daemon threads, started when first needed,
 * ended when idle. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private static final long IDLE_SECONDS = 10;

  private final int parallelism;
  private final ThreadPoolExecutor executor;

  /** {@code parallelism} counts the calling thread too: 1 runs everything on it. */
  public Workers(int parallelism) {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism = " + parallelism + ", expected 1 or more");
    }
    this.parallelism = parallelism;
    this.executor =
        new ThreadPoolExecutor(
            parallelism,
            parallelism,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "cairn-worker");
              thread.setDaemon(true);
              return thread;
            });
    executor.allowCoreThreadTimeOut(true);
  }

  /** Threads that may work on one execution at the same time. */
  public int parallelism() {
    return parallelism;
  }

  ExecutorService executor() {
    return executor;
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
