package io.cairn.planner.exec.aggregate;

import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.planner.exec.spill.SpillReader;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Rows of a partition in the order of the input: the first ones on disk, if they had to leave, then
 * those in memory. One thread at a time.
 */
final class RowStream {
  private final List<Lane> lanes;
  private final List<SpillFile> files = new ArrayList<>();
  private final List<RowChunk> chunks = new ArrayList<>();
  private long bytes;

  /** Takes rows: the first {@code n} entries of each column. */
  interface Consumer {
    void accept(ColumnVector[] columns, int n);
  }

  RowStream(List<Lane> lanes) {
    this.lanes = lanes;
  }

  List<Lane> lanes() {
    return lanes;
  }

  /** Memory that the rows take. */
  long bytes() {
    long held = bytes;
    for (SpillFile file : files) {
      held += file.heldBytes();
    }
    return held;
  }

  /** Memory that {@link #spill} would free. */
  long spillableBytes() {
    return bytes;
  }

  void add(List<RowChunk> rows) {
    for (RowChunk chunk : rows) {
      chunks.add(chunk);
      bytes += chunk.bytes();
    }
  }

  /**
   * Takes over the rows of another stream, which is empty then.
   *
   * @param target makes a file for rows in memory here that come before rows there on disk
   */
  void take(RowStream other, Function<List<Lane>, SpillFile> target) {
    if (!other.files.isEmpty()) {
      spill(target);
      files.addAll(other.files);
      other.files.clear();
    }
    chunks.addAll(other.chunks);
    bytes += other.bytes;
    other.chunks.clear();
    other.bytes = 0;
  }

  /** Writes what is in memory to the disk. */
  void spill(Function<List<Lane>, SpillFile> target) {
    if (chunks.isEmpty()) {
      return;
    }
    SpillFile file = target.apply(lanes);
    files.add(file);
    for (RowChunk chunk : chunks) {
      file.append(new Batch(chunk.columns(), chunk.count()));
    }
    // An open file would hold a block in memory, and there are many partitions.
    file.finish();
    chunks.clear();
    bytes = 0;
  }

  /** Hands over every row; may be done again until {@link #close}. */
  void forEach(Cancellation cancellation, Consumer consumer) {
    ColumnVector[] columns = new ColumnVector[lanes.size()];
    for (SpillFile file : files) {
      SpillReader reader = file.open();
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        cancellation.check();
        for (int i = 0; i < columns.length; i++) {
          columns[i] = batch.column(i);
        }
        consumer.accept(columns, batch.rowCount());
      }
    }
    for (RowChunk chunk : chunks) {
      cancellation.check();
      consumer.accept(chunk.columns(), chunk.count());
    }
  }

  /** Forgets the rows. */
  void close() {
    chunks.clear();
    bytes = 0;
    files.forEach(SpillFile::close);
    files.clear();
  }
}
