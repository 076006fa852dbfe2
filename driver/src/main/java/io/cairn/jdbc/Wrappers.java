package io.cairn.jdbc;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What {@code java.sql.Wrapper} asks of every object. */
final class Wrappers {
  private Wrappers() {}

  /**
   * The object itself as an interface or class that it is.
   *
   * @throws SQLException 22023 if it is none
   */
  static <T> T unwrap(Object object, @Nullable Class<T> wanted) throws SQLException {
    if (wanted != null && wanted.isInstance(object)) {
      return wanted.cast(object);
    }
    throw SqlErrors.create(
        SqlState.INVALID_ARGUMENT,
        object.getClass().getSimpleName() + " is no wrapper for " + wanted);
  }

  /** Whether {@link #unwrap} gives something. */
  static boolean isWrapper(Object object, @Nullable Class<?> wanted) {
    return wanted != null && wanted.isInstance(object);
  }
}
