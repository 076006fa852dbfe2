package io.cairn.planner;

import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Loads what a first statement needs while somebody else opens the file. Planning touches thousands
 * of classes, most of the time of a first statement; a second processor can load them meanwhile.
 */
public final class Warmup {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final String STATEMENT = "SELECT count(*) FROM t WHERE a > 1 AND b = 'x'";

  /** Planned again and again behind the first connection, each time with another constant. */
  private static final List<String> SHAPES =
      List.of(
          "SELECT a, b FROM t WHERE a BETWEEN 1 AND %d",
          "SELECT b, count(*), avg(a) FROM t WHERE a < %d GROUP BY b",
          "SELECT a FROM t WHERE (a > %d OR b = 'x') AND a + 1 < 7 ORDER BY a LIMIT 10");

  private static final int ROUNDS = 20;

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
    plan(0);
    try {
      Thread.sleep(KERNELS_AFTER_MILLIS);
      io.cairn.planner.exec.Warmup.run();
      plan(ROUNDS);
    } catch (InterruptedException | RuntimeException e) {
      // What is wrong, the first real statement will tell.
    }
  }

  /** Plans one statement, then so many rounds of the shapes. */
  private static void plan(int rounds) {
    Schema schema =
        new Schema(
            List.of(
                Column.of("a", ColumnType.INT64, true), Column.of("b", ColumnType.VARCHAR, true)));
    MemorySource source =
        MemorySource.builder().table("/t", MemoryRelation.ofRows(schema, List.of())).build();
    try (Engine engine = new Engine(source, EngineOptions.defaults("warmup"));
        Session session = engine.openSession()) {
      session.prepare(STATEMENT);
      for (int round = 0; round < rounds; round++) {
        for (String shape : SHAPES) {
          session.prepare(String.format(Locale.ROOT, shape, round));
        }
      }
    } catch (RuntimeException e) {
      // What is wrong with planning, the first real statement will tell.
    }
  }
}
