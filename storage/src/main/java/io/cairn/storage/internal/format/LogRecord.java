package io.cairn.storage.internal.format;

import java.util.List;

/**
 * What one committed transaction left in the commit log; {@code docs/format.md}, "Log record".
 *
 * @param lsn the record's number; each is one more than the one before
 * @param txid the transaction
 * @param durableLsn the newest record that was known to last when this one was written
 * @param extentsDurable whether the allocated extents were synced before the record was written
 * @param allocated extents that the transaction wrote and that now belong to the store
 * @param freed pages that it gave up
 * @param payload what it did, opaque to this layer; not to be changed
 */
public record LogRecord(
    long lsn,
    long txid,
    long durableLsn,
    boolean extentsDurable,
    List<Ref> allocated,
    List<PageRun> freed,
    byte[] payload) {}
