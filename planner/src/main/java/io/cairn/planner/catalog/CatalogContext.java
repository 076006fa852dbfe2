package io.cairn.planner.catalog;

import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the views need beside a snapshot. Immutable.
 *
 * @param catalog the database's name in SQL
 * @param settings gives the options in force, in the order to show them
 * @param viewColumns gives the columns of the file's own views
 */
public record CatalogContext(
    String catalog, Supplier<List<Setting>> settings, ViewColumns viewColumns) {
  /** Finds out what views deliver. */
  @FunctionalInterface
  public interface ViewColumns {
    /** The columns of a view, or null if its query cannot be planned any more. */
    @Nullable Schema of(Snapshot snapshot, ObjectPath path, ViewDefinition view);
  }
}
