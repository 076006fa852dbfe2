package io.cairn.planner.schema;

import io.cairn.planner.exec.plan.TableReference;
import org.jspecify.annotations.Nullable;

/** The views that every database has over its own catalog. Thread-safe. */
@FunctionalInterface
public interface SystemViews {
  /**
   * The view, its name matched without regard to case, or null.
   *
   * @param schema {@code information_schema} or {@code cairn_catalog}
   */
  @Nullable TableReference find(String schema, String name);
}
