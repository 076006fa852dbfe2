package io.cairn.storage.internal.write;

import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.commit.DurableFile;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Encodes and writes row groups on threads of its own, and makes who hands them in wait while too
 * many are under way. Thread-safe.
 */
public final class RowGroupSink implements AutoCloseable {
  /** Threads that nobody needs end; a store that was left open leaves none behind. */
  private static final long IDLE_SECONDS = 2;

  private final DurableFile file;
  private final AtomicLong nextId;
  private final int rowGroupRows;
  private final ExecutorService executor;
  private final Semaphore room;

  /**
   * @param nextId gives the ids of row groups
   * @param rowGroupRows rows that close a row group, up to {@link RowGroup#MAX_ROWS}
   */
  public RowGroupSink(DurableFile file, AtomicLong nextId, int rowGroupRows, int threads) {
    this.file = file;
    this.nextId = nextId;
    this.rowGroupRows = rowGroupRows;
    this.room = new Semaphore(threads + 1);
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, "cairn-encode");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    this.executor = pool;
  }

  /** Rows that close a row group. */
  int rowGroupRows() {
    return rowGroupRows;
  }

  /** Starts to write a row group. The builders belong to the sink from now on. */
  PendingRowGroup submit(CatalogEntry.Table table, List<ColumnBuilder> builders) {
    FutureTask<RowGroup> task = new FutureTask<>(() -> write(table, builders));
    room.acquireUninterruptibly();
    boolean accepted = false;
    try {
      executor.execute(
          () -> {
            try {
              task.run();
            } finally {
              room.release();
            }
          });
      accepted = true;
    } catch (java.util.concurrent.RejectedExecutionException e) {
      throw new StorageException(
          StorageException.Kind.CLOSED, file.location() + " was closed while rows were added", e);
    } finally {
      if (!accepted) {
        room.release();
      }
    }
    return new PendingRowGroup(task);
  }

  /** Either all of it is written, or nothing is left of it. */
  private RowGroup write(CatalogEntry.Table table, List<ColumnBuilder> builders) {
    List<Ref> written = new ArrayList<>();
    boolean done = false;
    try {
      RowGroupEncoder.Encoded encoded =
          RowGroupEncoder.encode(
              table.definition(),
              builders,
              0,
              builders.get(0).size(),
              (bytes, offset, length) -> {
                Ref ref = file.writeExtent(ExtentKind.OVERFLOW, table.id(), bytes, offset, length);
                written.add(ref);
                return ref;
              });
      Ref extent =
          encoded.needsExtent()
              ? file.writeExtent(
                  ExtentKind.ROW_GROUP, table.id(), encoded.payload(), 0, encoded.payloadLength())
              : null;
      done = true;
      return encoded.at(nextId.getAndIncrement(), extent);
    } finally {
      if (!done) {
        written.forEach(file::discard);
      }
    }
  }

  /** Frees what a row group took that nobody will commit; waits until it is written. */
  void discard(PendingRowGroup group) {
    RowGroup written = group.awaitOrNull();
    if (written != null) {
      written.extents().forEach(file::discard);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
  }
}
