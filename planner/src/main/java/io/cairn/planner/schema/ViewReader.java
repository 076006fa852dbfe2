package io.cairn.planner.schema;

import io.cairn.storage.ViewDefinition;

/** Understands the queries behind views. */
@FunctionalInterface
public interface ViewReader {
  /**
   * Checks the query of a view.
   *
   * @param catalog finds the names in the query
   * @throws io.cairn.planner.error.QueryException if the query is wrong, or no longer right
   */
  ViewRows read(CairnCatalogReader catalog, ViewDefinition view);
}
