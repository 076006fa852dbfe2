package io.cairn.planner;

import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what a first statement needs while somebody else opens the file. Planning touches thousands
 * of classes, most of the time of a first statement; a second processor can load them meanwhile.
 */
public final class Warmup {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final String STATEMENT = "SELECT count(*) FROM t WHERE a > 1 AND b = 'x'";

  private Warmup() {}

  /** Commands that end soon are not slowed down by loops that they will not run. */
  private static final long KERNELS_AFTER_MILLIS = 500;

  /**
   * Plans a statement on a daemon thread, and half a second later runs the loops of execution for a
   * moment, so that the compiler knows them; does nothing from the second call on. Never fails.
   */
  public static void startPlanning() {
    if (STARTED.compareAndSet(false, true)) {
      Thread thread = new Thread(Warmup::run, "cairn-warmup");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void run() {
    plan();
    try {
      Thread.sleep(KERNELS_AFTER_MILLIS);
      io.cairn.planner.exec.Warmup.run();
    } catch (InterruptedException | RuntimeException e) {
      // What is wrong, the first real statement will tell.
    }
  }

  private static void plan() {
    Schema schema =
        new Schema(
            List.of(
                Column.of("a", ColumnType.INT64, true), Column.of("b", ColumnType.VARCHAR, true)));
    MemorySource source =
        MemorySource.builder().table("/t", MemoryRelation.ofRows(schema, List.of())).build();
    try (Engine engine = new Engine(source, EngineOptions.defaults("warmup"));
        Session session = engine.openSession()) {
      session.prepare(STATEMENT);
    } catch (RuntimeException e) {
      // What is wrong with planning, the first real statement will tell.
    }
  }
}
