package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the metadata of a state for a checkpoint: catalog pages and directory pages that changed
 * since the last one, and a new root; {@code docs/format.md}, "Metadata". Used once.
 */
public final class MetadataWriter {
  static final int PAGES_FOLLOW = 1;
  static final int INLINE = 0;

  /** A page is cut behind the item that brings it above this. */
  private static final int PAGE_BYTES = 32 << 10;

  /** Row groups of a table stay in the catalog page up to here. */
  private static final int INLINE_BYTES = 4 << 10;

  private final MetadataExtents.Sink sink;
  private final @Nullable MetadataImage last;
  private final Map<Long, List<MetadataImage.DirectoryPage>> directories = new HashMap<>();

  public MetadataWriter(MetadataExtents.Sink sink, @Nullable MetadataImage last) {
    this.sink = sink;
    this.last = last;
  }

  /**
   * Writes a state without delta rows.
   *
   * @param nextId above every id that was given
   */
  public MetadataImage write(StoreState state, long nextId) {
    List<MetadataImage.CatalogPage> pages = new ArrayList<>();
    List<CatalogItem> items = items(state);
    List<MetadataImage.CatalogPage> before = last == null ? List.of() : last.catalog();
    int from = 0;
    for (int page = 0; page < before.size(); page++) {
      MetadataImage.CatalogPage old = before.get(page);
      long end = page + 1 < before.size() ? before.get(page + 1).firstId() : Long.MAX_VALUE;
      int to = from;
      while (to < items.size() && items.get(to).entry().id() < end) {
        to++;
      }
      List<CatalogItem> current = items.subList(from, to);
      if (isSame(old.items(), current)) {
        keep(old);
        pages.add(old);
      } else {
        sink.free(old.ref());
        writeItems(current, pages);
      }
      from = to;
    }
    writeItems(items.subList(from, items.size()), pages);
    freeUnusedDirectories();
    Ref root = writeRoot(state, nextId, pages);
    if (last != null) {
      sink.free(last.root());
    }
    return new MetadataImage(root, List.copyOf(pages), Map.copyOf(directories));
  }

  private static List<CatalogItem> items(StoreState state) {
    List<CatalogItem> items = new ArrayList<>();
    for (CatalogEntry entry : state.entries()) {
      TableState table = state.table(entry.id());
      items.add(new CatalogItem(entry, table == null ? List.of() : table.rowGroups()));
    }
    return items;
  }

  private static boolean isSame(List<CatalogItem> left, List<CatalogItem> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!left.get(i).isSame(right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private void keep(MetadataImage.CatalogPage page) {
    for (CatalogItem item : page.items()) {
      List<MetadataImage.DirectoryPage> kept = directoryBefore(item.entry().id());
      if (!kept.isEmpty()) {
        directories.put(item.entry().id(), kept);
      }
    }
  }

  private List<MetadataImage.DirectoryPage> directoryBefore(long tableId) {
    return last == null ? List.of() : last.directories().getOrDefault(tableId, List.of());
  }

  private void writeItems(List<CatalogItem> items, List<MetadataImage.CatalogPage> pages) {
    ByteWriter out = new ByteWriter();
    int first = 0;
    for (int i = 0; i < items.size(); i++) {
      writeItem(items.get(i), out);
      if (out.size() >= PAGE_BYTES || i + 1 == items.size()) {
        pages.add(page(List.copyOf(items.subList(first, i + 1)), out));
        out.clear();
        first = i + 1;
      }
    }
  }

  private MetadataImage.CatalogPage page(List<CatalogItem> items, ByteWriter entries) {
    ByteWriter out = new ByteWriter(entries.size() + 4);
    out.writeVarint(items.size());
    out.writeBytes(entries.array(), 0, entries.size());
    Ref ref = sink.write(ExtentKind.CATALOG, items.get(0).entry().id(), out.array(), out.size());
    return new MetadataImage.CatalogPage(ref, items.get(0).entry().id(), items);
  }

  private void writeItem(CatalogItem item, ByteWriter out) {
    DefinitionCodec.writeNode(item.entry(), out);
    if (!(item.entry() instanceof CatalogEntry.Table table)) {
      return;
    }
    ByteWriter groups = new ByteWriter();
    for (RowGroup group : item.rowGroups()) {
      group.writeTo(groups);
      if (groups.size() > INLINE_BYTES) {
        break;
      }
    }
    if (groups.size() <= INLINE_BYTES) {
      out.writeByte(INLINE);
      out.writeVarint(item.rowGroups().size());
      out.writeBytes(groups.array(), 0, groups.size());
      return;
    }
    List<MetadataImage.DirectoryPage> pages = writeDirectory(table.id(), item.rowGroups());
    directories.put(table.id(), pages);
    out.writeByte(PAGES_FOLLOW);
    out.writeVarint(pages.size());
    for (MetadataImage.DirectoryPage page : pages) {
      page.ref().writeTo(out);
    }
  }

  /** Pages that hold what they held are kept from the front on; the rest is written anew. */
  private List<MetadataImage.DirectoryPage> writeDirectory(long tableId, List<RowGroup> rowGroups) {
    List<MetadataImage.DirectoryPage> pages = new ArrayList<>();
    int from = 0;
    for (MetadataImage.DirectoryPage old : directoryBefore(tableId)) {
      if (!old.holdsAt(rowGroups, from)) {
        break;
      }
      pages.add(old);
      from += old.rowGroups().size();
    }
    ByteWriter groups = new ByteWriter();
    int first = from;
    for (int i = from; i < rowGroups.size(); i++) {
      rowGroups.get(i).writeTo(groups);
      if (groups.size() >= PAGE_BYTES || i + 1 == rowGroups.size()) {
        ByteWriter out = new ByteWriter(groups.size() + 4);
        out.writeVarint(i + 1 - first);
        out.writeBytes(groups.array(), 0, groups.size());
        Ref ref = sink.write(ExtentKind.DIRECTORY, tableId, out.array(), out.size());
        pages.add(
            new MetadataImage.DirectoryPage(ref, List.copyOf(rowGroups.subList(first, i + 1))));
        groups.clear();
        first = i + 1;
      }
    }
    return pages;
  }

  private void freeUnusedDirectories() {
    if (last == null) {
      return;
    }
    last.directories()
        .forEach(
            (tableId, before) -> {
              List<MetadataImage.DirectoryPage> now = directories.getOrDefault(tableId, List.of());
              for (MetadataImage.DirectoryPage page : before) {
                if (!now.contains(page)) {
                  sink.free(page.ref());
                }
              }
            });
  }

  private Ref writeRoot(StoreState state, long nextId, List<MetadataImage.CatalogPage> pages) {
    ByteWriter out = new ByteWriter();
    out.writeVarint(state.txid());
    out.writeVarint(nextId);
    out.writeVarint(pages.size());
    for (MetadataImage.CatalogPage page : pages) {
      out.writeVarint(page.firstId());
      page.ref().writeTo(out);
    }
    return sink.write(ExtentKind.ROOT, 0, out.array(), out.size());
  }
}
