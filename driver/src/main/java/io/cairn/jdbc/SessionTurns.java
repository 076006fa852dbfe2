package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.planner.ParameterRows;
import io.cairn.planner.PreparedQuery;
import io.cairn.planner.Result;
import io.cairn.planner.Session;
import io.cairn.planner.StatementKind;
import io.cairn.planner.exec.QueryControl;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A session that the threads of a connection use in turns. It is closed at once, from any thread,
 * and ended behind the statement that runs. Thread-safe.
 */
final class SessionTurns {
  private final Session session;
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** What is done within a turn. */
  interface Work<T> {
    T run(Session session);
  }

  SessionTurns(Session session) {
    this.session = session;
  }

  /** The session itself, for what only reads it. */
  Session session() {
    return session;
  }

  /** Lets no further statement start; true for the first call. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  boolean isClosed() {
    return closed.get();
  }

  /**
   * Does something of which any failure is an {@code SQLException}.
   *
   * @throws SQLException 08003 if the connection is closed
   */
  <T> T run(Work<T> work) throws SQLException {
    turn.lock();
    try {
      checkOpen();
      return work.run(session);
    } catch (RuntimeException | Error e) {
      throw SqlErrors.of(e);
    } finally {
      turn.unlock();
    }
  }

  /**
   * Runs a statement; its failures come as they are.
   *
   * @param autoCommit whether it is a transaction of its own where none is open
   */
  Result execute(
      PreparedQuery query, @Nullable Object[] values, QueryControl control, boolean autoCommit)
      throws SQLException {
    turn.lock();
    try {
      control.check();
      start(query, autoCommit);
      return session.execute(query, values, control);
    } finally {
      turn.unlock();
    }
  }

  /** The same for many rows of parameters; gives the number of changed rows. */
  long executeBatch(
      PreparedQuery query, ParameterRows rows, QueryControl control, boolean autoCommit)
      throws SQLException {
    turn.lock();
    try {
      control.check();
      start(query, autoCommit);
      return session.executeBatch(query, rows, control);
    } finally {
      turn.unlock();
    }
  }

  private void start(PreparedQuery query, boolean autoCommit) throws SQLException {
    checkOpen();
    StatementKind kind = query.kind();
    if (!autoCommit
        && kind != StatementKind.TRANSACTION
        && kind != StatementKind.SETTING
        && !session.inTransaction()) {
      session.begin();
    }
  }

  private void checkOpen() throws SQLException {
    if (closed.get()) {
      throw SqlErrors.closed("connection");
    }
  }

  /** Drops the open transaction and ends the session, once its turn comes. */
  void end(Runnable first) {
    turn.lock();
    try {
      first.run();
      if (session.inTransaction()) {
        session.rollback();
      }
      session.close();
    } finally {
      turn.unlock();
    }
  }
}
