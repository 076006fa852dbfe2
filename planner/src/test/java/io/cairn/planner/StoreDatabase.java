package io.cairn.planner;

import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.BatchCursor;
import io.cairn.planner.exec.QueryControl;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.Store;
import io.cairn.storage.StoreOptions;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in memory under SQL, with results as text. */
final class StoreDatabase implements AutoCloseable {
  private final Engine engine;
  private final Session session;

  StoreDatabase() {
    engine = new Engine(Store.memory(StoreOptions.defaults()), EngineOptions.defaults("db"));
    session = engine.openSession();
  }

  Engine engine() {
    return engine;
  }

  Session session() {
    return session;
  }

  /** Runs a statement without rows; gives its count. */
  long run(String sql, @Nullable Object... parameters) {
    return run(session, sql, parameters);
  }

  static long run(Session session, String sql, @Nullable Object... parameters) {
    return session.execute(session.prepare(sql), parameters, new QueryControl()).updateCount();
  }

  /** Runs statements one after the other. */
  void script(String... statements) {
    for (String statement : statements) {
      run(statement);
    }
  }

  /** The rows of a query, a text each: values with a bar between them. */
  List<String> rows(String sql, @Nullable Object... parameters) {
    return rows(session, sql, parameters);
  }

  static List<String> rows(Session session, String sql, @Nullable Object... parameters) {
    PreparedQuery query = session.prepare(sql);
    return rows(session, query, parameters);
  }

  static List<String> rows(Session session, PreparedQuery query, @Nullable Object... parameters) {
    Result result = session.execute(query, parameters, new QueryControl());
    BatchCursor cursor = result.cursor();
    if (cursor == null) {
      throw new AssertionError("No rows from " + query.sql());
    }
    try (cursor) {
      return rows(query, cursor);
    }
  }

  static List<String> rows(PreparedQuery query, BatchCursor cursor) {
    List<String> rows = new ArrayList<>();
    for (Batch batch = cursor.next(); batch != null; batch = cursor.next()) {
      int[] selection = batch.selection();
      for (int i = 0; i < batch.selectedCount(); i++) {
        List<String> values = new ArrayList<>();
        for (int c = 0; c < query.columns().size(); c++) {
          ResultColumn column = query.columns().get(c);
          Object value =
              BoxedValues.get(batch.column(c), selection == null ? i : selection[i], column.type());
          values.add(value == null ? "NULL" : ValueText.of(value, column.type()));
        }
        rows.add(String.join("|", values));
      }
    }
    return rows;
  }

  /** SQLSTATE, or storage's kind, and message of a statement that fails; empty if it works. */
  String error(String sql, @Nullable Object... parameters) {
    return error(session, sql, parameters);
  }

  static String error(Session session, String sql, @Nullable Object... parameters) {
    try {
      Result result = session.execute(session.prepare(sql), parameters, new QueryControl());
      BatchCursor cursor = result.cursor();
      if (cursor != null) {
        try (cursor) {
          while (cursor.next() != null) {
            // What fails may fail at the last row.
          }
        }
      }
      return "";
    } catch (QueryException e) {
      return e.code().sqlState() + " " + e.getMessage();
    } catch (StorageException e) {
      return e.kind() + " " + e.getMessage();
    }
  }

  @Override
  public void close() {
    session.close();
    engine.close();
  }
}
