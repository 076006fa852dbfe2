package io.cairn.planner.exec.window;

import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.TextVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of a window, as many as are needed to hold whole partitions: numbered from 0,
 * with the partitions and the peers that they belong to. Batches are added at the end, and whole
 * partitions are taken off at the start. One thread at a time.
 */
public final class WindowRows {
  private static final int OBJECT_BYTES = 128;

  private final PlanNode.Window window;
  private final List<Lane> lanes;
  private final List<Batch> batches = new ArrayList<>();
  private final KeyChanges changes = new KeyChanges();
  private final RowGroups partitions = new RowGroups();

  /** By the number of order keys that count. */
  private final TreeMap<Integer, RowGroups> peers = new TreeMap<>();

  private final int[] changed = new int[Batch.CAPACITY];
  private int[] numbers = new int[0];
  private int size;
  private long batchBytes;
  private @Nullable RowGather gather;

  public WindowRows(PlanNode.Window window) {
    this.window = window;
    this.lanes = window.input().columns().stream().map(column -> column.lane()).toList();
    for (WindowCall call : window.calls()) {
      peers.computeIfAbsent(call.orderKeys(), keys -> new RowGroups());
    }
  }

  /** Rows that are there. */
  public int size() {
    return size;
  }

  /** Memory that the rows take. */
  public long bytes() {
    long bytes = batchBytes + partitions.bytes() + 4L * numbers.length;
    for (RowGroups groups : peers.values()) {
      bytes += groups.bytes();
    }
    return bytes;
  }

  /** Adds the rows of a batch without a selection, which is kept. */
  public void append(Batch batch) {
    int count = batch.rowCount();
    Batch last = batches.isEmpty() ? null : batches.get(batches.size() - 1);
    Arrays.fill(changed, 0, count, 0);
    for (int key : window.partition()) {
      mark(last, batch, key);
    }
    changed[0] |= size == 0 ? -1 : 0;
    partitions.append(changed, size, count);
    int marked = 0;
    for (Map.Entry<Integer, RowGroups> level : peers.entrySet()) {
      for (; marked < level.getKey(); marked++) {
        mark(last, batch, window.order().get(marked).column());
      }
      level.getValue().append(changed, size, count);
    }
    if (numbers.length < size + count) {
      numbers =
          Arrays.copyOf(
              numbers,
              Math.max(size + count, (int) Math.min(Integer.MAX_VALUE - 8, 2L * numbers.length)));
    }
    int first = Math.multiplyExact(batches.size(), Batch.CAPACITY);
    for (int i = 0; i < count; i++) {
      numbers[size + i] = first + i;
    }
    batches.add(batch);
    size = Math.addExact(size, count);
    batchBytes += bytes(batch);
    gather = null;
  }

  private void mark(@Nullable Batch last, Batch batch, int column) {
    ColumnVector vector = batch.column(column);
    if (last != null) {
      boolean differs = changes.differs(last.column(column), last.rowCount() - 1, vector, 0);
      changed[0] |= differs ? -1 : 0;
    }
    changes.mark(vector, batch.rowCount(), changed);
  }

  private static long bytes(Batch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.columnCount(); i++) {
      ColumnVector vector = batch.column(i);
      if (vector instanceof TextVector text) {
        bytes += 4L * Batch.CAPACITY + text.bytes().length;
      } else if (vector instanceof Int128Vector) {
        bytes += 16L * Batch.CAPACITY;
      } else if (vector instanceof IntVector) {
        bytes += 4L * Batch.CAPACITY;
      } else if (vector instanceof DoubleVector) {
        bytes += 8L * Batch.CAPACITY;
      } else {
        bytes +=
            (vector instanceof io.cairn.storage.vector.ObjectVector ? OBJECT_BYTES : 8L)
                * Batch.CAPACITY;
      }
      bytes += vector.nulls() == null ? 0 : 4L * Batch.CAPACITY;
    }
    return bytes;
  }

  /**
   * Says that all rows so far are there; returns how many, from the first, are whole partitions.
   *
   * @param isLast whether no row follows at all
   */
  public int complete(boolean isLast) {
    int end = isLast || size == 0 ? size : partitions.start(size - 1);
    partitions.complete(end);
    for (RowGroups groups : peers.values()) {
      groups.complete(end);
    }
    return end;
  }

  /** Takes rows off at the start, which are whole partitions. */
  public void drop(int rows) {
    partitions.drop(rows, size);
    for (RowGroups groups : peers.values()) {
      groups.drop(rows, size);
    }
    int batch = rows == size ? batches.size() : numbers[rows] / Batch.CAPACITY;
    int shift = batch * Batch.CAPACITY;
    for (int i = rows; i < size; i++) {
      numbers[i - rows] = numbers[i] - shift;
    }
    batches.subList(0, batch).clear();
    size -= rows;
    batchBytes = 0;
    for (Batch each : batches) {
      batchBytes += bytes(each);
    }
    gather = null;
  }

  /** Forgets everything. */
  public void clear() {
    batches.clear();
    size = 0;
    batchBytes = 0;
    gather = null;
  }

  /** Copies rows by {@link #numbers}. */
  RowGather gather() {
    RowGather current = gather;
    if (current == null) {
      current = new RowGather(batches, lanes);
      gather = current;
    }
    return current;
  }

  /** The rows {@code from} to {@code from + count - 1}. */
  public Batch batch(int from, int count) {
    return gather().next(numbers, from, count);
  }

  /** Where each row lies, as {@link RowGather} counts. */
  int[] numbers() {
    return numbers;
  }

  RowGroups partitions() {
    return partitions;
  }

  RowGroups peers(int orderKeys) {
    return java.util.Objects.requireNonNull(peers.get(orderKeys));
  }

  /** The vector and row in it are found by a row's number. */
  ColumnVector vector(int row, int column) {
    return batches.get(numbers[row] / Batch.CAPACITY).column(column);
  }

  int position(int row) {
    return numbers[row] % Batch.CAPACITY;
  }
}
