/**
 * What a database says about itself: the views of {@code cairn_catalog} and {@code
 * information_schema} as relations, computed from a snapshot's tree when they are scanned. Read
 * {@link io.cairn.planner.catalog.CatalogViews} first.
 */
@NullMarked
package io.cairn.planner.catalog;

import org.jspecify.annotations.NullMarked;
