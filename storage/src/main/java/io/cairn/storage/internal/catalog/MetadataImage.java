package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.format.Ref;
import java.util.List;
import java.util.Map;

/**
 * The metadata that is in the file: which pages the last checkpoint left, and what they hold.
 * Immutable.
 *
 * @param catalog pages in the order of ids
 * @param directories pages of row groups of each table that has some
 */
public record MetadataImage(
    Ref root, List<CatalogPage> catalog, Map<Long, List<DirectoryPage>> directories) {
  /** Some nodes, from one id up to the next page's first. */
  record CatalogPage(Ref ref, long firstId, List<CatalogItem> items) {}

  /** Some row groups of a table. */
  record DirectoryPage(Ref ref, List<RowGroup> rowGroups) {
    /** Whether the page holds the very row groups that stand there in a list. */
    @SuppressWarnings("ReferenceEquality") // row groups are the same only if they are one object
    boolean holdsAt(List<RowGroup> all, int from) {
      if (from + rowGroups.size() > all.size()) {
        return false;
      }
      for (int i = 0; i < rowGroups.size(); i++) {
        if (rowGroups.get(i) != all.get(from + i)) {
          return false;
        }
      }
      return true;
    }
  }
}
