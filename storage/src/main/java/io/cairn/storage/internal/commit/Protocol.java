package io.cairn.storage.internal.commit;

import java.util.EnumSet;
import java.util.Set;

/**
 * The steps that make the store survive a crash. Tests leave one out to prove that they would see
 * it; a store never does.
 */
enum Protocol {
  /** Large extents are synced before the record that names them. */
  SYNC_BULK_EXTENTS,
  /** The log is synced before a commit counts. */
  SYNC_LOG,
  /** A commit counts after the sync, not before it. */
  ACKNOWLEDGE_AFTER_SYNC,
  /** Freed pages wait for the checkpoint that made them unreachable. */
  REUSE_AFTER_CHECKPOINT,
  /** Superblocks take turns in two slots. */
  TWO_SLOTS,
  /** The superblock in force is not written over. */
  OTHER_SLOT,
  /** The checksum of a record holds the epoch of its log. */
  EPOCH_IN_RECORDS,
  /** After a crash a new log is begun. */
  NEW_LOG_AFTER_CRASH,
  /** Extents of records that may not have been synced are checked before the record counts. */
  CHECK_EXTENTS,
  /** All that a superblock names is synced before it. */
  SYNC_BEFORE_SUPERBLOCK,
  /** The watermark is written and read. */
  WATERMARK,
  /** Behind a broken record, later ones are looked for. */
  SCAN_AHEAD,
  /** Pages that a snapshot reads are not reused. */
  HEED_PINS,
  /** What another process left unsynced is synced before anything is written over. */
  SYNC_AFTER_OPEN;

  static final Set<Protocol> ALL = Set.copyOf(EnumSet.allOf(Protocol.class));

  /** Every step but these. */
  static Set<Protocol> without(Protocol first, Protocol... more) {
    return Set.copyOf(EnumSet.complementOf(EnumSet.of(first, more)));
  }
}
