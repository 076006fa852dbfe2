package io.cairn.storage.internal.write;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.Operation;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.scan.RowGroupReader;
import io.cairn.storage.internal.scan.StoreSnapshot;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes transactions in, one at a time: checks them against what was committed since they began,
 * records them, and makes them visible. Thread-safe.
 */
public final class Committer {
  private static final long PRIVATE_VERSION = 1L << 62;

  private final String location;
  private final RowGroupReader reader;
  private final RowGroupSink sink;
  private final AtomicLong nextId;
  private final AtomicLong nextPrivateVersion = new AtomicLong(PRIVATE_VERSION);
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Map<Long, List<CommittedKeys>> keys = new HashMap<>();
  private StoreState head;
  private volatile StoreState visible;

  public Committer(
      String location, StoreState state, RowGroupReader reader, RowGroupSink sink, long nextId) {
    this.location = location;
    this.head = state;
    this.visible = state;
    this.reader = reader;
    this.sink = sink;
    this.nextId = new AtomicLong(nextId);
  }

  public StoreTransaction begin() {
    return new StoreTransaction(this, snapshot());
  }

  /** The newest state that everybody may see. */
  public StoreSnapshot snapshot() {
    StoreState state = visible;
    return snapshotOf(state, state.txid());
  }

  StoreSnapshot snapshotOf(StoreState state, long version) {
    return new StoreSnapshot(state, version, reader, () -> {});
  }

  RowGroupReader reader() {
    return reader;
  }

  long nextId() {
    return nextId.getAndIncrement();
  }

  long nextPrivateVersion() {
    return nextPrivateVersion.getAndIncrement();
  }

  PrivateRows privateRows(CatalogEntry.Table table) {
    return new PrivateRows(table, sink, reader);
  }

  void ended() {}

  /**
   * The first of these rows whose key the table had when the transaction began, or -1. A key that
   * came since is a conflict, which the commit reports.
   */
  int firstCommitted(
      StoreTransaction transaction,
      CatalogEntry.Table entry,
      PrivateKeys key,
      List<ColumnBuilder> rows) {
    boolean changed;
    int found;
    lock.lock();
    try {
      TableState table = head.table(entry.id());
      if (table == null) {
        return -1;
      }
      changed = table.changedBy() > transaction.baseState().txid();
      found = committedKeys(entry, key).firstFound(relation(entry, table), rows);
    } finally {
      lock.unlock();
    }
    if (found < 0 || !changed) {
      return found;
    }
    return KeyScan.firstFound(transaction.baseRelation(entry), key.alone(), key.inTable(), rows);
  }

  private CommittedKeys committedKeys(CatalogEntry.Table entry, PrivateKeys key) {
    return committedKeys(entry).get(entry.definition().keys().indexOf(key.inTable().key()));
  }

  private List<CommittedKeys> committedKeys(CatalogEntry.Table entry) {
    return keys.computeIfAbsent(
        entry.id(),
        id ->
            entry.definition().keys().stream()
                .map(key -> new CommittedKeys(entry.definition(), key))
                .toList());
  }

  private TableRelation relation(CatalogEntry.Table entry, TableState table) {
    return new TableRelation(entry.definition(), table, reader);
  }

  void commit(StoreTransaction transaction) {
    List<PrivateRows> added = transaction.addedRows();
    lock.lock();
    try {
      checkConflicts(transaction, added);
      List<Operation> operations = new ArrayList<>(transaction.operations());
      for (PrivateRows rows : added) {
        addOperations(rows, operations);
      }
      long txid = head.txid() + 1;
      StoreState next = head;
      for (Operation operation : operations) {
        next = operation.applyTo(next, txid);
      }
      next = next.withTxid(txid);
      if (!transaction.operations().isEmpty()) {
        next = next.withCatalogVersion(nextPrivateVersion());
      }
      head = next;
      added.forEach(this::addKeys);
      visible = next;
    } finally {
      lock.unlock();
    }
  }

  private static void addOperations(PrivateRows rows, List<Operation> operations) {
    long table = rows.entry().id();
    if (!rows.writtenRowGroups().isEmpty()) {
      operations.add(new Operation.AddRowGroups(table, rows.writtenRowGroups()));
    }
    if (rows.rest().get(0).size() > 0) {
      operations.add(new Operation.AddRows(table, rows.rest()));
    }
  }

  private void addKeys(PrivateRows rows) {
    List<CommittedKeys> committed = keys.get(rows.entry().id());
    for (int i = 0; committed != null && i < committed.size(); i++) {
      if (rows.writtenRowGroups().isEmpty()) {
        committed.get(i).added(rows.rest());
      } else {
        committed.get(i).added(rows.keys().get(i).range());
      }
    }
  }

  /** Fails if something that the transaction touched was changed since it began. */
  private void checkConflicts(StoreTransaction transaction, List<PrivateRows> added) {
    StoreState state = head;
    long since = transaction.baseState().txid();
    for (Operation operation : transaction.operations()) {
      if (operation instanceof Operation.CreateNode create) {
        CatalogEntry entry = create.entry();
        if (state.entry(entry.key().parentId()) == null) {
          throw conflict("the group that " + entry.key().name() + " was made in is gone");
        }
        if (state.child(entry.key().parentId(), entry.key().name()) != null) {
          throw conflict("a node " + entry.key().name() + " was made in the same group");
        }
      } else if (operation instanceof Operation.DropNode drop && !transaction.created(drop.id())) {
        CatalogEntry entry = state.entry(drop.id());
        if (entry == null || changedSince(state, entry, since, transaction)) {
          throw conflict("a node that it drops was changed");
        }
      }
      state = operation.applyTo(state, since);
    }
    for (PrivateRows rows : added) {
      checkRows(transaction, rows, state, since);
    }
  }

  private void checkRows(
      StoreTransaction transaction, PrivateRows rows, StoreState state, long since) {
    CatalogEntry.Table entry = rows.entry();
    TableState table = state.table(entry.id());
    if (table == null) {
      throw conflict("table " + entry.key().name() + " was dropped");
    }
    if (transaction.created(entry.id()) || table.changedBy() <= since) {
      return;
    }
    for (PrivateKeys key : rows.keys()) {
      CommittedKeys committed = committedKeys(entry, key);
      KeyScan.visit(
          rows.relation(),
          key.alone(),
          null,
          keys -> {
            if (committed.firstFound(relation(entry, table), key.alone(), keys) >= 0) {
              throw conflict(
                  "a row of table "
                      + entry.key().name()
                      + " was added with a key that this one adds too");
            }
            return true;
          });
    }
  }

  private static boolean changedSince(
      StoreState state, CatalogEntry entry, long since, StoreTransaction transaction) {
    if (transaction.created(entry.id())) {
      return false;
    }
    TableState table = state.table(entry.id());
    if (entry.txid() > since || (table != null && table.changedBy() > since)) {
      return true;
    }
    for (CatalogEntry child : state.children(entry.id())) {
      if (changedSince(state, child, since, transaction)) {
        return true;
      }
    }
    return false;
  }

  private StorageException conflict(String what) {
    return new StorageException(
        StorageException.Kind.CONFLICT,
        "Cannot commit to "
            + location
            + ": since the transaction began, "
            + what
            + " by another one. Nothing of it was kept; run it again.");
  }
}
