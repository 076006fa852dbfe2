package io.cairn.planner.catalog;

import io.cairn.storage.Snapshot;
import java.util.List;

/** One state of one database, for the views over it; {@code views} are all there are. */
record CatalogScope(CatalogContext context, Snapshot snapshot, List<View<?>> views) {}
