package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.error.StorageException.Kind;
import io.cairn.storage.internal.format.ExtentHeader;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.FreeMap;
import io.cairn.storage.internal.format.LogRecord;
import io.cairn.storage.internal.format.LogRecordCodec;
import io.cairn.storage.internal.format.PageRun;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Superblock;
import io.cairn.storage.internal.format.Watermark;
import io.cairn.storage.internal.io.ByteReader;
import io.cairn.storage.internal.io.StoreFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
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
  private static final byte[] ZEROS = new byte[64 << 10];

  private final StoreFile file;
  private final CommitOptions options;
  private final Set<Protocol> protocol;
  private final StoreChecksum checksum;
  private final Extents extents;
  private final ExtentSpace space;
  private final BackgroundSync background = new BackgroundSync(this::sync);
  private final boolean wasClean;
  private final Recovery.@Nullable Found found;

  /** Held by the one thread that syncs; the others that wait for it find their work done. */
  private final ReentrantLock syncLock = new ReentrantLock();

  private final Object preparing = new Object();
  private volatile boolean prepared;

  private volatile Superblock superblock;
  private volatile CommitLog log;
  private volatile long lastLsn;
  private volatile long lastTxid;
  private volatile long durableLsn;
  private volatile boolean needsNewLog;
  private volatile @Nullable StorageException failure;
  private volatile boolean closed;
  private long neededLogBytes;
  private long watermarkCount;
  private boolean acknowledgedEarly;

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
    wasClean = found == null || found.clean();
    int recordCount = found == null ? 0 : found.records().size();
    lastLsn = superblock.lastLsn() + recordCount;
    durableLsn = superblock.lastLsn();
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
    return durableLsn;
  }

  /** The newest record. */
  public long lastLsn() {
    return lastLsn;
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
    PageRun run = allocate(FileLayout.pagesFor(lengthBytes));
    return writeTo(run, kind, objectId, bytes, offset, length);
  }

  private Ref writeTo(
      PageRun run, ExtentKind kind, long objectId, byte[] bytes, int offset, int length) {
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

  private PageRun allocate(long pages) {
    PageRun run = space.allocate(pages);
    if (run == null) {
      throw new StorageException(
          Kind.FULL,
          "Cannot write "
              + pages
              + " pages to "
              + file.location()
              + ": a store has at most "
              + FileLayout.MAX_PAGES
              + ".");
    }
    return run;
  }

  /**
   * Reads the payload of an extent; one that is not what the ref asks for is CORRUPT.
   *
   * @param what names it in messages; its {@code toString} is called only for one
   */
  public byte[] readExtent(Ref ref, Object what) {
    checkUsable();
    return extents.read(ref, what);
  }

  /**
   * Reads a part of an extent's payload. The extent's checksum is not looked at: what is read must
   * carry one of its own.
   */
  public void readExtent(
      Ref ref, long payloadOffset, byte[] target, int offset, int length, Object what) {
    checkUsable();
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
    long lsn = lastLsn + 1;
    if (options.durability() == Durability.NONE) {
      space.commit(allocatedRuns, freedRuns);
      space.advance();
      lastLsn = lsn;
      lastTxid = Math.max(lastTxid, txid);
      return lsn;
    }
    boolean extentsDurable = space.unsyncedBytes(allocatedRuns) == 0;
    if (space.unsyncedBytes(allocatedRuns) > options.bulkBytes()
        && options.durability() != Durability.OFF) {
      if (protocol.contains(Protocol.SYNC_BULK_EXTENTS)) {
        sync();
      }
      extentsDurable = true;
    }
    LogRecord next =
        new LogRecord(lsn, txid, durableLsn, extentsDurable, allocated, freedRuns, payload);
    try {
      log.append(next);
    } catch (StorageException e) {
      // Whatever reached the file must not be followed by another record of this log.
      if (e.kind() == Kind.FULL) {
        needsNewLog = true;
      } else {
        poison(e);
      }
      throw e;
    }
    lastTxid = Math.max(lastTxid, txid);
    space.commit(allocatedRuns, freedRuns);
    lastLsn = lsn;
    return lsn;
  }

  /** Returns once the record counts, as {@link CommitOptions#durability} has it. */
  public void awaitDurable(long lsn) {
    switch (options.durability()) {
      case FULL -> {
        while (durableLsn < lsn) {
          syncUpTo(lsn);
        }
      }
      case NORMAL -> {
        checkUsable();
        background.request();
      }
      case OFF, NONE -> checkUsable();
    }
  }

  private void syncUpTo(long lsn) {
    syncLock.lock();
    try {
      if (durableLsn >= lsn) {
        return;
      }
      if (!protocol.contains(Protocol.ACKNOWLEDGE_AFTER_SYNC) && !acknowledgedEarly) {
        acknowledgedEarly = true;
        durableLsn = lastLsn;
        return;
      }
      acknowledgedEarly = false;
      sync();
    } finally {
      syncLock.unlock();
    }
  }

  /** Makes everything last that was appended before. */
  private void sync() {
    checkUsable();
    syncLock.lock();
    try {
      long lsn = lastLsn;
      long writes = space.writeCount();
      if (protocol.contains(Protocol.SYNC_LOG)) {
        force();
      }
      space.synced(writes);
      if (lsn > durableLsn) {
        durableLsn = lsn;
        writeWatermark(lsn);
      }
    } finally {
      syncLock.unlock();
    }
  }

  private void writeWatermark(long lsn) {
    if (!protocol.contains(Protocol.WATERMARK)) {
      return;
    }
    byte[] mark = new Watermark(superblock.epoch(), lsn).toBytes(checksum);
    long page = watermarkCount++ & 1;
    try {
      file.write(FileLayout.WATERMARK_OFFSET + page * FileLayout.PAGE_BYTES, mark, 0, mark.length);
    } catch (StorageException e) {
      // The commit lasts already. The mark only lets recovery tell damage from a torn end, and the
      // one before it stands in the other page.
    }
  }

  private void force() {
    try {
      file.force();
    } catch (StorageException e) {
      throw poison(e);
    }
  }

  private StorageException poison(StorageException cause) {
    StorageException first = failure;
    if (first == null) {
      failure = cause;
    }
    return cause;
  }

  /**
   * Writes the state as a new root, puts it in force and begins a new log. If it fails before that,
   * the old root and its log stay in force.
   *
   * @param txid the newest transaction that the root holds
   */
  public void checkpoint(long txid, CheckpointWriter writer) {
    prepareToWrite();
    checkpoint(txid, writer, false);
  }

  private void checkpoint(long txid, CheckpointWriter writer, boolean closing) {
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
      PageRun logRun = writeLog(own, closing);
      Ref freeMap = writeFreeMap(own, freed);
      long pageCount = space.freeAfterCheckpoint(own, freed).pageCount();
      growFileTo(pageCount);
      syncLock.lock();
      try {
        Superblock next =
            new Superblock(
                superblock.store(),
                superblock.epoch() + 1,
                Math.max(txid, superblock.lastTxid()),
                root,
                freeMap,
                logRun,
                lastLsn,
                pageCount,
                closing,
                superblock.optionalFeatures());
        putInForce(next, closing);
        done = true;
        space.commit(own, freed);
        space.advance();
        superblock = next;
        log = new CommitLog(file, codec(next.epoch()), logRun, 0);
        lastTxid = Math.max(lastTxid, txid);
        needsNewLog = false;
        neededLogBytes = 0;
        durableLsn = lastLsn;
      } finally {
        syncLock.unlock();
      }
    } finally {
      if (!done && failure == null) {
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
        lastLsn,
        old.pageCount(),
        false,
        old.optionalFeatures());
  }

  /** Takes the pages of the next log and makes sure that the system has given room for them. */
  private PageRun writeLog(List<PageRun> own, boolean closing) {
    long untouched = space.untouchedFrom();
    PageRun run = allocate(FileLayout.pagesFor(closing ? options.logBytes() : nextLogBytes()));
    own.add(run);
    // An empty log after a close is known by its zeros; elsewhere old bytes do no harm, since the
    // checksum of a record holds the epoch of its log.
    long from = closing ? run.page() : Math.max(run.page(), untouched);
    for (long at = from * FileLayout.PAGE_BYTES; at < run.end() * FileLayout.PAGE_BYTES; ) {
      int piece = (int) Math.min(ZEROS.length, run.end() * FileLayout.PAGE_BYTES - at);
      file.write(at, ZEROS, 0, piece);
      at += piece;
    }
    space.written(run);
    return run;
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

  private Ref writeFreeMap(List<PageRun> own, List<PageRun> freed) {
    // Its own pages and those that it gives back can add a run each to what is counted here.
    long mostRuns = space.freeAfterCheckpoint(own, freed).runs().size() + 2L;
    long mostPages = FileLayout.pagesFor(ExtentHeader.SIZE_BYTES + FreeMap.sizeBytes(mostRuns));
    PageRun taken = allocate(mostPages);
    own.add(taken);
    int last = own.size() - 1;
    byte[] map = FreeMap.toBytes(space.freeAfterCheckpoint(own, freed).runs());
    PageRun kept = space.shorten(taken, FileLayout.pagesFor(ExtentHeader.SIZE_BYTES + map.length));
    own.set(last, kept);
    if (kept.pages() < taken.pages()) {
      map = FreeMap.toBytes(space.freeAfterCheckpoint(own, freed).runs());
    }
    Ref ref = extents.write(kept, ExtentKind.FREE_MAP, 0, lastTxid + 1, map, 0, map.length);
    space.written(kept);
    return ref;
  }

  private void growFileTo(long pageCount) {
    long bytes = pageCount * FileLayout.PAGE_BYTES;
    if (file.size() < bytes) {
      file.write(bytes - 1, ZEROS, 0, 1);
    }
  }

  private void putInForce(Superblock next, boolean closing) {
    boolean syncs = options.durability() != Durability.OFF || closing;
    long writes = space.writeCount();
    if (syncs && protocol.contains(Protocol.SYNC_BEFORE_SUPERBLOCK)) {
      force();
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
      throw poison(e);
    }
    if (syncs) {
      force();
    }
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
      checkUsable();
      if (options.durability() != Durability.NONE
          && !options.readOnly()
          && (prepared || !wasClean)) {
        prepareToWrite();
        background.stop();
        space.preferLowPages();
        checkpoint(txid, writer, true);
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
    if (!closed) {
      closed = true;
      background.stop();
      file.close();
    }
  }

  private void checkUsable() {
    StorageException first = failure;
    if (first != null) {
      throw new StorageException(
          Kind.IO,
          "Cannot use "
              + file.location()
              + " any more, since a write failed: "
              + first.getMessage()
              + " Close the store and open it again.",
          first);
    }
    if (closed) {
      throw new StorageException(
          Kind.CLOSED, "Cannot use " + file.location() + ": the store was closed.");
    }
  }

  /** Before the first write since the file was opened: learn what is free. */
  private void prepareToWrite() {
    checkUsable();
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
      byte[] page = opened.superblock().toBytes();
      file.write(opened.damagedCopy(), page, 0, page.length);
    }
    // A process that was killed may have left the superblock or records in the system's memory
    // alone. They are what counts from now on, so they must last before a page that only the
    // superblock before them uses is written over.
    if (options.durability() != Durability.OFF && protocol.contains(Protocol.SYNC_AFTER_OPEN)) {
      force();
    }
    Superblock current = opened.superblock();
    ByteReader map =
        new ByteReader(
            extents.read(current.freeMap(), "the free map"), "the free map of " + file.location());
    List<PageRun> runs = FreeMap.readFrom(map, current.pageCount());
    space.load(
        runs, current.pageCount(), Math.max(current.pageCount(), FileLayout.pagesFor(file.size())));
    for (PageRun used : List.of(current.log(), current.root().run(), current.freeMap().run())) {
      if (space.isFree(used)) {
        throw map.corrupt("it holds page " + used.page() + ", which is in use");
      }
    }
    for (LogRecord each : opened.records()) {
      for (Ref ref : each.allocated()) {
        if (!space.claim(ref.run())) {
          throw map.corrupt(
              "page " + ref.page() + " is not free, and record " + each.lsn() + " took it");
        }
      }
      for (PageRun run : each.freed()) {
        if (!space.leave(run)) {
          throw map.corrupt(
              "page " + run.page() + " is free, and record " + each.lsn() + " freed it");
        }
      }
    }
  }
}
