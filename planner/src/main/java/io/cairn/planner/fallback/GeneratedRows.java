package io.cairn.planner.fallback;

import io.cairn.planner.exec.plan.RowOperator.RowCursor;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.runtime.Bindable;
import org.jspecify.annotations.Nullable;

/** The rows of a compiled region in boxed form. One thread at a time. */
final class GeneratedRows implements RowCursor {
  private static final String WHERE = "While processing rows one by one";

  private final Bindable<?> code;
  private final FallbackContext context;
  private final OpenCursors cursors;
  private final List<ValueConversion> columns;
  private @Nullable Enumerator<?> rows;
  private @Nullable Object @Nullable [] next;
  private boolean ended;

  GeneratedRows(
      Bindable<?> code,
      FallbackContext context,
      OpenCursors cursors,
      List<ValueConversion> columns) {
    this.code = code;
    this.context = context;
    this.cursors = cursors;
    this.columns = columns;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = read();
      } catch (RuntimeException | StackOverflowError e) {
        throw GeneratedErrors.of(e, WHERE);
      }
    }
    return next != null;
  }

  private @Nullable Object @Nullable [] read() {
    cursors.check();
    Enumerator<?> source = rows;
    if (source == null) {
      source = code.bind(context).enumerator();
      rows = source;
    }
    if (!source.moveNext()) {
      ended = true;
      return null;
    }
    return boxed(source.current());
  }

  private @Nullable Object[] boxed(@Nullable Object row) {
    @Nullable Object[] boxed = new @Nullable Object[columns.size()];
    if (boxed.length == 1) {
      boxed[0] = columns.get(0).fromGenerated(row);
      return boxed;
    }
    for (int i = 0; i < boxed.length; i++) {
      Object value =
          row instanceof List<?> list ? list.get(i) : ((Object[]) Objects.requireNonNull(row))[i];
      boxed[i] = columns.get(i).fromGenerated(value);
    }
    return boxed;
  }

  @Override
  public @Nullable Object[] next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    @Nullable Object[] row = next;
    next = null;
    return row;
  }

  @Override
  public void close() {
    ended = true;
    next = null;
    context.stop();
    try {
      if (rows != null) {
        rows.close();
      }
    } finally {
      cursors.close();
    }
  }
}
