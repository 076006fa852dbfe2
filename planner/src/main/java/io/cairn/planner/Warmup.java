package io.cairn.planner;

import io.cairn.planner.exec.WarmupStore;
import io.cairn.storage.Store;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Loads and compiles what first statements need before they come. Planning touches thousands of
 * classes, and loops are slow until the compiler has seen them, most of the time of a first
 * statement; a second processor can do both while a file is opened and until somebody asks
 * something. The first statement that is not its own ends it.
 */
public final class Warmup {
  private static final AtomicBoolean STARTED = new AtomicBoolean();

  private static final String STATEMENT = "SELECT count(*) FROM t WHERE a > 1 AND b = 'x'";

  /** Ends even if nobody asks for anything. */
  private static final long BUDGET_NANOS = 1_500_000_000L;

  private static final long MEMORY_BYTES = 64 << 20;

  /**
   * Planned one after the other: scans, groupings, joins of all kinds, subqueries, searches and
   * sorts.
   */
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT o_priority, count(*) FROM orders WHERE o_day >= DATE '1993-07-05'"
              + " AND EXISTS (SELECT * FROM item WHERE i_order = o_key AND i_due < i_day)"
              + " GROUP BY o_priority ORDER BY o_priority",
          "SELECT i_flag, i_status, sum(i_quantity), sum(i_price * (1 - i_discount)),"
              + " sum(i_price * (1 - i_discount) * (1 + i_discount)), avg(i_price), count(*)"
              + " FROM item WHERE i_day <= DATE '1997-01-05'"
              + " GROUP BY i_flag, i_status ORDER BY i_flag, i_status",
          "SELECT i_order, sum(i_price * (1 - i_discount)) AS revenue, o_day"
              + " FROM customer, orders, item WHERE c_segment = 'segment 1' AND c_key = o_customer"
              + " AND i_order = o_key AND o_day < DATE '1995-03-05'"
              + " AND i_day > DATE '1995-03-15' GROUP BY i_order, o_day"
              + " ORDER BY revenue DESC, o_day LIMIT 10",
          "SELECT n, count(*) AS k FROM (SELECT c_key, count(o_key) AS n FROM customer"
              + " LEFT JOIN orders ON c_key = o_customer"
              + " AND o_comment NOT LIKE '%special%requests%3' GROUP BY c_key) x"
              + " GROUP BY n ORDER BY k DESC, n DESC",
          "SELECT sum(i_price * i_discount) FROM item WHERE i_day >= DATE '1994-01-05'"
              + " AND i_day < DATE '1995-01-01' AND i_discount BETWEEN 0.05 AND 0.07"
              + " AND i_quantity < 24",
          "SELECT c_nation, EXTRACT(YEAR FROM o_day) AS y, sum(CASE WHEN i_flag = 'A'"
              + " THEN i_price * (1 - i_discount) ELSE 0 END) / sum(i_price)"
              + " FROM customer, orders, item WHERE c_key = o_customer AND i_order = o_key"
              + " AND o_day > DATE '1992-02-05' GROUP BY c_nation, EXTRACT(YEAR FROM o_day)"
              + " ORDER BY c_nation, y DESC",
          "SELECT c_name, o_key, o_day, sum(i_quantity) FROM customer, orders, item"
              + " WHERE o_key IN (SELECT i_order FROM item GROUP BY i_order"
              + " HAVING sum(i_quantity) > 153) AND c_key = o_customer AND o_key = i_order"
              + " GROUP BY c_name, c_key, o_key, o_day ORDER BY o_day, o_key LIMIT 100",
          "SELECT sum(i_price) / 7.0 FROM item a, customer WHERE i_part = c_key"
              + " AND c_segment = 'segment 3' AND i_quantity < (SELECT 0.5 * avg(i_quantity)"
              + " FROM item b WHERE b.i_part = a.i_part) AND c_nation < 7",
          "SELECT substring(c_phone FROM 1 FOR 2) AS code, count(*), sum(c_balance) FROM customer"
              + " WHERE substring(c_phone FROM 1 FOR 2) IN ('11', '13', '17') AND c_balance >"
              + " (SELECT avg(c_balance) FROM customer WHERE c_balance > 0.05) AND NOT EXISTS"
              + " (SELECT * FROM orders WHERE o_customer = c_key) GROUP BY"
              + " substring(c_phone FROM 1 FOR 2) ORDER BY code",
          "SELECT c_segment, count(DISTINCT i_part) AS k FROM item, orders, customer"
              + " WHERE i_order = o_key AND o_customer = c_key AND i_part NOT IN"
              + " (SELECT c_key FROM customer WHERE c_name LIKE '%r 13%') GROUP BY c_segment"
              + " ORDER BY k DESC");

  private static volatile boolean isPlanningOver;
  private static volatile boolean isRunningOver;
  private static volatile @Nullable Thread planning;

  private Warmup() {}

  /**
   * Plans statements on a daemon thread and runs others over made-up rows on a second one, until
   * somebody else plans or runs something, or for a second and a half; does nothing from the second
   * call on. Never fails.
   */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      long deadline = System.nanoTime() + BUDGET_NANOS;
      CompletableFuture<Store> store = new CompletableFuture<>();
      Thread runner = daemon("cairn-warmup", () -> run(store, deadline));
      runner.start();
      Thread planner = daemon("cairn-warmup-planning", () -> plan(store, deadline, runner));
      planning = planner;
      planner.start();
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Leaves planning to the caller, if that is a thread of somebody else. */
  static void giveWayToPlanning() {
    if (!isPlanningOver && Thread.currentThread() != planning) {
      isPlanningOver = true;
    }
  }

  /** Leaves the processors to the caller, who runs a statement. */
  static void giveWayToRunning() {
    isRunningOver = true;
  }

  private static void plan(CompletableFuture<Store> created, long deadline, Thread runner) {
    try {
      planOne();
      Store store = created.get();
      try (Engine engine =
              new Engine(
                  store,
                  new EngineOptions(
                      "warmup", 1, MEMORY_BYTES, Path.of(System.getProperty("java.io.tmpdir"))));
          Session session = engine.openSession()) {
        for (int i = 0; i < STATEMENTS.size() && !isPlanningOver; i++) {
          if (System.nanoTime() - deadline >= 0) {
            break;
          }
          session.prepare(STATEMENTS.get(i));
        }
        runner.join();
      }
    } catch (RuntimeException | Error | InterruptedException | ExecutionException e) {
      // What is wrong, the first real statement will tell; perhaps the driver is unloaded
      // meanwhile.
    } finally {
      isPlanningOver = true;
    }
  }

  private static void run(CompletableFuture<Store> created, long deadline) {
    try {
      Store store = WarmupStore.create();
      created.complete(store);
      io.cairn.planner.exec.Warmup.run(
          store, () -> isRunningOver || System.nanoTime() - deadline >= 0);
    } catch (RuntimeException | Error e) {
      created.completeExceptionally(e);
    } finally {
      isRunningOver = true;
    }
  }

  private static void planOne() {
    Schema schema =
        new Schema(
            List.of(
                Column.of("a", ColumnType.INT64, true), Column.of("b", ColumnType.VARCHAR, true)));
    MemorySource source =
        MemorySource.builder().table("/t", MemoryRelation.ofRows(schema, List.of())).build();
    try (Engine engine = new Engine(source, EngineOptions.defaults("warmup"));
        Session session = engine.openSession()) {
      session.prepare(STATEMENT);
    }
  }

  /** The statements over {@link WarmupStore}. */
  static List<String> statements() {
    return STATEMENTS;
  }
}
