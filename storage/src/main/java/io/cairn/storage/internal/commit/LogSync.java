package io.cairn.storage.internal.commit;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.format.FileLayout;
import io.cairn.storage.internal.format.StoreChecksum;
import io.cairn.storage.internal.format.Watermark;
import io.cairn.storage.internal.io.StoreFile;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Syncs the file for all committers that wait: the one that holds the lock syncs, the others find
 * their work done when they get it. Thread-safe.
 */
final class LogSync {
  private final StoreFile file;
  private final FileHealth health;
  private final ExtentSpace space;
  private final StoreChecksum checksum;
  private final Set<Protocol> protocol;
  private final ReentrantLock lock = new ReentrantLock();

  private volatile long lastLsn;
  private volatile long durableLsn;
  private long epoch;
  private long watermarkCount;
  private boolean acknowledgedEarly;

  LogSync(
      StoreFile file,
      FileHealth health,
      ExtentSpace space,
      StoreChecksum checksum,
      Set<Protocol> protocol) {
    this.file = file;
    this.health = health;
    this.space = space;
    this.checksum = checksum;
    this.protocol = protocol;
  }

  /** Begins with a log of which the records up to one are known to last, and others may. */
  void begin(long newEpoch, long newDurableLsn, long newLastLsn) {
    epoch = newEpoch;
    durableLsn = newDurableLsn;
    lastLsn = newLastLsn;
  }

  long lastLsn() {
    return lastLsn;
  }

  long durableLsn() {
    return durableLsn;
  }

  /** A record was handed to the system. */
  void appended(long lsn) {
    lastLsn = lsn;
  }

  /** Returns once a record lasts. */
  void awaitDurable(long lsn) {
    while (durableLsn < lsn) {
      lock.lock();
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
        lock.unlock();
      }
    }
  }

  /** Makes everything last that was written before. */
  void sync() {
    health.check();
    lock.lock();
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
      lock.unlock();
    }
  }

  /** Syncs the file; a failure ends its use. */
  void force() {
    try {
      file.force();
    } catch (StorageException e) {
      throw health.fail(e);
    }
  }

  private void writeWatermark(long lsn) {
    if (!protocol.contains(Protocol.WATERMARK)) {
      return;
    }
    byte[] mark = new Watermark(epoch, lsn).toBytes(checksum);
    long page = watermarkCount++ & 1;
    try {
      file.write(FileLayout.WATERMARK_OFFSET + page * FileLayout.PAGE_BYTES, mark, 0, mark.length);
    } catch (StorageException e) {
      // The commit lasts already. The mark only lets recovery tell damage from a torn end, and the
      // one before it stands in the other page.
    }
  }

  /** Puts a superblock in force while no one else syncs. Its log is empty. */
  void putInForce(long newEpoch, Runnable work) {
    lock.lock();
    try {
      work.run();
      epoch = newEpoch;
      durableLsn = lastLsn;
    } finally {
      lock.unlock();
    }
  }
}
