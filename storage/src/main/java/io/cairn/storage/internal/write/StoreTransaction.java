package io.cairn.storage.internal.write;

import io.cairn.storage.ObjectPath;
import io.cairn.storage.Snapshot;
import io.cairn.storage.TableAppender;
import io.cairn.storage.TableDefinition;
import io.cairn.storage.Transaction;
import io.cairn.storage.ViewDefinition;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.NodeKey;
import io.cairn.storage.internal.catalog.Operation;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.scan.StoreSnapshot;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnBuilder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A transaction of a store: its changes stay here until the {@link Committer} takes them in. */
public final class StoreTransaction implements Transaction {
  private static final int MAX_DEPTH = 1_024;
  private static final int MAX_NAME_BYTES = 1_024;
  private static final int MAX_VALUE_BYTES = 255 << 20;

  private final Committer committer;
  private final StoreSnapshot base;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<Long, PrivateRows> rows = new LinkedHashMap<>();
  private final Set<Long> created = new HashSet<>();
  private final List<Mark> marks = new ArrayList<>();
  private final PrivateExtents extents;
  private StoreState working;
  private boolean over;
  private boolean recorded;

  /** What {@link #rollbackTo} brings back. */
  private record Mark(int operations, StoreState working, Map<Long, PrivateRows.Mark> rows) {}

  StoreTransaction(Committer committer, StoreSnapshot base) {
    this.committer = committer;
    this.base = base;
    this.working = base.state();
    this.extents = new PrivateExtents(committer.sink());
  }

  StoreState baseState() {
    return base.state();
  }

  /** Changes of the tree, in order. */
  List<Operation> operations() {
    return operations;
  }

  List<PrivateRows> addedRows() {
    return rows.values().stream()
        .filter(added -> !added.isEmpty() && working.table(added.entry().id()) != null)
        .toList();
  }

  /** Whether this transaction made the node itself. */
  boolean created(long id) {
    return created.contains(id);
  }

  private void checkOpen() {
    if (over) {
      throw new StorageException(
          StorageException.Kind.CLOSED, "The transaction is over; begin another one");
    }
  }

  @Override
  public Snapshot snapshot() {
    checkOpen();
    if (!hasChanges()) {
      return base.another();
    }
    StoreState state = working;
    for (PrivateRows added : rows.values()) {
      TableState table = state.table(added.entry().id());
      if (table != null && !added.isEmpty()) {
        state = state.with(added.on(table));
      }
    }
    base.retainState();
    extents.retain();
    return new StoreSnapshot(
        state,
        committer.nextPrivateVersion(),
        committer.reader(),
        () -> {
          base.retainState();
          extents.retain();
        },
        () -> {
          base.releaseState();
          extents.release();
        });
  }

  /** The commit's record stands in the file: whatever follows, its extents are the store's. */
  void recorded() {
    recorded = true;
  }

  @Override
  public boolean hasChanges() {
    if (!operations.isEmpty()) {
      return true;
    }
    for (PrivateRows added : rows.values()) {
      if (!added.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int savepoint() {
    checkOpen();
    Map<Long, PrivateRows.Mark> rowMarks = new LinkedHashMap<>();
    rows.forEach((id, added) -> rowMarks.put(id, added.mark()));
    marks.add(new Mark(operations.size(), working, rowMarks));
    return marks.size() - 1;
  }

  @Override
  public void rollbackTo(int savepoint) {
    checkOpen();
    Mark mark = marks.get(savepoint);
    release(savepoint);
    if (operations.size() > mark.operations) {
      for (Operation undone : operations.subList(mark.operations, operations.size())) {
        if (undone instanceof Operation.CreateNode create) {
          created.remove(create.entry().id());
        }
      }
      operations.subList(mark.operations, operations.size()).clear();
    }
    working = mark.working;
    rows.entrySet()
        .removeIf(
            entry -> {
              PrivateRows.Mark rowMark = mark.rows.get(entry.getKey());
              if (rowMark == null) {
                entry.getValue().discard();
                return true;
              }
              entry.getValue().rollbackTo(rowMark);
              return false;
            });
  }

  @Override
  public void release(int savepoint) {
    marks.subList(savepoint, marks.size()).clear();
  }

  @Override
  public void createGroup(ObjectPath path) {
    checkOpen();
    if (path.isRoot() || working.find(path) != null) {
      throw exists(path);
    }
    StoreState before = working;
    int operationsBefore = operations.size();
    try {
      CatalogEntry parent = working.root();
      ObjectPath at = ObjectPath.ROOT;
      for (String name : path.names()) {
        at = at.child(name);
        CatalogEntry child = working.child(parent.id(), name);
        if (child == null) {
          long id = committer.nextId();
          child = new CatalogEntry.Group(id, new NodeKey(parent.id(), name), baseTxid());
          create(at, child);
        } else if (!(child instanceof CatalogEntry.Group)) {
          throw new StorageException(
              StorageException.Kind.EXISTS,
              "Cannot create " + path + ": " + at + " is a " + kind(child) + " already");
        }
        parent = child;
      }
    } catch (StorageException e) {
      working = before;
      operations.subList(operationsBefore, operations.size()).clear();
      throw e;
    }
  }

  @Override
  public void createTable(ObjectPath path, TableDefinition definition) {
    checkOpen();
    create(path, new CatalogEntry.Table(committer.nextId(), newKey(path), baseTxid(), definition));
  }

  @Override
  public void createView(ObjectPath path, ViewDefinition definition) {
    checkOpen();
    create(path, new CatalogEntry.View(committer.nextId(), newKey(path), baseTxid(), definition));
  }

  private long baseTxid() {
    return base.state().txid();
  }

  private NodeKey newKey(ObjectPath path) {
    CatalogEntry parent = working.find(path.parent());
    if (path.isRoot() || working.find(path) != null) {
      throw exists(path);
    }
    if (!(parent instanceof CatalogEntry.Group)) {
      throw new StorageException(
          StorageException.Kind.NOT_FOUND,
          "Cannot create "
              + path
              + ": there is no group "
              + path.parent()
              + "; create it first with CREATE SCHEMA");
    }
    return new NodeKey(parent.id(), path.name());
  }

  private void create(ObjectPath path, CatalogEntry entry) {
    int length = path.name().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_NAME_BYTES || path.names().size() > MAX_DEPTH) {
      throw new StorageException(
          StorageException.Kind.TOO_LARGE,
          "Cannot create a node "
              + path.names().size()
              + " groups deep with a name of "
              + length
              + " bytes: a store holds at most "
              + MAX_DEPTH
              + " and "
              + MAX_NAME_BYTES);
    }
    Operation operation = new Operation.CreateNode(entry);
    working =
        operation.applyTo(working, baseTxid()).withCatalogVersion(committer.nextPrivateVersion());
    operations.add(operation);
    created.add(entry.id());
  }

  private static StorageException exists(ObjectPath path) {
    return new StorageException(
        StorageException.Kind.EXISTS,
        "Cannot create " + path + ": a node of that name is there already");
  }

  private static String kind(CatalogEntry entry) {
    return entry.kind().name().toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public void drop(ObjectPath path, boolean cascade) {
    checkOpen();
    CatalogEntry entry = working.find(path);
    if (entry == null) {
      throw notFound(path);
    }
    if (path.isRoot()) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED, "The root group cannot be dropped");
    }
    if (!cascade
        && entry.kind() == io.cairn.storage.NodeKind.GROUP
        && working.hasChildren(entry.id())) {
      List<String> names =
          working.children(entry.id()).stream().limit(5).map(child -> child.key().name()).toList();
      throw new StorageException(
          StorageException.Kind.DEPENDENTS,
          "Cannot drop " + path + ": it holds " + String.join(", ", names) + "; use CASCADE");
    }
    Operation operation = new Operation.DropNode(entry.id());
    working =
        operation.applyTo(working, baseTxid()).withCatalogVersion(committer.nextPrivateVersion());
    operations.add(operation);
  }

  private static StorageException notFound(ObjectPath path) {
    return new StorageException(StorageException.Kind.NOT_FOUND, "There is no node " + path);
  }

  @Override
  public TableAppender append(ObjectPath path) {
    checkOpen();
    CatalogEntry entry = working.find(path);
    if (entry == null) {
      throw notFound(path);
    }
    if (!(entry instanceof CatalogEntry.Table table)) {
      throw new StorageException(
          StorageException.Kind.UNSUPPORTED,
          "Cannot add rows to " + path + ": it is a " + kind(entry) + ", and rows go into tables");
    }
    return new Appender(path, table);
  }

  private PrivateRows privateRows(CatalogEntry.Table table) {
    return rows.computeIfAbsent(
        table.id(), id -> new PrivateRows(table, committer.sink(), extents, committer.reader()));
  }

  private final class Appender implements TableAppender {
    private final ObjectPath path;
    private final CatalogEntry.Table entry;

    Appender(ObjectPath path, CatalogEntry.Table entry) {
      this.path = path;
      this.entry = entry;
    }

    @Override
    public TableDefinition table() {
      return entry.definition();
    }

    @Override
    public void append(Batch batch) {
      List<ColumnBuilder> builders = new ArrayList<>();
      for (int i = 0; i < batch.columnCount(); i++) {
        ColumnBuilder builder = new ColumnBuilder(table().columns().get(i).type().naturalLane());
        builder.append(batch.column(i), batch.selection(), batch.selectedCount());
        builders.add(builder);
      }
      append(builders);
    }

    @Override
    public void append(List<ColumnBuilder> columns) {
      checkOpen();
      checkShape(columns);
      if (columns.get(0).size() == 0) {
        return;
      }
      checkNulls(columns);
      checkLengths(columns);
      PrivateRows added = privateRows(entry);
      for (PrivateKeys key : added.keys()) {
        checkKey(added, key, columns);
      }
      added.append(columns);
    }

    private void checkShape(List<ColumnBuilder> columns) {
      if (columns.size() != table().columns().size()) {
        throw new IllegalArgumentException(
            columns.size() + " columns for the " + table().columns().size() + " of " + path);
      }
      for (ColumnBuilder column : columns) {
        if (column.size() != columns.get(0).size()) {
          throw new IllegalArgumentException("Columns of unequal sizes for " + path);
        }
      }
    }

    private void checkNulls(List<ColumnBuilder> columns) {
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).nullCount() > 0 && !table().columns().get(i).nullable()) {
          int row = 0;
          while (!columns.get(i).isNull(row)) {
            row++;
          }
          throw new StorageException(
              StorageException.Kind.NOT_NULL,
              "Column "
                  + table().columns().get(i).name()
                  + " of "
                  + path
                  + " is NOT NULL, but the row has no value for it",
              row);
        }
      }
    }

    private void checkLengths(List<ColumnBuilder> columns) {
      for (int i = 0; i < columns.size(); i++) {
        ColumnBuilder column = columns.get(i);
        if (column.lane() != Lane.TEXT || column.rawBytes() <= MAX_VALUE_BYTES) {
          continue;
        }
        for (int row = 0; row < column.size(); row++) {
          int length = column.offsets()[row + 1] - column.offsets()[row];
          if (length > MAX_VALUE_BYTES) {
            throw new StorageException(
                StorageException.Kind.TOO_LARGE,
                "A value of column "
                    + table().columns().get(i).name()
                    + " of "
                    + path
                    + " has "
                    + length
                    + " bytes; a store holds at most "
                    + MAX_VALUE_BYTES
                    + " in one",
                row);
          }
        }
      }
    }

    private void checkKey(PrivateRows added, PrivateKeys key, List<ColumnBuilder> columns) {
      int row = key.add(columns, added::relation);
      if (row < 0 && !created(entry.id())) {
        row = committer.firstCommitted(StoreTransaction.this, entry, key, columns);
      }
      if (row >= 0) {
        added.keys().forEach(known -> known.forget(added::relation));
        throw new StorageException(
            StorageException.Kind.DUPLICATE_KEY,
            "Duplicate key: "
                + path
                + " has a row with "
                + KeyText.of(table(), key.inTable(), columns, row)
                + " already",
            row);
      }
    }
  }

  /** The rows of a table when this transaction began. */
  TableRelation baseRelation(CatalogEntry.Table entry) {
    return new TableRelation(
        entry.definition(),
        Objects.requireNonNull(base.state().table(entry.id())),
        committer.reader());
  }

  @Override
  public void commit() {
    checkOpen();
    over = true;
    try {
      if (hasChanges()) {
        committer.commit(this);
      }
    } finally {
      end();
    }
  }

  @Override
  public void rollback() {
    if (!over) {
      over = true;
      end();
    }
  }

  private void end() {
    for (PrivateRows added : rows.values()) {
      if (!recorded || working.table(added.entry().id()) == null) {
        added.discard();
      }
    }
    rows.clear();
    marks.clear();
    base.close();
  }
}
