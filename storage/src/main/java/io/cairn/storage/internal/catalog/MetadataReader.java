package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.io.ByteReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the state that a checkpoint left; {@code docs/format.md}, "Metadata". Used once. */
public final class MetadataReader {
  private final MetadataExtents.Input input;
  private final String location;
  private final Map<Long, List<MetadataImage.DirectoryPage>> directories = new HashMap<>();
  private final List<MetadataImage.CatalogPage> pages = new ArrayList<>();
  private StoreState state = StoreState.initial();

  /** What a root leads to. */
  public record Loaded(StoreState state, long nextId, MetadataImage image) {}

  /**
   * @param location the file, for messages
   */
  public MetadataReader(MetadataExtents.Input input, String location) {
    this.input = input;
    this.location = location;
  }

  public Loaded read(Ref root) {
    ByteReader in = open(root, ExtentKind.ROOT, "the root");
    long txid = in.readVarint();
    long nextId = in.readVarint();
    long above = 0;
    for (int left = in.readCount(Ref.SIZE_BYTES); left > 0; left--) {
      long firstId = in.readVarint();
      Ref ref = Ref.readFrom(in);
      above = readPage(ref, firstId, above, nextId);
    }
    in.expectEnd();
    if (txid < 0 || state.entry(CatalogEntry.ROOT_ID) == null) {
      throw in.corrupt("the root group is missing");
    }
    return new Loaded(
        state.withTxid(txid),
        nextId,
        new MetadataImage(root, List.copyOf(pages), Map.copyOf(directories)));
  }

  private ByteReader open(Ref ref, ExtentKind kind, String what) {
    String place = what + " at byte " + ref.offsetBytes() + " of " + location;
    byte[] bytes = input.read(ref, what);
    ByteReader in = new ByteReader(bytes, place);
    if (ref.kind() != kind) {
      throw in.corrupt("it is of kind " + ref.kind() + ", expected " + kind);
    }
    return in;
  }

  /** Reads a page whose ids are all above {@code above}; the last of them. */
  private long readPage(Ref ref, long firstId, long above, long nextId) {
    ByteReader in = open(ref, ExtentKind.CATALOG, "a catalog page");
    List<CatalogItem> items = new ArrayList<>();
    long last = above;
    for (int left = in.readCount(5); left > 0; left--) {
      CatalogItem item = readItem(in);
      CatalogEntry entry = item.entry();
      if (entry.id() <= last || entry.id() >= nextId) {
        throw in.corrupt("node " + entry.id() + " stands behind node " + last);
      }
      if (entry.id() != CatalogEntry.ROOT_ID) {
        CatalogEntry parent = state.entry(entry.key().parentId());
        if (!(parent instanceof CatalogEntry.Group)
            || entry.key().name().isEmpty()
            || state.child(parent.id(), entry.key().name()) != null) {
          throw in.corrupt("node " + entry.id() + " hangs nowhere, or twice");
        }
      }
      state = state.with(entry);
      if (!item.rowGroups().isEmpty()) {
        TableState table = java.util.Objects.requireNonNull(state.table(entry.id()));
        state =
            state.with(
                new TableState(
                    table.id(), entry.txid(), item.rowGroups(), table.delta(), table.tail()));
      }
      // The very list of the state, so that the next checkpoint knows that nothing changed.
      TableState table = state.table(entry.id());
      items.add(new CatalogItem(entry, table == null ? List.of() : table.rowGroups()));
      last = entry.id();
    }
    in.expectEnd();
    if (items.isEmpty() || items.get(0).entry().id() != firstId) {
      throw in.corrupt("it does not begin with node " + firstId);
    }
    pages.add(new MetadataImage.CatalogPage(ref, firstId, List.copyOf(items)));
    return last;
  }

  private CatalogItem readItem(ByteReader in) {
    CatalogEntry entry = DefinitionCodec.readNode(in);
    if (!(entry instanceof CatalogEntry.Table table)) {
      return new CatalogItem(entry, List.of());
    }
    int start = in.position();
    int form = in.readUnsignedByte();
    if (form == MetadataWriter.INLINE) {
      return new CatalogItem(entry, readRowGroups(in, table));
    }
    if (form != MetadataWriter.PAGES_FOLLOW) {
      throw in.corrupt("the directory at byte " + start + " has the unknown form " + form);
    }
    List<RowGroup> all = new ArrayList<>();
    List<MetadataImage.DirectoryPage> tablePages = new ArrayList<>();
    for (int left = in.readCount(Ref.SIZE_BYTES); left > 0; left--) {
      Ref ref = Ref.readFrom(in);
      ByteReader page = open(ref, ExtentKind.DIRECTORY, "a directory page");
      List<RowGroup> groups = readRowGroups(page, table);
      page.expectEnd();
      tablePages.add(new MetadataImage.DirectoryPage(ref, List.copyOf(groups)));
      all.addAll(groups);
    }
    directories.put(entry.id(), List.copyOf(tablePages));
    return new CatalogItem(entry, all);
  }

  private static List<RowGroup> readRowGroups(ByteReader in, CatalogEntry.Table table) {
    List<RowGroup> groups = new ArrayList<>();
    for (int left = in.readCount(4); left > 0; left--) {
      groups.add(RowGroup.readFrom(in, table.definition()));
    }
    return groups;
  }
}
