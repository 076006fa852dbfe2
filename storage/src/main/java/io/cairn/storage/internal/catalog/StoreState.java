package io.cairn.storage.internal.catalog;

import io.cairn.storage.ObjectPath;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a store holds after some transaction. Immutable and thread-safe; a change gives a
 * new state that shares what is equal.
 */
public final class StoreState {
  private final long txid;
  private final long catalogVersion;
  private final PersistentMap<NodeKey, CatalogEntry> nodes;
  private final PersistentMap<Long, CatalogEntry> byId;
  private final PersistentMap<Long, TableState> tables;

  private StoreState(
      long txid,
      long catalogVersion,
      PersistentMap<NodeKey, CatalogEntry> nodes,
      PersistentMap<Long, CatalogEntry> byId,
      PersistentMap<Long, TableState> tables) {
    this.txid = txid;
    this.catalogVersion = catalogVersion;
    this.nodes = nodes;
    this.byId = byId;
    this.tables = tables;
  }

  /** The state of a new store: a root group, before any transaction. */
  public static StoreState initial() {
    CatalogEntry.Group root = new CatalogEntry.Group(CatalogEntry.ROOT_ID, new NodeKey(0, ""), 0);
    return new StoreState(
        0,
        0,
        PersistentMap.<NodeKey, CatalogEntry>empty().with(root.key(), root),
        PersistentMap.<Long, CatalogEntry>empty().with(root.id(), root),
        PersistentMap.empty());
  }

  /** The transaction that made this state; 0 for that of a new store. */
  public long txid() {
    return txid;
  }

  /** Changes whenever a node or a definition does. */
  public long catalogVersion() {
    return catalogVersion;
  }

  /** The same content as the state of another transaction. */
  public StoreState withTxid(long newTxid) {
    return new StoreState(newTxid, catalogVersion, nodes, byId, tables);
  }

  /** The same content under another catalog version. */
  public StoreState withCatalogVersion(long version) {
    return new StoreState(txid, version, nodes, byId, tables);
  }

  public CatalogEntry root() {
    return java.util.Objects.requireNonNull(byId.get(CatalogEntry.ROOT_ID));
  }

  public @Nullable CatalogEntry entry(long id) {
    return byId.get(id);
  }

  public @Nullable CatalogEntry child(long parentId, String name) {
    return nodes.get(new NodeKey(parentId, name));
  }

  /** The entry at a path, or null. */
  public @Nullable CatalogEntry find(ObjectPath path) {
    CatalogEntry entry = root();
    for (String name : path.names()) {
      entry = child(entry.id(), name);
      if (entry == null) {
        return null;
      }
    }
    return entry;
  }

  /** The nodes of a group in the order of their names. */
  public List<CatalogEntry> children(long parentId) {
    List<CatalogEntry> children = new ArrayList<>();
    nodes.visitFrom(
        new NodeKey(parentId, ""),
        entry -> {
          if (entry.key().parentId() != parentId) {
            return false;
          }
          children.add(entry);
          return true;
        });
    return children;
  }

  public boolean hasChildren(long parentId) {
    boolean[] found = new boolean[1];
    nodes.visitFrom(
        new NodeKey(parentId, ""),
        entry -> {
          found[0] = entry.key().parentId() == parentId;
          return false;
        });
    return found[0];
  }

  /** Every entry, groups before what hangs in them where ids grow downwards. */
  public List<CatalogEntry> entries() {
    List<CatalogEntry> entries = new ArrayList<>(byId.size());
    byId.visitFrom(
        null,
        entry -> {
          entries.add(entry);
          return true;
        });
    return entries;
  }

  /** Where an entry is. */
  public ObjectPath path(CatalogEntry entry) {
    List<String> names = new ArrayList<>();
    CatalogEntry current = entry;
    while (current != null && current.id() != CatalogEntry.ROOT_ID) {
      names.add(0, current.key().name());
      current = byId.get(current.key().parentId());
    }
    return new ObjectPath(names);
  }

  /** The highest id that a node or a row group has. */
  public long highestId() {
    long highest = CatalogEntry.ROOT_ID;
    for (CatalogEntry entry : entries()) {
      highest = Math.max(highest, entry.id());
      TableState table = tables.get(entry.id());
      if (table != null) {
        for (RowGroup group : table.rowGroups()) {
          highest = Math.max(highest, group.id());
        }
      }
    }
    return highest;
  }

  public @Nullable TableState table(long id) {
    return tables.get(id);
  }

  /** The state with this node, new or in place of the one with its id. */
  public StoreState with(CatalogEntry entry) {
    PersistentMap<Long, TableState> newTables = tables;
    if (entry instanceof CatalogEntry.Table table && tables.get(entry.id()) == null) {
      newTables =
          tables.with(
              entry.id(),
              new TableState(
                  entry.id(),
                  entry.txid(),
                  List.of(),
                  DeltaRows.empty(table.definition()),
                  DeltaRows.empty(table.definition())));
    }
    return new StoreState(
        txid,
        catalogVersion,
        nodes.with(entry.key(), entry),
        byId.with(entry.id(), entry),
        newTables);
  }

  /** The state with other rows of a table. */
  public StoreState with(TableState table) {
    return new StoreState(txid, catalogVersion, nodes, byId, tables.with(table.id(), table));
  }

  /** The state without a node and all that hangs below it. */
  public StoreState without(CatalogEntry entry) {
    StoreState state = this;
    for (CatalogEntry child : children(entry.id())) {
      state = state.without(child);
    }
    return new StoreState(
        state.txid,
        state.catalogVersion,
        state.nodes.without(entry.key()),
        state.byId.without(entry.id()),
        state.tables.without(entry.id()));
  }
}
