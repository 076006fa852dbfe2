package io.cairn.storage.internal.write;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.Operation;
import io.cairn.storage.internal.catalog.OperationCodec;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.commit.DurableFile;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.scan.RowGroupReader;
import io.cairn.storage.internal.scan.StoreSnapshot;
import io.cairn.storage.internal.scan.TableRelation;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes transactions in, one at a time: checks them against what was committed since they began,
 * records them, and makes them visible. Thread-safe.
 *
 * <p>Two locks: that of commits, held while a record is written or a checkpoint is taken, but not
 * while it is synced; and that of the visible state, held for moments.
 */
public final class Committer {
  /** Versions of states that are no committed ones count from here. */
  private static final long FIRST_PRIVATE_VERSION = 1L << 62;

  /** Rows that a transaction leaves behind its last row group go into the log up to here. */
  private static final long MAX_LOGGED_BYTES = 4L << 20;

  private final DurableFile file;
  private final RowGroupReader reader;
  private final RowGroupSink sink;
  private final Checkpointer checkpointer;
  private final AtomicLong nextId;
  private final AtomicLong nextPrivateVersion = new AtomicLong(FIRST_PRIVATE_VERSION);
  private final ReentrantLock lock = new ReentrantLock(true);
  private final Map<Long, List<CommittedKeys>> keys = new HashMap<>();
  private final Object visibleLock = new Object();
  private StoreState head;
  private PinnedState visible;
  private boolean closed;

  /**
   * @param state the newest state of the file
   * @param nextId gives the ids of nodes and row groups
   */
  public Committer(
      DurableFile file,
      StoreState state,
      RowGroupReader reader,
      RowGroupSink sink,
      Checkpointer checkpointer,
      AtomicLong nextId) {
    this.file = file;
    this.reader = reader;
    this.sink = sink;
    this.checkpointer = checkpointer;
    this.nextId = nextId;
    this.head = state;
    this.visible = new PinnedState(state, file.pin());
  }

  public StoreTransaction begin() {
    return new StoreTransaction(this, snapshot());
  }

  /** The newest state that everybody may see. */
  public StoreSnapshot snapshot() {
    PinnedState state = retainVisible();
    return new StoreSnapshot(
        state.state(), state.state().txid(), reader, state::retain, state::release);
  }

  private PinnedState retainVisible() {
    synchronized (visibleLock) {
      if (closed) {
        throw new StorageException(
            StorageException.Kind.CLOSED, "Cannot use " + file.location() + ": it was closed");
      }
      return visible.retain();
    }
  }

  /** Makes a state visible unless a newer one is already. */
  private void publish(PinnedState state) {
    PinnedState out;
    synchronized (visibleLock) {
      if (state.state().txid() >= visible.state().txid()) {
        out = visible;
        visible = state;
      } else {
        out = state;
      }
    }
    out.release();
  }

  RowGroupReader reader() {
    return reader;
  }

  RowGroupSink sink() {
    return sink;
  }

  long nextId() {
    return nextId.getAndIncrement();
  }

  long nextPrivateVersion() {
    return nextPrivateVersion.getAndIncrement();
  }

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
    List<Operation> operations = new ArrayList<>(transaction.operations());
    for (PrivateRows rows : added) {
      addOperations(rows, operations);
    }
    byte[] record = OperationCodec.write(operations);
    PinnedState committed;
    long lsn;
    lock.lock();
    try {
      List<Ref> allocated = allocated(added);
      // Before anything else: a file that failed is no conflict between transactions.
      file.hasRoomFor(record.length, allocated.size(), 0);
      checkConflicts(transaction, added);
      Set<Ref> freed = new LinkedHashSet<>();
      transaction.operations().forEach(operation -> addFreed(transaction, operation, freed));
      // The second time, what the first one freed can be used.
      for (int i = 0;
          i < 2 && !file.hasRoomFor(record.length, allocated.size(), freed.size());
          i++) {
        try {
          checkpoint();
        } catch (StorageException e) {
          if (e.kind() != StorageException.Kind.FULL || !dropsAlone(operations)) {
            throw e;
          }
          dropByCheckpoint(transaction);
          return;
        }
        freed.clear();
        transaction.operations().forEach(operation -> addFreed(transaction, operation, freed));
      }
      if (!file.hasRoomFor(record.length, allocated.size(), freed.size())) {
        throw new StorageException(
            StorageException.Kind.FULL,
            "Cannot commit to "
                + file.location()
                + ": no room is left on the device for a log that takes "
                + record.length
                + " bytes. Free some space and repeat the statement.");
      }
      long txid = head.txid() + 1;
      lsn = file.append(txid, record, allocated, List.copyOf(freed));
      transaction.recorded();
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
      committed = new PinnedState(next, file.pin());
    } finally {
      lock.unlock();
    }
    boolean durable = false;
    try {
      file.awaitDurable(lsn);
      durable = true;
    } finally {
      if (durable) {
        publish(committed);
      } else {
        committed.release();
      }
    }
  }

  private static boolean dropsAlone(List<Operation> operations) {
    return operations.stream().allMatch(Operation.DropNode.class::isInstance);
  }

  /**
   * Commits drops without a record, by a root that lacks what they drop. It needs less room than
   * writing all of that anew first, and is the way out of a full device. The lock of commits is
   * held.
   */
  private void dropByCheckpoint(StoreTransaction transaction) {
    Set<Ref> freed = new LinkedHashSet<>();
    transaction.operations().forEach(operation -> addFreed(transaction, operation, freed));
    long txid = head.txid() + 1;
    StoreState next = head;
    for (Operation operation : transaction.operations()) {
      next = operation.applyTo(next, txid);
    }
    next = next.withTxid(txid).withCatalogVersion(nextPrivateVersion());
    head = checkpointer.checkpoint(next, freed, nextId::get);
    publish(new PinnedState(head, file.pin()));
  }

  private static List<Ref> allocated(List<PrivateRows> added) {
    List<Ref> allocated = new ArrayList<>();
    for (PrivateRows rows : added) {
      for (RowGroup group : rows.writtenRowGroups()) {
        allocated.addAll(group.extents());
      }
    }
    return allocated;
  }

  /** The extents that a drop gives up: those of every table below the node. */
  private void addFreed(StoreTransaction transaction, Operation operation, Set<Ref> freed) {
    if (operation instanceof Operation.DropNode drop && !transaction.created(drop.id())) {
      CatalogEntry entry = head.entry(drop.id());
      if (entry != null) {
        addExtents(transaction, entry, freed);
      }
    }
  }

  private void addExtents(StoreTransaction transaction, CatalogEntry entry, Set<Ref> freed) {
    TableState table = head.table(entry.id());
    if (table != null) {
      for (RowGroup group : table.rowGroups()) {
        freed.addAll(group.extents());
      }
      keys.remove(entry.id());
    }
    for (CatalogEntry child : head.children(entry.id())) {
      addExtents(transaction, child, freed);
    }
  }

  /** Writes the newest state as a new root. The lock of commits is held. */
  private void checkpoint() {
    head = checkpointer.checkpoint(head, List.of(), nextId::get);
    publish(new PinnedState(head, file.pin()));
  }

  /** Moves rows from the log into row groups, and begins a new log. */
  public void checkpointNow() {
    lock.lock();
    try {
      checkpoint();
    } finally {
      lock.unlock();
    }
  }

  /** Checkpoints and closes the file; open snapshots cannot read any more. */
  public void close() {
    lock.lock();
    try {
      synchronized (visibleLock) {
        if (closed) {
          return;
        }
        closed = true;
      }
      sink.close();
      checkpointer.close(head, nextId::get);
    } finally {
      lock.unlock();
    }
  }

  private static void addOperations(PrivateRows rows, List<Operation> operations) {
    long table = rows.entry().id();
    long bytes = rows.rest().stream().mapToLong(ColumnBuilder::rawBytes).sum();
    if (bytes > MAX_LOGGED_BYTES) {
      rows.sealRest();
    }
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
    // A node that the transaction cannot see was made by another one, whenever that began.
    boolean seen = transaction.baseState().entry(entry.id()) != null;
    TableState table = state.table(entry.id());
    if (!seen || (table != null && table.changedBy() > since)) {
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
            + file.location()
            + ": since the transaction began, "
            + what
            + " by another one. Nothing of it was kept; run it again.");
  }
}
