package io.cairn.planner;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.ExecutionContext;
import io.cairn.planner.exec.Explain;
import io.cairn.planner.exec.Profile;
import io.cairn.planner.exec.QueryControl;
import io.cairn.planner.parse.StatementText;
import io.cairn.planner.schema.CairnCatalogReader;
import io.cairn.planner.schema.CairnTypeFactory;
import io.cairn.planner.schema.SchemaName;
import io.cairn.storage.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One user's conversation with an engine: its default schema and its transaction. One statement at
 * a time; a {@link QueryControl} may be cancelled from any thread.
 */
public final class Session implements AutoCloseable {
  private final Engine engine;
  private String schema = SchemaName.ROOT;
  private @Nullable Snapshot transaction;

  Session(Engine engine) {
    this.engine = engine;
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
    try (Snapshot snapshot = engine.source().snapshot()) {
      CairnCatalogReader catalog =
          new CairnCatalogReader(
              snapshot,
              engine::systemView,
              engine.options().catalog(),
              schema,
              new CairnTypeFactory());
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
    }
  }

  /**
   * Parses, checks and plans one statement; a trailing {@code ;} is allowed.
   *
   * @throws QueryException if the statement is wrong
   */
  public PreparedQuery prepare(String sql) {
    Snapshot open = transaction;
    if (open != null) {
      return prepare(sql, open);
    }
    try (Snapshot snapshot = engine.source().snapshot()) {
      return prepare(sql, snapshot);
    }
  }

  private PreparedQuery prepare(String sql, Snapshot snapshot) {
    PreparedQuery cached = engine.plans().get(sql, schema, snapshot.version());
    if (cached != null) {
      return cached;
    }
    PreparedQuery planned = new StatementPlanner(engine, snapshot, schema, sql).plan();
    engine.plans().put(sql, schema, snapshot.version(), planned);
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
   */
  public Result execute(PreparedQuery query, @Nullable Object[] parameters, QueryControl control) {
    if (parameters.length < query.parameters().size()) {
      throw new QueryException(
          ErrorCode.INVALID_ARGUMENT,
          "The statement has "
              + query.parameters().size()
              + " parameters, but "
              + parameters.length
              + " were given");
    }
    Plan plan = query.plan();
    if (plan instanceof Plan.Query select) {
      return new Result(open(select, parameters, control), -1);
    }
    if (plan instanceof Plan.Explain explain) {
      return new Result(explain(explain, parameters, control), -1);
    }
    if (plan instanceof Plan.Transaction change) {
      switch (change.action()) {
        case BEGIN -> begin();
        case COMMIT -> commit();
        case ROLLBACK -> rollback();
      }
      return new Result(null, 0);
    }
    throw new AssertionError(plan);
  }

  /** Runs a statement once for each row of parameters, all or nothing; gives the changed rows. */
  public long executeBatch(PreparedQuery query, ParameterRows rows, QueryControl control) {
    throw new QueryException(
        ErrorCode.NOT_SUPPORTED, "Statements that change rows are not supported: " + query.sql());
  }

  private BatchCursor open(Plan.Query query, @Nullable Object[] parameters, QueryControl control) {
    Snapshot open = transaction;
    if (open != null) {
      return query.executable().open(context(open, parameters, control, null));
    }
    Snapshot snapshot = engine.source().snapshot();
    boolean opened = false;
    try {
      BatchCursor cursor = query.executable().open(context(snapshot, parameters, control, null));
      opened = true;
      return new SnapshotCursor(cursor, snapshot);
    } finally {
      if (!opened) {
        snapshot.close();
      }
    }
  }

  private BatchCursor explain(
      Plan.Explain explain, @Nullable Object[] parameters, QueryControl control) {
    if (!explain.analyze()) {
      return new LinesCursor(Explain.lines(explain.executable().root(), null));
    }
    Profile profile = new Profile();
    try (Snapshot snapshot = engine.source().snapshot();
        BatchCursor cursor =
            explain.executable().open(context(snapshot, parameters, control, profile))) {
      while (cursor.next() != null) {
        control.check();
      }
    }
    return new LinesCursor(Explain.lines(explain.executable().root(), profile));
  }

  private ExecutionContext context(
      Snapshot snapshot,
      @Nullable Object[] parameters,
      QueryControl control,
      @Nullable Profile profile) {
    return new ExecutionContext(
        snapshot, parameters, control, engine.workers(), engine.memory(), profile);
  }

  /** Whether a transaction is open that COMMIT or ROLLBACK will end. */
  public boolean inTransaction() {
    return transaction != null;
  }

  /** Opens a transaction; its statements see one snapshot. Does nothing if one is open. */
  public void begin() {
    if (transaction == null) {
      transaction = engine.source().snapshot();
    }
  }

  /** Ends the transaction and keeps its changes. */
  public void commit() {
    end();
  }

  /** Ends the transaction and drops its changes. */
  public void rollback() {
    end();
  }

  private void end() {
    Snapshot open = transaction;
    transaction = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() {
    end();
  }
}
