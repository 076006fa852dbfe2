package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.format.ExtentHeader;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.LogRecordCodec;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.io.StoreFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The durable half of a store: extents, a commit log and checkpoints in one file; {@code
 * docs/format.md} has the order of its writes. It knows nothing of tables.
 *
 * <p>Thread-safe. {@link #append}, {@link #checkpoint}, {@link #close(long, CheckpointWriter)} and
 * {@link #pin} are called under the lock of the caller under which it commits and publishes its
 * snapshots; everything else by any thread at any time. After a sync has failed, every call fails
 * with kind IO: what lasts is known only after the file was opened again.
 */
public final class DurableFile {
  private final StoreFile file;
  private final CommitOptions options;
  private final Set<Protocol> protocol;
  private final StoreChecksum checksum;
  private final Extents extents;
  private final ExtentSpace space;
  private final FileHealth health;
  private final LogSync sync;
  private final BackgroundSync background;
  private final boolean wasClean;
  private final Recovery.@Nullable Found found;

  private final Object preparing = new Object();
  private volatile boolean prepared;

  private volatile Superblock superblock;
  private volatile CommitLog log;
  private volatile long lastTxid;
  private volatile boolean needsNewLog;
  private long neededLogBytes;

  private DurableFile(
      StoreFile file,
      CommitOptions options,
      Set<Protocol> protocol,
      Superblock superblock,
      Recovery.@Nullable Found found) {
    this.file = file;
    this.options = options;
    this.protocol = protocol;
    this.superblock = superblock;
    this.found = found;
    checksum = new StoreChecksum(superblock.store());
    extents = new Extents(file, checksum);
    space = new ExtentSpace(protocol);
    health = new FileHealth(file.location());
    sync = new LogSync(file, health, space, checksum, protocol);
    background = new BackgroundSync(sync::sync);
    wasClean = found == null || found.clean();
    int recordCount = found == null ? 0 : found.records().size();
    sync.begin(superblock.epoch(), superblock.lastLsn(), superblock.lastLsn() + recordCount);
    lastTxid = superblock.lastTxid();
    if (found != null) {
      for (LogRecord each : found.records()) {
        lastTxid = Math.max(lastTxid, each.txid());
      }
    }
    needsNewLog = !wasClean && protocol.contains(Protocol.NEW_LOG_AFTER_CRASH);
    log =
        new CommitLog(
            file,
            codec(superblock.epoch()),
            superblock.log(),
            found == null ? 0 : found.logEndBytes());
  }

  private LogRecordCodec codec(long epoch) {
    return new LogRecordCodec(checksum, protocol.contains(Protocol.EPOCH_IN_RECORDS) ? epoch : 0);
  }

  /**
   * Makes a store in an empty file.
   *
   * @param firstRoot writes the state of the store that has nothing in it
   */
  public static DurableFile create(
      StoreFile file, CommitOptions options, CheckpointWriter firstRoot) {
    return create(file, options, firstRoot, UUID.randomUUID(), Protocol.ALL);
  }

  static DurableFile create(
      StoreFile file,
      CommitOptions options,
      CheckpointWriter firstRoot,
      UUID store,
      Set<Protocol> protocol) {
    if (file.size() != 0) {
      throw new StorageException(
          Kind.CANNOT_OPEN,
          "Cannot make a store of "
              + file.location()
              + ": it has "
              + file.size()
              + " bytes, expected none.");
    }
    // Epoch 0 is never written: it stands for the state before the first checkpoint.
    PageRun nothing = new PageRun(FileLayout.FIRST_PAGE, 0);
    Ref none = new Ref(FileLayout.FIRST_PAGE, ExtentHeader.SIZE_BYTES, 0, ExtentKind.FREE_MAP, 0);
    Superblock before =
        new Superblock(store, 0, 0, none, none, nothing, 0, FileLayout.FIRST_PAGE, false, 0);
    DurableFile made = new DurableFile(file, options, protocol, before, null);
    made.space.load(List.of(), FileLayout.FIRST_PAGE, FileLayout.FIRST_PAGE);
    made.prepared = true;
    made.checkpoint(0, firstRoot);
    return made;
  }

  /**
   * Opens a store at its last committed state. Damage to what had been committed is CORRUPT, a file
   * that is none CANNOT_OPEN, one of a newer version UNSUPPORTED.
   */
  public static DurableFile open(StoreFile file, CommitOptions options) {
    return open(file, options, Protocol.ALL);
  }

  static DurableFile open(StoreFile file, CommitOptions options, Set<Protocol> protocol) {
    Recovery.Found found = new Recovery(file, protocol).run();
    DurableFile opened = new DurableFile(file, options, protocol, found.superblock(), found);
    if (!options.readOnly() && found.damagedCopy() >= 0) {
      opened.prepareToWrite();
    }
    return opened;
  }

  /** The store's identity: no other file has it but copies of this one. */
  public UUID storeId() {
    return superblock.store();
  }

  /** The root of the last checkpoint. */
  public Ref root() {
    return superblock.root();
  }

  /** The records behind the root as they were when the file was opened, in order. */
  public List<LogRecord> replay() {
    return found == null ? List.of() : found.records();
  }

  /** The newest transaction of the file. */
  public long lastTxid() {
    return lastTxid;
  }

  /** The newest record that is known to last through a loss of power. */
  public long durableLsn() {
    return sync.durableLsn();
  }

  /** The newest record. */
  public long lastLsn() {
    return sync.lastLsn();
  }

  /** The newest record that the root holds; a log with none behind it is empty. */
  public long checkpointLsn() {
    return superblock.lastLsn();
  }

  /** Whether the store was closed when it was opened, rather than left. */
  public boolean wasClean() {
    return wasClean;
  }

  /** Bytes of the file. */
  public long sizeBytes() {
    return file.size();
  }

  public String location() {
    return file.location();
  }

  /**
   * Writes an extent of a transaction that has not committed. Fails with FULL if there is no room;
   * nothing of it is kept then.
   *
   * @param objectId what in the catalog it belongs to
   */
  public Ref writeExtent(ExtentKind kind, long objectId, byte[] bytes, int offset, int length) {
    prepareToWrite();
    long lengthBytes = (long) ExtentHeader.SIZE_BYTES + length;
    if (lengthBytes > FileLayout.MAX_EXTENT_BYTES) {
      throw new StorageException(
          Kind.UNSUPPORTED,
          "Cannot write an extent of "
              + lengthBytes
              + " bytes to "
              + file.location()
              + ": at most "
              + FileLayout.MAX_EXTENT_BYTES
              + " are possible.");
    }
    PageRun run = space.allocate(FileLayout.pagesFor(lengthBytes));
    boolean done = false;
    try {
      Ref ref = extents.write(run, kind, objectId, lastTxid + 1, bytes, offset, length);
      space.written(run);
      done = true;
      return ref;
    } finally {
      if (!done) {
        space.discard(run);
      }
    }
  }

  /**
   * Reads the payload of an extent; one that is not what the ref asks for is CORRUPT.
   *
   * @param what names it in messages; its {@code toString} is called only for one
   */
  public byte[] readExtent(Ref ref, Object what) {
    health.check();
    return extents.read(ref, what);
  }

  /**
   * Reads a part of an extent's payload. The extent's checksum is not looked at: what is read must
   * carry one of its own.
   */
  public void readExtent(
      Ref ref, long payloadOffset, byte[] target, int offset, int length, Object what) {
    health.check();
    extents.readRange(ref, payloadOffset, target, offset, length, what);
  }

  /** Gives up an extent of a transaction that was rolled back; its pages may be reused at once. */
  public void discard(Ref ref) {
    space.discard(ref.run());
  }

  /**
   * Whether {@link #append} would take such a record. If not, a checkpoint must come first; it
   * makes the log large enough.
   */
  public boolean hasRoomFor(int payloadLength, int allocatedCount, int freedCount) {
    prepareToWrite();
    if (options.durability() == Durability.NONE) {
      return true;
    }
    long length = LogRecordCodec.lengthBytes(payloadLength, allocatedCount, freedCount);
    if (length > FileLayout.MAX_EXTENT_BYTES) {
      throw new StorageException(
          Kind.UNSUPPORTED,
          "Cannot commit to "
              + file.location()
              + ": the transaction's record has "
              + length
              + " bytes, at most "
              + FileLayout.MAX_EXTENT_BYTES
              + " are possible. Commit in smaller parts.");
    }
    if (!log.hasRoomFor(length)) {
      neededLogBytes = Math.max(neededLogBytes, length);
      return false;
    }
    return !needsNewLog;
  }

  /**
   * Writes the record of a transaction and returns its number. It counts once {@link #awaitDurable}
   * has returned. If this fails, the transaction has not committed unless a crash follows before
   * the next checkpoint.
   *
   * @param allocated extents that the transaction wrote; they belong to the store from now on
   * @param freed extents that the store reached and no longer does
   */
  public long append(long txid, byte[] payload, List<Ref> allocated, List<Ref> freed) {
    if (!hasRoomFor(payload.length, allocated.size(), freed.size())) {
      throw new IllegalStateException("a checkpoint must come before this record");
    }
    List<PageRun> allocatedRuns = new ArrayList<>(allocated.size());
    for (Ref ref : allocated) {
      PageRun run = ref.run();
      if (!space.isInFlight(run)) {
        throw new IllegalStateException(ref + " was not written by an open transaction");
      }
      allocatedRuns.add(run);
    }
    List<PageRun> freedRuns = freed.stream().map(Ref::run).toList();
    long lsn = sync.lastLsn() + 1;
    if (options.durability() == Durability.NONE) {
      sync.appended(lsn);
      lastTxid = Math.max(lastTxid, txid);
      space.commit(allocatedRuns, freedRuns);
      space.advance();
      return lsn;
    }
    boolean extentsDurable = makeBulkDurable(allocatedRuns);
    write(
        new LogRecord(lsn, txid, sync.durableLsn(), extentsDurable, allocated, freedRuns, payload));
    sync.appended(lsn);
    lastTxid = Math.max(lastTxid, txid);
    space.commit(allocatedRuns, freedRuns);
    return lsn;
  }

  /** Syncs extents if they are many bytes, and returns whether all of them last. */
  private boolean makeBulkDurable(List<PageRun> runs) {
    long unsynced = space.unsyncedBytes(runs);
    if (unsynced <= options.bulkBytes() || options.durability() == Durability.OFF) {
      return unsynced == 0;
    }
    if (protocol.contains(Protocol.SYNC_BULK_EXTENTS)) {
      sync.sync();
    }
    return true;
  }

  private void write(LogRecord next) {
    try {
      log.append(next);
    } catch (StorageException e) {
      // Whatever reached the file must not be followed by another record of this log.
      if (e.kind() != Kind.FULL) {
        throw health.fail(e);
      }
      needsNewLog = true;
      throw e;
    }
  }

  /** Returns once the record counts, as {@link CommitOptions#durability} has it. */
  public void awaitDurable(long lsn) {
    switch (options.durability()) {
      case FULL -> sync.awaitDurable(lsn);
      case NORMAL -> {
        health.check();
        background.request();
      }
      case OFF, NONE -> health.check();
    }
  }

  /**
   * Writes the state as a new root, puts it in force and begins a new log. If it fails before that,
   * the old root and its log stay in force.
   *
   * @param txid the newest transaction that the root holds
   */
  public void checkpoint(long txid, CheckpointWriter writer) {
    prepareToWrite();
    checkpoint(txid, writer, nextLogBytes(), false);
  }

  /**
   * A {@link #checkpoint} that takes as few pages as it can, for a device that has few: the new log
   * is a small one, in which the record that is to come need not fit.
   */
  public void checkpointInLittleRoom(long txid, CheckpointWriter writer) {
    prepareToWrite();
    checkpoint(txid, writer, options.logBytes(), false);
  }

  private void checkpoint(long txid, CheckpointWriter writer, long logBytes, boolean closing) {
    CheckpointOutput out = new CheckpointOutput(this);
    List<PageRun> own = out.written();
    boolean done = false;
    try {
      Ref root = writer.write(out);
      if (options.durability() == Durability.NONE) {
        space.commit(own, out.freed());
        space.advance();
        superblock = withRoot(root, txid);
        done = true;
        return;
      }
      List<PageRun> freed = new ArrayList<>(out.freed());
      if (superblock.epoch() > 0) {
        freed.add(superblock.log());
        freed.add(superblock.freeMap().run());
      }
      CheckpointPages pages = new CheckpointPages(file, extents, space, own, freed);
      PageRun logRun = pages.writeLog(logBytes, closing);
      Ref freeMap = pages.writeFreeMap(lastTxid + 1);
      Superblock next =
          new Superblock(
              superblock.store(),
              superblock.epoch() + 1,
              Math.max(txid, superblock.lastTxid()),
              root,
              freeMap,
              logRun,
              sync.lastLsn(),
              pages.growFile(),
              closing,
              superblock.optionalFeatures());
      sync.putInForce(next.epoch(), () -> putInForce(next));
      done = true;
      lastTxid = Math.max(lastTxid, txid);
      needsNewLog = false;
      neededLogBytes = 0;
      space.commit(own, freed);
      space.advance();
    } finally {
      if (!done && !health.hasFailed()) {
        own.forEach(space::discard);
      }
    }
  }

  private Superblock withRoot(Ref root, long txid) {
    Superblock old = superblock;
    return new Superblock(
        old.store(),
        old.epoch() + 1,
        txid,
        root,
        old.freeMap(),
        old.log(),
        sync.lastLsn(),
        old.pageCount(),
        false,
        old.optionalFeatures());
  }

  private long nextLogBytes() {
    if (superblock.epoch() == 0) {
      return options.logBytes();
    }
    long current = superblock.log().bytes();
    if (neededLogBytes == 0) {
      return current;
    }
    long doubled = Math.min(current * 2, Math.max(current, options.maxLogBytes()));
    return Math.max(doubled, powerOfTwo(neededLogBytes));
  }

  private static long powerOfTwo(long atLeast) {
    long highest = Long.highestOneBit(atLeast);
    return highest == atLeast ? highest : highest * 2;
  }

  private void putInForce(Superblock next) {
    boolean syncs = options.durability() != Durability.OFF || next.clean();
    long writes = space.writeCount();
    if (syncs && protocol.contains(Protocol.SYNC_BEFORE_SUPERBLOCK)) {
      sync.force();
      space.synced(writes);
    }
    long slotNumber = next.epoch();
    if (!protocol.contains(Protocol.TWO_SLOTS)) {
      slotNumber = 0;
    } else if (!protocol.contains(Protocol.OTHER_SLOT)) {
      slotNumber = next.epoch() >> 1;
    }
    int slot = (int) (slotNumber & 1);
    byte[] page = next.toBytes();
    try {
      file.write(FileLayout.superblockOffset(slot, 0), page, 0, page.length);
      file.write(FileLayout.superblockOffset(slot, 1), page, 0, page.length);
    } catch (StorageException e) {
      // One copy may stand in the file: commits to the old log could be passed over.
      throw health.fail(e);
    }
    if (syncs) {
      sync.force();
    }
    superblock = next;
    log = new CommitLog(file, codec(next.epoch()), next.log(), 0);
  }

  /**
   * Keeps from now on what the state of now reaches. A snapshot takes its pin under the lock under
   * which it is published, so that none of its extents is freed in between.
   */
  public Pin pin() {
    return space.pin();
  }

  /**
   * Checkpoints, marks the store as closed, cuts off the free pages at its end and closes the file.
   * A store to which nothing was written since it was opened clean is left as it is.
   */
  public void close(long txid, CheckpointWriter writer) {
    try {
      health.check();
      if (options.durability() != Durability.NONE
          && !options.readOnly()
          && (prepared || !wasClean)) {
        prepareToWrite();
        background.stop();
        space.preferLowPages();
        checkpoint(txid, writer, options.logBytes(), true);
        long bytes = superblock.pageCount() * FileLayout.PAGE_BYTES;
        if (file.size() > bytes) {
          file.truncate(bytes);
        }
      }
    } finally {
      abandon();
    }
  }

  /** Closes the file and leaves the store as a crash would. */
  public void abandon() {
    if (!health.isClosed()) {
      health.close();
      background.stop();
      file.close();
    }
  }

  /** Before the first write since the file was opened: learn what is free. */
  private void prepareToWrite() {
    health.check();
    if (prepared) {
      return;
    }
    if (options.readOnly()) {
      throw new StorageException(
          Kind.READ_ONLY, "Cannot change " + file.location() + ": it was opened to be read only.");
    }
    synchronized (preparing) {
      if (!prepared && found != null) {
        prepare(found);
        prepared = true;
      }
    }
  }

  private void prepare(Recovery.Found opened) {
    if (opened.damagedCopy() >= 0) {
      byte[] page = opened.superblockPage();
      file.write(opened.damagedCopy(), page, 0, page.length);
    }
    // A process that was killed may have left the superblock or records in the system's memory
    // alone. They are what counts from now on, so they must last before a page that only the
    // superblock before them uses is written over.
    if (options.durability() != Durability.OFF && protocol.contains(Protocol.SYNC_AFTER_OPEN)) {
      sync.force();
    }
    RecoveredSpace.load(file, opened, extents, space);
  }
}
