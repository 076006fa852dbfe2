package io.cairn.storage.internal.catalog;

import java.util.List;

/**
 * A node as a catalog page holds it: for a table with its row groups. Two items of the same objects
 * have the same bytes.
 */
record CatalogItem(CatalogEntry entry, List<RowGroup> rowGroups) {
  boolean isSame(CatalogItem other) {
    return entry == other.entry && rowGroups == other.rowGroups;
  }
}
