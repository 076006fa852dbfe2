package io.cairn.planner.fallback;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.Linq4j;
import org.jspecify.annotations.Nullable;

/**
 * What the last step of a recursion gave: written while the rows of a step pass, read by the next
 * step. One execution, one thread at a time.
 */
final class Spool extends AbstractEnumerable<@Nullable Object> {
  private List<@Nullable Object> last = List.of();

  @Override
  public Enumerator<@Nullable Object> enumerator() {
    return Linq4j.enumerator(last);
  }

  /** The same rows; once all have passed they are what {@link #enumerator} gives. */
  Enumerable<@Nullable Object> keeping(Enumerable<@Nullable Object> rows) {
    return new AbstractEnumerable<@Nullable Object>() {
      @Override
      public Enumerator<@Nullable Object> enumerator() {
        return new Keeping(rows.enumerator());
      }
    };
  }

  private final class Keeping implements Enumerator<@Nullable Object> {
    private final Enumerator<@Nullable Object> source;
    private List<@Nullable Object> passed = new ArrayList<>();
    private boolean ended;

    Keeping(Enumerator<@Nullable Object> source) {
      this.source = source;
    }

    @Override
    public @Nullable Object current() {
      return source.current();
    }

    @Override
    public boolean moveNext() {
      if (source.moveNext()) {
        passed.add(source.current());
        return true;
      }
      if (!ended) {
        ended = true;
        last = passed;
      }
      return false;
    }

    @Override
    public void reset() {
      source.reset();
      passed = new ArrayList<>();
      ended = false;
    }

    @Override
    public void close() {
      source.close();
    }
  }
}
