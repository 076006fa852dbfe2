package io.cairn.planner;

import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.Store;
import io.cairn.storage.memory.MemoryRelation;
import io.cairn.storage.memory.MemorySource;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Schema;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
   * Run again and again, each time with another constant: scans, groupings, joins of all kinds,
   * subqueries, searches and sorts.
   */
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT i_flag, i_status, sum(i_quantity), sum(i_price * (1 - i_discount)),"
              + " sum(i_price * (1 - i_discount) * (1 + i_discount)), avg(i_price), count(*)"
              + " FROM item WHERE i_day <= DATE '1997-01-%02d'"
              + " GROUP BY i_flag, i_status ORDER BY i_flag, i_status",
          "SELECT i_order, sum(i_price * (1 - i_discount)) AS revenue, o_day"
              + " FROM customer, orders, item WHERE c_segment = 'segment 1' AND c_key = o_customer"
              + " AND i_order = o_key AND o_day < DATE '1995-03-%02d'"
              + " AND i_day > DATE '1995-03-15' GROUP BY i_order, o_day"
              + " ORDER BY revenue DESC, o_day LIMIT 10",
          "SELECT o_priority, count(*) FROM orders WHERE o_day >= DATE '1993-07-%02d'"
              + " AND EXISTS (SELECT * FROM item WHERE i_order = o_key AND i_due < i_day)"
              + " GROUP BY o_priority ORDER BY o_priority",
          "SELECT n, count(*) AS k FROM (SELECT c_key, count(o_key) AS n FROM customer"
              + " LEFT JOIN orders ON c_key = o_customer"
              + " AND o_comment NOT LIKE '%%special%%requests%%%d' GROUP BY c_key) x"
              + " GROUP BY n ORDER BY k DESC, n DESC",
          "SELECT sum(i_price * i_discount) FROM item WHERE i_day >= DATE '1994-01-%02d'"
              + " AND i_day < DATE '1995-01-01' AND i_discount BETWEEN 0.05 AND 0.07"
              + " AND i_quantity < 24",
          "SELECT c_nation, EXTRACT(YEAR FROM o_day) AS y, sum(CASE WHEN i_flag = 'A'"
              + " THEN i_price * (1 - i_discount) ELSE 0 END) / sum(i_price)"
              + " FROM customer, orders, item WHERE c_key = o_customer AND i_order = o_key"
              + " AND o_day > DATE '1992-02-%02d' GROUP BY c_nation, EXTRACT(YEAR FROM o_day)"
              + " ORDER BY c_nation, y DESC",
          "SELECT c_name, o_key, o_day, sum(i_quantity) FROM customer, orders, item"
              + " WHERE o_key IN (SELECT i_order FROM item GROUP BY i_order"
              + " HAVING sum(i_quantity) > 15%d) AND c_key = o_customer AND o_key = i_order"
              + " GROUP BY c_name, c_key, o_key, o_day ORDER BY o_day, o_key LIMIT 100",
          "SELECT sum(i_price) / 7.0 FROM item a, customer WHERE i_part = c_key"
              + " AND c_segment = 'segment 3' AND i_quantity < (SELECT 0.5 * avg(i_quantity)"
              + " FROM item b WHERE b.i_part = a.i_part) AND c_nation < %d",
          "SELECT substring(c_phone FROM 1 FOR 2) AS code, count(*), sum(c_balance) FROM customer"
              + " WHERE substring(c_phone FROM 1 FOR 2) IN ('11', '13', '17') AND c_balance >"
              + " (SELECT avg(c_balance) FROM customer WHERE c_balance > 0.%02d) AND NOT EXISTS"
              + " (SELECT * FROM orders WHERE o_customer = c_key) GROUP BY"
              + " substring(c_phone FROM 1 FOR 2) ORDER BY code",
          "SELECT c_segment, count(DISTINCT i_part) AS k FROM item, orders, customer"
              + " WHERE i_order = o_key AND o_customer = c_key AND i_part NOT IN"
              + " (SELECT c_key FROM customer WHERE c_name LIKE '%%r 1%d%%') GROUP BY c_segment"
              + " ORDER BY k DESC");

  private static volatile boolean isOver;
  private static volatile @Nullable Thread thread;
  private static volatile @Nullable QueryControl current;

  private Warmup() {}

  /**
   * Plans a statement on a daemon thread, then plans and runs others over made-up rows until
   * somebody else plans something, or for a second and a half; does nothing from the second call
   * on. Never fails.
   */
  public static void start() {
    if (STARTED.compareAndSet(false, true)) {
      Thread started = new Thread(Warmup::run, "cairn-warmup");
      started.setDaemon(true);
      thread = started;
      started.start();
    }
  }

  /** Ends it, if a thread of somebody else calls. */
  static void giveWay() {
    if (!isOver && Thread.currentThread() != thread) {
      isOver = true;
      QueryControl running = current;
      if (running != null) {
        running.cancel();
      }
    }
  }

  private static void run() {
    long deadline = System.nanoTime() + BUDGET_NANOS;
    try {
      planOne();
      if (!isOver) {
        runAll(deadline);
      }
      if (!isOver) {
        io.cairn.planner.exec.Warmup.run(() -> isOver);
      }
    } catch (RuntimeException | Error e) {
      // What is wrong, the first real statement will tell; perhaps the driver is unloaded
      // meanwhile.
    } finally {
      isOver = true;
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

  private static void runAll(long deadline) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    Store store = WarmupStore.create();
    try (Engine engine =
            new Engine(store, new EngineOptions("warmup", 1, MEMORY_BYTES, temporary));
        Session session = engine.openSession()) {
      for (int round = 1; ; round++) {
        for (String statement : statements(round)) {
          if (isOver || System.nanoTime() - deadline >= 0) {
            return;
          }
          runOne(session, statement);
        }
      }
    }
  }

  /** The statements over {@link WarmupStore} with the constants of a round, from 1. */
  static List<String> statements(int round) {
    return STATEMENTS.stream()
        .map(statement -> String.format(Locale.ROOT, statement, 1 + round % 9))
        .toList();
  }

  private static void runOne(Session session, String sql) {
    QueryControl control = new QueryControl();
    current = control;
    try (BatchCursor cursor =
        session.execute(session.prepare(sql), new @Nullable Object[0], control).cursor()) {
      while (cursor != null && !isOver && cursor.next() != null) {
        control.check();
      }
    } finally {
      current = null;
    }
  }
}
