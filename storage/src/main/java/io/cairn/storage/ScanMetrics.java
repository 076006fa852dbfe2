package io.cairn.storage;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what a scan read. Thread-safe. */
public final class ScanMetrics {
  private final AtomicLongArray columnChunks;
  private final AtomicLong chunks = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  public ScanMetrics(int columnCount) {
    columnChunks = new AtomicLongArray(columnCount);
  }

  /**
   * A unit of storage was fetched from the file (or from a cache of decoded ones: what counts is
   * that its rows were needed).
   *
   * @param storedBytes its size in the file
   */
  public void chunkRead(long storedBytes) {
    chunks.incrementAndGet();
    bytes.addAndGet(storedBytes);
  }

  /**
   * Values of a projected column were decoded from a unit of storage; at most once a unit and
   * column.
   */
  public void columnChunkRead(int projected) {
    columnChunks.incrementAndGet(projected);
  }

  /** Units of storage fetched. */
  public long chunksRead() {
    return chunks.get();
  }

  public long bytesRead() {
    return bytes.get();
  }

  /** Units of storage that a projected column was decoded from. */
  public long columnChunksRead(int projected) {
    return columnChunks.get(projected);
  }
}
