package io.cairn.cli;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The statement that Ctrl-C cancels. The Java machine answers the signal by shutting down, so the
 * cancelling stands in a shutdown hook, which then gives the error line a moment to be printed.
 */
final class RunningStatement {
  private static final long PATIENCE_MILLIS = 2_000;

  private final CountDownLatch reported = new CountDownLatch(1);
  private volatile @Nullable Statement statement;

  /** Has the statement cancelled when the process is asked to end. */
  void cancelOnShutdown() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::cancel, "cairn-interrupt"));
  }

  void started(Statement running) {
    statement = running;
  }

  void ended() {
    statement = null;
  }

  /** Says that nothing is left to be printed. */
  void reported() {
    reported.countDown();
  }

  private void cancel() {
    Statement running = statement;
    if (running == null) {
      return;
    }
    try {
      running.cancel();
      reported.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (SQLException cancelFailed) {
      // the process ends anyway, and the statement with it
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
