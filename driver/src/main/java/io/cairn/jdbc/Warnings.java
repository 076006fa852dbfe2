package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/** The warnings of a connection, statement or result, in the order they came. Thread-safe. */
final class Warnings {
  private @Nullable SQLWarning first;

  synchronized void add(String message) {
    SQLWarning warning = SqlErrors.warning(message);
    if (first == null) {
      first = warning;
    } else {
      first.setNextWarning(warning);
    }
  }

  /** The first one, linked to those after it; null if there is none. */
  synchronized @Nullable SQLWarning first() {
    return first;
  }

  synchronized void clear() {
    first = null;
  }
}
