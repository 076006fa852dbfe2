package io.cairn.storage.internal.write;

import io.cairn.storage.TableDefinition;
import io.cairn.storage.error.StorageException;
import io.cairn.storage.internal.catalog.CatalogEntry;
import io.cairn.storage.internal.catalog.DeltaRows;
import io.cairn.storage.internal.catalog.MetadataImage;
import io.cairn.storage.internal.catalog.MetadataWriter;
import io.cairn.storage.internal.catalog.RowGroup;
import io.cairn.storage.internal.catalog.StoreState;
import io.cairn.storage.internal.catalog.TableState;
import io.cairn.storage.internal.commit.CheckpointOutput;
import io.cairn.storage.internal.commit.DurableFile;
import io.cairn.storage.internal.format.ExtentKind;
import io.cairn.storage.internal.format.Ref;
import io.cairn.storage.internal.scan.RowGroupReader;
import io.cairn.storage.vector.ColumnBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings a state into the file as a new root: rows of the log become row groups, metadata that
 * changed is written. The lock of commits is held by who calls.
 */
public final class Checkpointer {
  private final DurableFile file;
  private final RowGroupReader reader;
  private final AtomicLong nextId;
  private final int rowGroupRows;
  private @Nullable MetadataImage image;

  /**
   * @param image what the file holds; null if it holds nothing
   * @param rowGroupRows rows that close a row group
   */
  public Checkpointer(
      DurableFile file,
      RowGroupReader reader,
      AtomicLong nextId,
      int rowGroupRows,
      @Nullable MetadataImage image) {
    this.file = file;
    this.reader = reader;
    this.nextId = nextId;
    this.rowGroupRows = rowGroupRows;
    this.image = image;
  }

  /**
   * Writes a state; the same state without rows outside of row groups.
   *
   * @param freed extents that the newest recorded state reaches and this one does not
   */
  StoreState checkpoint(StoreState state, Collection<Ref> freed, LongSupplier idsBelow) {
    Attempt attempt = new Attempt(state, freed, idsBelow, true);
    try {
      file.checkpoint(state.txid(), attempt::write);
    } catch (StorageException e) {
      if (e.kind() != StorageException.Kind.FULL) {
        throw e;
      }
      // Row groups that stay as they are need no room.
      attempt = new Attempt(state, freed, idsBelow, false);
      file.checkpointInLittleRoom(state.txid(), attempt::write);
    }
    image = attempt.written;
    return attempt.state;
  }

  /** Writes a state for the last time and closes the file. */
  void close(StoreState state, LongSupplier idsBelow) {
    file.close(state.txid(), new Attempt(state, List.of(), idsBelow, true)::write);
  }

  /** One checkpoint, which may fail. */
  private final class Attempt {
    private final Collection<Ref> freed;
    private final LongSupplier idsBelow;
    private final boolean growing;
    private StoreState state;
    private @Nullable MetadataImage written;

    Attempt(StoreState state, Collection<Ref> freed, LongSupplier idsBelow, boolean growing) {
      this.state = state;
      this.freed = freed;
      this.idsBelow = idsBelow;
      this.growing = growing;
    }

    Ref write(CheckpointOutput out) {
      freed.forEach(out::free);
      for (CatalogEntry entry : state.entries()) {
        TableState table = state.table(entry.id());
        if (entry instanceof CatalogEntry.Table declared
            && table != null
            && table.delta().rowCount() > 0) {
          state = state.with(flush(declared, table, out));
        }
      }
      MetadataImage next =
          new MetadataWriter(new CheckpointSink(out), image).write(state, idsBelow.getAsLong());
      written = next;
      return next.root();
    }

    /** The table with its delta rows in row groups; a last one that is not full may grow. */
    private TableState flush(CatalogEntry.Table entry, TableState table, CheckpointOutput out) {
      TableDefinition definition = entry.definition();
      List<RowGroup> groups = new ArrayList<>(table.rowGroups());
      List<ColumnBuilder> rows = new ArrayList<>();
      for (int column = 0; column < definition.columns().size(); column++) {
        rows.add(new ColumnBuilder(definition.columns().get(column).type().naturalLane()));
      }
      if (!groups.isEmpty() && mayGrow(groups.get(groups.size() - 1))) {
        RowGroup last = groups.remove(groups.size() - 1);
        reader.readAll(definition, last, rows);
        last.extents().forEach(out::free);
      }
      for (int column = 0; column < rows.size(); column++) {
        table.delta().copyTo(column, rows.get(column), 0, table.delta().rowCount());
      }
      int size = rows.get(0).size();
      for (int from = 0; from < size; ) {
        int count = RowGroupSizes.rowsFrom(rows, from, rowGroupRows);
        RowGroupEncoder.Encoded encoded =
            RowGroupEncoder.encode(
                definition,
                rows,
                from,
                count,
                (bytes, offset, length) ->
                    out.writeExtent(ExtentKind.OVERFLOW, entry.id(), bytes, offset, length));
        Ref extent =
            encoded.needsExtent()
                ? out.writeExtent(
                    ExtentKind.ROW_GROUP, entry.id(), encoded.payload(), 0, encoded.payloadLength())
                : null;
        groups.add(encoded.at(nextId.getAndIncrement(), extent));
        from += count;
      }
      return new TableState(
          table.id(), table.changedBy(), groups, DeltaRows.empty(definition), table.tail());
    }

    private boolean mayGrow(RowGroup group) {
      return growing
          && group.rowCount() < rowGroupRows
          && group.chunks().stream()
              .allMatch(chunk -> chunk.rawBytes() < RowGroupSizes.MAX_COLUMN_BYTES);
    }
  }
}
