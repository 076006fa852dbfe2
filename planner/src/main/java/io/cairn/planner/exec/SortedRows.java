package io.cairn.planner.exec;

import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.planner.exec.sort.Parallel;
import io.cairn.planner.exec.sort.RowSorter;
import io.cairn.planner.exec.sort.RunMerge;
import io.cairn.planner.exec.spill.SpillFile;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.LongVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows, then delivers them in order; rows of equal keys come in the order of the input.
 * Where the memory budget does not hold them, they are sorted in runs that go to temporary files
 * and are merged. Parts are filled by any threads, all else is for one thread at a time.
 */
final class SortedRows implements SplitMerge.Collector<SortedRows.Part> {
  /** What a part holds before anything is booked: runs on disk are not shorter. */
  private static final long FREE_BYTES = 1 << 20;

  /** Runs that are merged at once even if the budget does not allow that many. */
  private static final int MIN_MERGED = 4;

  private static final int MAX_MERGED = 256;

  private final PlanNode node;
  private final List<SortKey> keys;
  private final List<OutputColumn> columns;
  private final List<Lane> lanes;
  private final MemoryAccount memory;
  private final List<Batch> batches = new ArrayList<>();
  private final List<RunMerge.Run> runs = new ArrayList<>();
  private @Nullable Execution opened;
  private MemoryAccount.@Nullable Share share;
  private long bytes;
  private long rowCount;

  /** Rows that came before those of {@link #batches}. */
  private long firstRow;

  private int @Nullable [] order;
  private @Nullable RowGather gather;
  private @Nullable RunMerge merge;
  private int next;

  /** Rows of one split, or of all the input. */
  final class Part {
    private RowBuffer rows = new RowBuffer(lanes);
    private final MemoryAccount.Share share = memory.new Share();
    private final List<RunMerge.Run> spilled = new ArrayList<>();
    private long spilledRows;

    private long bytes() {
      return Math.max(0, rows.bytes() + rows.rowCount() * RowSorter.BYTES_PER_ROW - FREE_BYTES);
    }
  }

  SortedRows(PlanNode node, List<SortKey> keys, List<OutputColumn> columns, String purpose) {
    this.node = node;
    this.keys = keys;
    this.columns = columns;
    this.lanes = columns.stream().map(OutputColumn::lane).toList();
    this.memory = new MemoryAccount(purpose);
  }

  void open(Execution execution) {
    opened = execution;
    memory.open(execution.memory());
    share = memory.new Share();
  }

  private Execution execution() {
    return Objects.requireNonNull(opened);
  }

  @Override
  public Part newPart() {
    return new Part();
  }

  @Override
  public void accept(Part part, Batch batch) {
    part.rows.append(batch);
    if (part.share.tryHold(part.bytes())) {
      return;
    }
    synchronized (this) {
      spillCollected();
    }
    if (!part.share.tryHold(part.bytes())) {
      part.spilled.add(new RunMerge.Run(spill(part.rows.batches(), part.spilledRows), 0));
      part.spilledRows += part.rows.rowCount();
      part.rows = new RowBuffer(lanes);
      part.share.hold(0);
    }
  }

  @Override
  public synchronized void merge(Part part) {
    for (RunMerge.Run run : part.spilled) {
      runs.add(new RunMerge.Run(run.file(), rowCount));
    }
    if (!part.spilled.isEmpty()) {
      // Rows that are collected must follow each other.
      spillCollected();
      firstRow = rowCount + part.spilledRows;
    }
    rowCount += part.spilledRows + part.rows.rowCount();
    batches.addAll(part.rows.batches());
    bytes += part.rows.bytes() + part.rows.rowCount() * RowSorter.BYTES_PER_ROW;
    part.rows = new RowBuffer(lanes);
    part.spilled.clear();
    part.spilledRows = 0;
    part.share.hold(0);
    if (!Objects.requireNonNull(share).tryHold(bytes)) {
      spillCollected();
    }
  }

  @Override
  public void drop(Part part) {
    part.share.hold(0);
  }

  /** Writes the rows that are merged, which are in memory, to a run of their own. */
  private void spillCollected() {
    if (!batches.isEmpty()) {
      runs.add(new RunMerge.Run(spill(batches, firstRow), 0));
      batches.clear();
    }
    firstRow = rowCount;
    bytes = 0;
    Objects.requireNonNull(share).hold(0);
  }

  /** Sorts rows of which the first is at a position of the input, and writes them. */
  private SpillFile spill(List<Batch> rows, long position) {
    int[] sorted = new RowSorter(keys, columns, execution().control()).sort(rows);
    long[] starts = new long[rows.size()];
    long start = position;
    for (int i = 0; i < starts.length; i++) {
      starts[i] = start;
      start += rows.get(i).rowCount();
    }
    SpillFile file = execution().spillFile(node, RunMerge.lanes(columns));
    RowGather source = new RowGather(rows, lanes);
    LongVector positions = new LongVector();
    ColumnVector[] vectors = new ColumnVector[lanes.size() + 1];
    for (int from = 0; from < sorted.length; from += Batch.CAPACITY) {
      execution().control().check();
      int count = Math.min(Batch.CAPACITY, sorted.length - from);
      Batch batch = source.next(sorted, from, count);
      for (int i = 0; i < lanes.size(); i++) {
        vectors[i] = batch.column(i);
      }
      for (int i = 0; i < count; i++) {
        int row = sorted[from + i];
        positions.values()[i] = starts[row / Batch.CAPACITY] + row % Batch.CAPACITY;
      }
      vectors[lanes.size()] = positions;
      file.append(new Batch(vectors, count));
    }
    file.finish();
    return file;
  }

  /** The rows are all there; says how many. */
  long finish() {
    if (runs.isEmpty()) {
      order = new RowSorter(keys, columns, execution().control(), threads()).sort(batches);
      gather = new RowGather(batches, lanes);
      return rowCount;
    }
    spillCollected();
    int width = mergeWidth();
    while (runs.size() > width) {
      mergeSmallest(Math.min(width, runs.size() - width + 1));
    }
    merge = new RunMerge(keys, columns, runs, execution().control());
    return rowCount;
  }

  private Parallel threads() {
    return new TaskThreads(execution());
  }

  /** How many runs the budget allows to be open together. */
  private int mergeWidth() {
    long blockBytes = 0;
    for (RunMerge.Run run : runs) {
      SpillFile file = run.file();
      blockBytes = Math.max(blockBytes, file.bytes() / Math.max(1, file.blockCount()));
    }
    // The block, its rows, and what is copied of them; twice for what packing saved.
    long perRun = 6 * blockBytes + 8L * Batch.CAPACITY * lanes.size();
    int width = Math.min(MAX_MERGED, runs.size());
    MemoryAccount.Share held = Objects.requireNonNull(share);
    // As much is left to whoever takes the rows.
    while (width > MIN_MERGED && !held.tryHold(2L * width * perRun)) {
      width = Math.max(MIN_MERGED, width / 2);
    }
    held.tryHold(width * perRun);
    return width;
  }

  /** Puts a run in the place of the smallest ones. */
  private void mergeSmallest(int count) {
    runs.sort(Comparator.comparingLong(run -> run.file().rowCount()));
    List<RunMerge.Run> smallest = new ArrayList<>(runs.subList(0, count));
    runs.subList(0, count).clear();
    RunMerge rows = new RunMerge(keys, columns, smallest, execution().control());
    SpillFile file = execution().spillFile(node, RunMerge.lanes(columns));
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      file.append(batch);
    }
    file.finish();
    smallest.forEach(run -> run.file().close());
    runs.add(new RunMerge.Run(file, 0));
  }

  /** Passes over up to so many rows at the start where that is cheap; returns how many. */
  long skip(long rows) {
    int[] sorted = order;
    if (sorted == null) {
      return 0;
    }
    next = (int) Math.min(sorted.length, rows);
    return next;
  }

  /** The next rows in order, or null at the end; overwritten by the call after. */
  @Nullable Batch next() {
    int[] rows = order;
    if (rows == null) {
      return merged();
    }
    int count = Math.min(Batch.CAPACITY, rows.length - next);
    if (count <= 0) {
      return null;
    }
    Batch batch = Objects.requireNonNull(gather).next(rows, next, count);
    next += count;
    return batch;
  }

  /** As {@link #next}, but the batch is the caller's to keep. */
  @Nullable Batch nextKept() {
    int[] rows = order;
    if (rows == null) {
      return merged();
    }
    int count = Math.min(Batch.CAPACITY, rows.length - next);
    if (count <= 0) {
      return null;
    }
    Batch batch = Objects.requireNonNull(gather).kept(rows, next, count);
    next += count;
    return batch;
  }

  private @Nullable Batch merged() {
    Batch batch = Objects.requireNonNull(merge).next();
    if (batch == null) {
      return null;
    }
    ColumnVector[] vectors = new ColumnVector[lanes.size()];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = batch.column(i);
    }
    return new Batch(vectors, batch.rowCount());
  }

  /** Gives back memory and disk space; ready for another execution. */
  void close() {
    runs.forEach(run -> run.file().close());
    runs.clear();
    batches.clear();
    bytes = 0;
    rowCount = 0;
    firstRow = 0;
    order = null;
    gather = null;
    merge = null;
    next = 0;
    opened = null;
    memory.close();
  }
}
