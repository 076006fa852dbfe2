package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator;
import io.cairn.storage.Cancellation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/**
 * The cursors that one execution has open on its inputs: generated code does not close all it
 * opens. Also asks for cancellation every few rows. One thread at a time.
 */
final class OpenCursors implements AutoCloseable {
  private static final int ROWS_BETWEEN_CHECKS = 64;

  private final Cancellation cancellation;
  private final Set<RowOperator.RowCursor> open =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int rows;

  OpenCursors(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  RowOperator.RowCursor open(RowOperator.RowInput input) {
    cancellation.check();
    RowOperator.RowCursor cursor = input.open();
    open.add(cursor);
    return cursor;
  }

  void close(RowOperator.RowCursor cursor) {
    if (open.remove(cursor)) {
      cursor.close();
    }
  }

  /** Called for each row that anything delivers. */
  void check() {
    if (++rows % ROWS_BETWEEN_CHECKS == 0) {
      cancellation.check();
    }
  }

  /** The same rows, with a look at the cancellation at each. */
  <T extends @Nullable Object> Enumerator<T> checked(Enumerator<T> source) {
    return new Enumerator<>() {
      @Override
      public T current() {
        return source.current();
      }

      @Override
      public boolean moveNext() {
        check();
        return source.moveNext();
      }

      @Override
      public void reset() {
        source.reset();
      }

      @Override
      public void close() {
        source.close();
      }
    };
  }

  @Override
  public void close() {
    for (RowOperator.RowCursor cursor : new ArrayList<>(open)) {
      close(cursor);
    }
  }
}
