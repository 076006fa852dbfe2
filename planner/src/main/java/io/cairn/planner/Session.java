package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.ExecutablePlan;
import io.cairn.planner.exec.ExecutionContext;
import io.cairn.planner.exec.Explain;
import io.cairn.planner.exec.Profile;
import io.cairn.planner.exec.QueryControl;
import io.cairn.planner.parse.StatementText;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.planner.schema.SchemaName;
import io.cairn.storage.Snapshot;
import io.cairn.storage.Transaction;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's conversation with an engine: its default schema and its transaction. One statement at
 * a time; a {@link QueryControl} may be cancelled from any thread.
 *
 * <p>Outside of a transaction each statement is one of its own. Inside, a statement that fails is
 * undone alone, and the transaction goes on.
 */
public final class Session implements AutoCloseable {
  /** How often a statement of its own is tried when others change what it touches. */
  private static final int MAX_ATTEMPTS = 100;

  private final Engine engine;
  private final SessionTransaction transaction;
  private String schema = SchemaName.ROOT;

  Session(Engine engine) {
    this.engine = engine;
    this.transaction = new SessionTransaction(engine.source());
  }

  public Engine engine() {
    return engine;
  }

  /** The default schema: a group's path joined with {@code /}, {@code main} for the root. */
  public String schema() {
    return schema;
  }

  /**
   * Changes the default schema.
   *
   * @throws QueryException 3F000 if there is no such group
   */
  public void setSchema(String name) {
    SessionTransaction.View view = transaction.view();
    try {
      CairnCatalogReader catalog =
          engine.catalogReader(view.snapshot(), schema, new CairnTypeFactory());
      String found = catalog.findSchema(name);
      if (found == null) {
        throw new QueryException(
            ErrorCode.UNKNOWN_SCHEMA,
            "Schema '"
                + name
                + "' not found in "
                + engine.source().location()
                + "; information_schema.schemata lists them");
      }
      schema = found;
    } finally {
      view.close();
    }
  }

  /**
   * Parses, checks and plans one statement; a trailing {@code ;} is allowed.
   *
   * @throws QueryException if the statement is wrong
   */
  public PreparedQuery prepare(String sql) {
    Warmup.giveWayToPlanning();
    SessionTransaction.View view = transaction.view();
    try {
      return prepare(sql, schema, view.snapshot());
    } finally {
      view.close();
    }
  }

  private PreparedQuery prepare(String sql, String defaultSchema, Snapshot snapshot) {
    PreparedQuery cached = engine.plans().get(sql, defaultSchema, snapshot.catalogVersion());
    if (cached != null) {
      return cached;
    }
    PreparedQuery planned = new StatementPlanner(engine, snapshot, defaultSchema, sql).plan();
    engine.plans().put(defaultSchema, planned);
    return planned;
  }

  /**
   * Cuts a script at the {@code ;} between statements; comments and quotes are respected, and
   * statements without content are left out.
   */
  public static List<String> split(String script) {
    return StatementText.split(script);
  }

  /**
   * Runs a statement.
   *
   * @param parameters in the boxed form of {@link io.cairn.planner.exec.expression.Expression}, of
   *     the types that {@link PreparedQuery#parameters} names
   * @throws QueryException if the statement fails, or no longer fits what it was prepared for
   * @throws StorageException if storage fails, or the rows break a constraint
   */
  public Result execute(PreparedQuery query, @Nullable Object[] parameters, QueryControl control) {
    Warmup.giveWayToRunning();
    if (parameters.length < query.parameters().size()) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "The statement has "
              + query.parameters().size()
              + " parameters, but "
              + parameters.length
              + " were given");
    }
    if (query.plan() instanceof Plan.Transaction change) {
      switch (change.action()) {
        case BEGIN -> begin();
        case COMMIT -> commit();
        case ROLLBACK -> rollback();
      }
      return new Result(null, 0);
    }
    if (query.plan() instanceof Plan.Query || query.plan() instanceof Plan.Explain) {
      return new Result(read(query, parameters, control), -1);
    }
    long count =
        change(
            query,
            control,
            (current, changes, snapshot) ->
                run(current, changes, snapshot, current.bind(parameters), control));
    return new Result(null, count);
  }

  /**
   * Runs a statement that changes rows many times, as one statement: all or nothing.
   *
   * @param rows the parameters of each execution
   * @return how many rows were changed in all
   * @throws QueryException with the row of the batch that is wrong
   * @throws StorageException with the row of the batch that is wrong
   */
  public long executeBatch(PreparedQuery query, ParameterRows rows, QueryControl control) {
    Warmup.giveWayToRunning();
    if (query.kind() != StatementKind.UPDATE || query.parameters().isEmpty()) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT, "A batch needs a statement that changes rows by parameters");
    }
    List<ColumnBuilder> columns = rows.columns();
    int count = columns.get(0).size();
    for (ColumnBuilder column : columns) {
      if (column.size() != count) {
        throw new QueryException(
            ErrorCode.INVALID_ARGUMENT, "The columns of a batch have different numbers of rows");
      }
    }
    if (count == 0) {
      return 0;
    }
    return change(
        query,
        control,
        (current, changes, snapshot) -> runBatch(current, changes, rows, count, control));
  }

  private long runBatch(
      PreparedQuery query,
      Transaction changes,
      ParameterRows rows,
      int count,
      QueryControl control) {
    List<ColumnType> types = query.parameters().stream().map(ParameterColumn::type).toList();
    if (query.plan() instanceof Plan.Rows insert) {
      @Nullable Object[] times = query.bindTimes();
      return insert.rows().runBatch(changes, rows.columns(), types, times, count, control);
    }
    long total = 0;
    for (int row = 0; row < count; row++) {
      control.check();
      @Nullable Object[] parameters = rows.row(row, types);
      try (Snapshot snapshot = changes.snapshot()) {
        total += run(query, changes, snapshot, query.bind(parameters), control);
      } catch (QueryException e) {
        throw new QueryException(e, row);
      } catch (StorageException e) {
        throw e.row() < 0 ? e : new StorageException(e.kind(), String.valueOf(e.getMessage()), row);
      }
    }
    return total;
  }

  /** What a statement does to a transaction. */
  @FunctionalInterface
  private interface Change {
    /**
     * Makes the change; gives the number of rows.
     *
     * @param query planned for this snapshot
     * @param snapshot the state before the statement
     */
    long apply(PreparedQuery query, Transaction changes, Snapshot snapshot);
  }

  private long change(PreparedQuery query, QueryControl control, Change change) {
    Transaction open = transaction.changes();
    if (open != null) {
      int savepoint = open.savepoint();
      boolean done = false;
      try {
        long count = apply(query, open, change);
        done = true;
        return count;
      } finally {
        if (done) {
          open.release(savepoint);
        } else {
          open.rollbackTo(savepoint);
        }
      }
    }
    for (int attempt = 1; ; attempt++) {
      try (Transaction own = engine.source().begin()) {
        long count = apply(query, own, change);
        own.commit();
        return count;
      } catch (StorageException e) {
        // On the newest state it works, or fails for a reason of its own: a key that is there now.
        if (e.kind() != StorageException.Kind.CONFLICT || attempt == MAX_ATTEMPTS) {
          throw e;
        }
        control.check();
      }
    }
  }

  private long apply(PreparedQuery query, Transaction changes, Change change) {
    try (Snapshot snapshot = changes.snapshot()) {
      return change.apply(current(query, snapshot), changes, snapshot);
    }
  }

  /** The statement's plan for the catalog of this snapshot. */
  private PreparedQuery current(PreparedQuery query, Snapshot snapshot) {
    if (query.catalogVersion() == snapshot.catalogVersion()) {
      return query;
    }
    PreparedQuery again = prepare(query.sql(), query.schema(), snapshot);
    if (!again.isInterchangeableWith(query)) {
      throw new QueryException(
          ErrorCode.NOT_SUPPORTED,
          "The tables of the statement changed, and with them its columns or parameters; prepare it"
              + " again: "
              + query.sql());
    }
    return again;
  }

  private long run(
      PreparedQuery query,
      Transaction changes,
      Snapshot snapshot,
      @Nullable Object[] parameters,
      QueryControl control) {
    Plan plan = query.plan();
    if (plan instanceof Plan.Rows insert) {
      return insert.rows().run(changes, parameters, control);
    }
    if (plan instanceof Plan.QueryRows insert) {
      return insert.rows().run(changes, context(snapshot, parameters, control, null));
    }
    if (plan instanceof Plan.CreateTableAs create) {
      create.table().apply(changes);
      return create.rows().run(changes, context(snapshot, parameters, control, null));
    }
    if (plan instanceof Plan.Define define) {
      define.definition().apply(changes);
      return 0;
    }
    throw new AssertionError(plan);
  }

  private BatchCursor read(
      PreparedQuery query, @Nullable Object[] parameters, QueryControl control) {
    transaction.start();
    SessionTransaction.View view = transaction.view();
    boolean opened = false;
    try {
      PreparedQuery current = current(query, view.snapshot());
      @Nullable Object[] bound = current.bind(parameters);
      if (current.plan() instanceof Plan.Explain explain) {
        return explain(explain, view.snapshot(), bound, control);
      }
      BatchCursor cursor =
          ((Plan.Query) current.plan())
              .executable()
              .open(context(view.snapshot(), bound, control, null));
      opened = true;
      return new SnapshotCursor(cursor, view);
    } finally {
      if (!opened) {
        view.close();
      }
    }
  }

  private BatchCursor explain(
      Plan.Explain explain,
      Snapshot snapshot,
      @Nullable Object[] parameters,
      QueryControl control) {
    List<String> lines = new ArrayList<>(explain.header());
    ExecutablePlan executable = explain.executable();
    if (executable == null) {
      return new LinesCursor(lines);
    }
    Profile profile = explain.analyze() ? new Profile() : null;
    if (profile != null) {
      try (BatchCursor cursor = executable.open(context(snapshot, parameters, control, profile))) {
        while (cursor.next() != null) {
          control.check();
        }
      }
    }
    String indent = "  ".repeat(explain.header().size());
    for (String line : Explain.lines(executable.root(), executable.estimates(), profile)) {
      lines.add(indent + line);
    }
    return new LinesCursor(lines);
  }

  private ExecutionContext context(
      Snapshot snapshot,
      @Nullable Object[] parameters,
      QueryControl control,
      @Nullable Profile profile) {
    return new ExecutionContext(
        snapshot,
        parameters,
        control,
        engine.workers(),
        engine.memory(),
        engine.options().tempDir(),
        profile);
  }

  /** Whether a transaction is open that COMMIT or ROLLBACK will end. */
  public boolean inTransaction() {
    return transaction.isOpen();
  }

  /**
   * Opens a transaction; its statements see one state, that of its first statement, and its own
   * changes. Does nothing if one is open.
   */
  public void begin() {
    transaction.begin();
  }

  /**
   * Ends the transaction and keeps its changes; it is over, too, if that fails.
   *
   * @throws StorageException of kind CONFLICT if another transaction changed what this one touched
   */
  public void commit() {
    transaction.commit();
  }

  /** Ends the transaction and drops its changes. */
  public void rollback() {
    transaction.rollback();
  }

  @Override
  public void close() {
    rollback();
  }
}
