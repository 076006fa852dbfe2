package io.cairn.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Source;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.error.StorageException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionTransactionTest {
  private final StoreDatabase database = new StoreDatabase();
  private final Session first = database.session();
  private final Session second = database.engine().openSession();

  @AfterEach
  void close() {
    second.close();
    database.close();
  }

  private static long count(Session session) {
    return Long.parseLong(StoreDatabase.rows(session, "SELECT count(*) FROM t").get(0));
  }

  @Test
  void showsItsOwnChangesAndNobodyElseTheirs() {
    database.run("CREATE TABLE t (a INTEGER)");
    first.begin();
    second.begin();
    StoreDatabase.run(first, "INSERT INTO t VALUES (1)");
    assertThat(count(first)).isEqualTo(1);
    assertThat(count(second)).isZero();
    first.commit();
    assertThat(count(second)).as("the snapshot of its first statement").isZero();
    second.commit();
    assertThat(count(second)).isEqualTo(1);
  }

  @Test
  void dropsEverythingOnRollback() {
    database.run("CREATE TABLE t (a INTEGER)");
    StoreDatabase.run(first, "BEGIN");
    StoreDatabase.run(first, "INSERT INTO t VALUES (1)");
    StoreDatabase.run(first, "CREATE TABLE u (a INTEGER)");
    StoreDatabase.run(first, "DROP TABLE t");
    assertThat(StoreDatabase.error(first, "SELECT * FROM t")).startsWith("42P01");
    assertThat(StoreDatabase.rows(first, "SELECT * FROM u")).isEmpty();
    StoreDatabase.run(first, "ROLLBACK");
    assertThat(first.inTransaction()).isFalse();
    assertThat(count(first)).isZero();
    assertThat(StoreDatabase.error(first, "SELECT * FROM u")).startsWith("42P01");
  }

  @Test
  void undoesAFailedStatementAloneAndGoesOn() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY)");
    first.begin();
    StoreDatabase.run(first, "INSERT INTO t VALUES (1)");
    assertThat(StoreDatabase.error(first, "INSERT INTO t VALUES (2), (1)"))
        .startsWith("DUPLICATE_KEY");
    assertThat(StoreDatabase.error(first, "INSERT INTO t SELECT value FROM nope")).startsWith("42");
    StoreDatabase.run(first, "INSERT INTO t VALUES (2)");
    first.commit();
    assertThat(StoreDatabase.rows(second, "SELECT a FROM t ORDER BY a")).containsExactly("1", "2");
  }

  @Test
  void endsWithTheConflictThatACommitMeets() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY)");
    first.begin();
    StoreDatabase.run(first, "INSERT INTO t VALUES (1)");
    StoreDatabase.run(second, "INSERT INTO t VALUES (1)");
    assertThatThrownBy(first::commit)
        .isInstanceOfSatisfying(
            StorageException.class,
            e -> assertThat(e.kind()).isEqualTo(StorageException.Kind.CONFLICT));
    assertThat(first.inTransaction()).isFalse();
    StoreDatabase.run(first, "INSERT INTO t VALUES (2)");
    assertThat(count(second)).isEqualTo(2);
  }

  @Test
  void keepsCursorsOverTheEndOfTheirTransaction() {
    database.script(
        "CREATE TABLE t (a BIGINT)",
        "INSERT INTO t SELECT value FROM TABLE(generate_series(1, 10000))");
    first.begin();
    StoreDatabase.run(first, "INSERT INTO t VALUES (10001)");
    PreparedQuery query = first.prepare("SELECT a FROM t");
    BatchCursor cursor =
        Objects.requireNonNull(first.execute(query, new Object[0], new QueryControl()).cursor());
    try (cursor) {
      first.commit();
      StoreDatabase.run(second, "DROP TABLE t");
      assertThat(StoreDatabase.rows(query, cursor)).hasSize(10_001).contains("10001");
    }
  }

  @Test
  void plansAgainOnlyWhenTheCatalogChanged() {
    database.run("CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR(3))");
    PreparedQuery insert = first.prepare("INSERT INTO t VALUES (?, 'x')");
    PreparedQuery query = first.prepare("SELECT count(*) AS n FROM t");
    for (long i = 0; i < 1_000; i++) {
      first.execute(insert, new Object[] {i}, new QueryControl());
      assertThat(first.prepare(insert.sql())).isSameAs(insert);
    }
    assertThat(first.prepare(query.sql())).isSameAs(query);
    assertThat(StoreDatabase.rows(first, query)).containsExactly("1000");
    StoreDatabase.run(second, "CREATE TABLE u (a INTEGER)");
    assertThat(first.prepare(query.sql())).isNotSameAs(query);
    assertThat(StoreDatabase.rows(first, query)).containsExactly("1000");
  }

  @Test
  void readsRowsThatOutgrowWhatAPlanWasMadeFor() {
    database.run("CREATE TABLE t (a BIGINT NOT NULL, b VARCHAR)");
    database.run("INSERT INTO t SELECT value, 'x' FROM TABLE(generate_series(1, 200000))");
    PreparedQuery query =
        first.prepare("SELECT sum(a), max(a), min(b), count(b) FROM t WHERE a > 5");
    assertThat(StoreDatabase.rows(first, query)).containsExactly("20000099985|200000|x|199995");
    database.run(
        "INSERT INTO t SELECT value * 1000000000000, NULL FROM TABLE(generate_series(1, 200000))");
    assertThat(first.prepare(query.sql())).isSameAs(query);
    assertThat(StoreDatabase.rows(first, query))
        .containsExactly("20000100000020000099985|200000000000000000|x|199995");
  }

  @Test
  void stopsAnInsertThatIsCancelledAndKeepsNothingOfIt() {
    database.run("CREATE TABLE t (a BIGINT)");
    PreparedQuery insert =
        first.prepare("INSERT INTO t SELECT value FROM TABLE(generate_series(1, 100000000000))");
    QueryControl control = new QueryControl(200);
    assertThatThrownBy(() -> first.execute(insert, new Object[0], control))
        .isInstanceOfSatisfying(
            QueryException.class, e -> assertThat(e.code().sqlState()).isEqualTo("57014"));
    assertThat(count(first)).isZero();
  }

  @Test
  void followsATableThatWasMadeAgain() {
    database.script("CREATE TABLE t (a INTEGER, b VARCHAR(3))", "INSERT INTO t VALUES (1, 'x')");
    PreparedQuery insert = first.prepare("INSERT INTO t (b, a) VALUES ('y', ?)");
    PreparedQuery query = first.prepare("SELECT a FROM t");
    StoreDatabase.run(second, "DROP TABLE t");
    assertThat(StoreDatabase.error(first, query.sql())).startsWith("42P01");
    assertThatThrownBy(() -> first.execute(insert, new Object[] {1L}, new QueryControl()))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("Table 't' not found");
    StoreDatabase.run(second, "CREATE TABLE t (z DOUBLE, b VARCHAR(3), a INTEGER)");
    first.execute(insert, new Object[] {7L}, new QueryControl());
    assertThat(StoreDatabase.rows(first, query)).containsExactly("7");
    StoreDatabase.run(second, "DROP TABLE t");
    StoreDatabase.run(second, "CREATE TABLE t (a VARCHAR)");
    assertThatThrownBy(() -> first.execute(query, new Object[0], new QueryControl()))
        .isInstanceOf(QueryException.class)
        .hasMessageContaining("prepare it again");
  }

  @Test
  void plansForTheCatalogOfItsOwnTransaction() {
    database.run("CREATE TABLE t (a INTEGER)");
    first.begin();
    second.begin();
    StoreDatabase.run(first, "CREATE TABLE x (a INTEGER)");
    StoreDatabase.run(second, "CREATE TABLE x (b VARCHAR)");
    StoreDatabase.run(first, "INSERT INTO x VALUES (1)");
    StoreDatabase.run(second, "INSERT INTO x VALUES ('one')");
    assertThat(StoreDatabase.rows(first, "SELECT * FROM x")).containsExactly("1");
    assertThat(StoreDatabase.rows(second, "SELECT * FROM x")).containsExactly("one");
    first.commit();
    assertThat(StoreDatabase.rows(second, "SELECT * FROM x")).containsExactly("one");
    assertThatThrownBy(second::commit).isInstanceOf(StorageException.class);
    assertThat(StoreDatabase.rows(second, "SELECT * FROM x")).containsExactly("1");
  }

  /** A store where something happens right before the first commit. */
  private static final class InterruptedStore implements Source {
    private final Store store = Store.memory(StoreOptions.defaults());
    private Runnable interruption = () -> {};

    @Override
    public String format() {
      return store.format();
    }

    @Override
    public String location() {
      return store.location();
    }

    @Override
    public boolean isReadOnly() {
      return store.isReadOnly();
    }

    @Override
    public Snapshot snapshot() {
      return store.snapshot();
    }

    @Override
    public Transaction begin() {
      return new InterruptedTransaction(this, store.begin());
    }

    @Override
    public void close() {
      store.close();
    }
  }

  private record InterruptedTransaction(InterruptedStore source, Transaction inner)
      implements Transaction {
    @Override
    public Snapshot snapshot() {
      return inner.snapshot();
    }

    @Override
    public boolean hasChanges() {
      return inner.hasChanges();
    }

    @Override
    public int savepoint() {
      return inner.savepoint();
    }

    @Override
    public void rollbackTo(int savepoint) {
      inner.rollbackTo(savepoint);
    }

    @Override
    public void release(int savepoint) {
      inner.release(savepoint);
    }

    @Override
    public void createGroup(ObjectPath path) {
      inner.createGroup(path);
    }

    @Override
    public void createTable(ObjectPath path, TableDefinition definition) {
      inner.createTable(path, definition);
    }

    @Override
    public void createView(ObjectPath path, ViewDefinition definition) {
      inner.createView(path, definition);
    }

    @Override
    public void drop(ObjectPath path, boolean cascade) {
      inner.drop(path, cascade);
    }

    @Override
    public TableAppender append(ObjectPath table) {
      return inner.append(table);
    }

    @Override
    public void commit() {
      Runnable interruption = source.interruption;
      source.interruption = () -> {};
      interruption.run();
      inner.commit();
    }

    @Override
    public void rollback() {
      inner.rollback();
    }
  }

  @Test
  void findsAKeyThatCameBeforeItsCommitDuplicateAndNoConflict() {
    InterruptedStore store = new InterruptedStore();
    try (Engine engine = new Engine(store, EngineOptions.defaults("db"));
        Session mine = engine.openSession();
        Session theirs = engine.openSession()) {
      StoreDatabase.run(mine, "CREATE TABLE t (a INTEGER PRIMARY KEY)");
      store.interruption = () -> StoreDatabase.run(theirs, "INSERT INTO t VALUES (1)");
      assertThat(StoreDatabase.error(mine, "INSERT INTO t VALUES (1)")).startsWith("DUPLICATE_KEY");
      store.interruption = () -> StoreDatabase.run(theirs, "INSERT INTO t VALUES (2)");
      StoreDatabase.run(mine, "INSERT INTO t SELECT max(a) + 1 FROM t");
      assertThat(StoreDatabase.rows(mine, "SELECT a FROM t ORDER BY a"))
          .containsExactly("1", "2", "3");
    }
  }
}
