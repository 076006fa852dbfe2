package io.cairn.planner.exec.window;

import io.cairn.planner.exec.aggregate.FrameAccumulator;
import io.cairn.planner.exec.plan.AggregateCall;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.PlanNode;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.planner.exec.rows.RowBuffer;
import io.cairn.planner.exec.rows.RowGather;
import io.cairn.storage.Cancellation;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An aggregate function over frames. Frames that are the partition are computed once for it. Others
 * are put together from the states of 16, 256, ... rows in a row (a segment tree: Leis et al.,
 * Efficient Processing of Window Functions in Analytical SQL Queries, 2015) and the rows at their
 * ends, for a batch of frames at once.
 */
final class FrameAggregation extends WindowFunction {
  private static final int FAN_OUT_BITS = 4;
  private static final int FAN_OUT = 1 << FAN_OUT_BITS;

  private final FrameBounds bounds;
  private final int argument;
  private final FrameAccumulator frames;
  private final FrameAccumulator nodes;
  private final int[] oneFrame = new int[Batch.CAPACITY];
  private final int[] frameOf = new int[Batch.CAPACITY];
  private final int[] rowOf = new int[Batch.CAPACITY];
  private final List<Level> levels = new ArrayList<>();
  private final List<Lane> stateLanes;
  private final Lane resultLane;
  private Cancellation cancellation = Cancellation.NONE;
  private @Nullable WindowRows rows;
  private @Nullable ColumnVector reuse;
  private int pending;

  /** The results of whole partitions, by number from {@code firstPartition} on. */
  private @Nullable RowGather partitionResults;

  private int firstPartition;
  private long bytes;

  /** The states of each so many rows, and what is still to be added of them. */
  private static final class Level {
    final RowGather states;
    final int[] node = new int[Batch.CAPACITY];
    final int[] frame = new int[Batch.CAPACITY];
    final ColumnVector[] gathered;
    final @Nullable ColumnVector[] reuse;
    int pending;

    Level(RowGather states, int columns) {
      this.states = states;
      this.gathered = new ColumnVector[columns];
      this.reuse = new @Nullable ColumnVector[columns];
    }
  }

  FrameAggregation(PlanNode.Window window, WindowCall call, OutputColumn output) {
    AggregateCall aggregate = Objects.requireNonNull(call.aggregate());
    List<OutputColumn> input = window.input().columns();
    this.bounds = new FrameBounds(window, call);
    this.argument = aggregate.arguments().isEmpty() ? -1 : aggregate.arguments().get(0);
    this.frames = new FrameAccumulator(aggregate, input, output.lane());
    this.nodes = new FrameAccumulator(aggregate, input, output.lane());
    this.stateLanes = frames.stateLanes();
    this.resultLane = output.lane();
  }

  @Override
  public void bind(@Nullable Object[] parameters, Cancellation control) {
    cancellation = control;
    bounds.bind(parameters);
  }

  @Override
  public long bytes() {
    return bytes + bounds.bytes();
  }

  @Override
  public void prepare(WindowRows next, int end) {
    rows = next;
    levels.clear();
    bytes = 0;
    bounds.prepare(next, end);
    if (bounds.isPartition()) {
      addPartitions(next, end);
    } else {
      addLevels(next, end);
    }
  }

  /** Adds up each partition. */
  private void addPartitions(WindowRows current, int end) {
    RowGroups partitions = current.partitions();
    firstPartition = partitions.ordinal(0);
    RowBuffer results = new RowBuffer(List.of(resultLane));
    int first = firstPartition;
    int row = 0;
    while (row < end) {
      // Up to a batch of partitions at a time.
      int stop = row;
      while (stop < end && partitions.ordinal(stop) - first < Batch.CAPACITY) {
        stop = partitions.end(stop);
      }
      int count = partitions.ordinal(stop - 1) - first + 1;
      nodes.reset(count);
      for (int from = row; from < stop; from += Batch.CAPACITY) {
        cancellation.check();
        int n = Math.min(Batch.CAPACITY, stop - from);
        for (int i = 0; i < n; i++) {
          frameOf[i] = partitions.ordinal(from + i) - first;
        }
        nodes.add(values(current.numbers(), from, n), n, frameOf);
      }
      results.append(new Batch(new ColumnVector[] {nodes.result(0, count)}, count));
      row = stop;
      first += count;
    }
    bytes += results.bytes();
    partitionResults = new RowGather(results.batches(), List.of(resultLane));
  }

  private @Nullable ColumnVector values(int[] numbers, int from, int count) {
    if (argument < 0) {
      return null;
    }
    ColumnVector values =
        Objects.requireNonNull(rows).gather().column(argument, numbers, from, count, reuse);
    reuse = values;
    return values;
  }

  /** Computes the states of 16 rows, then of 16 of these, and so on. */
  private void addLevels(WindowRows current, int end) {
    int below = end;
    while (below >= FAN_OUT) {
      int count = below >>> FAN_OUT_BITS;
      RowBuffer states = new RowBuffer(stateLanes);
      Level lower = levels.isEmpty() ? null : levels.get(levels.size() - 1);
      // A batch of nodes at a time, from 16 batches of what is below.
      for (int first = 0; first < count; first += Batch.CAPACITY) {
        int n = Math.min(Batch.CAPACITY, count - first);
        nodes.reset(n);
        addBelow(current, lower, first << FAN_OUT_BITS, n << FAN_OUT_BITS);
        ColumnVector[] columns = nodes.states(0, n);
        states.append(new Batch(columns, n));
      }
      bytes += states.bytes() + 3L * 4 * Batch.CAPACITY;
      levels.add(new Level(new RowGather(states.batches(), stateLanes), stateLanes.size()));
      below = count;
    }
  }

  private void addBelow(WindowRows current, @Nullable Level lower, int first, int total) {
    for (int from = 0; from < total; from += Batch.CAPACITY) {
      cancellation.check();
      int n = Math.min(Batch.CAPACITY, total - from);
      for (int i = 0; i < n; i++) {
        oneFrame[i] = (from + i) >>> FAN_OUT_BITS;
        rowOf[i] = first + from + i;
      }
      if (lower == null) {
        nodes.add(values(current.numbers(), first + from, n), n, oneFrame);
      } else {
        nodes.addStates(gather(lower, rowOf, n), n, oneFrame);
      }
    }
  }

  private static ColumnVector[] gather(Level level, int[] node, int n) {
    for (int i = 0; i < level.gathered.length; i++) {
      ColumnVector column = level.states.column(i, node, 0, n, level.reuse[i]);
      level.gathered[i] = column;
      level.reuse[i] = column;
    }
    return level.gathered;
  }

  @Override
  public ColumnVector evaluate(int from, int count) {
    cancellation.check();
    WindowRows current = Objects.requireNonNull(rows);
    RowGather whole = partitionResults;
    if (bounds.isPartition() && whole != null) {
      for (int i = 0; i < count; i++) {
        rowOf[i] = current.partitions().ordinal(from + i) - firstPartition;
      }
      return whole.column(0, rowOf, 0, count, null);
    }
    FrameRanges ranges = bounds.ranges(from, count);
    frames.reset(count);
    for (int k = 0; k < ranges.ranges; k++) {
      for (int i = 0; i < count; i++) {
        addRange(ranges.from[k][i], ranges.to[k][i], i);
      }
    }
    addPendingRows();
    for (Level level : levels) {
      addPending(level);
    }
    return frames.result(0, count);
  }

  /** Adds rows to a frame: single ones at both ends, and the largest nodes between. */
  private void addRange(int from, int to, int frame) {
    int start = from;
    int end = to;
    int height = 0;
    while (start < end) {
      if (height == levels.size() || end - start < FAN_OUT) {
        addAll(height, start, end, frame);
        return;
      }
      int alignedStart = (start + FAN_OUT - 1) & -FAN_OUT;
      int alignedEnd = end & -FAN_OUT;
      if (alignedStart >= alignedEnd) {
        addAll(height, start, end, frame);
        return;
      }
      addAll(height, start, alignedStart, frame);
      addAll(height, alignedEnd, end, frame);
      start = alignedStart >>> FAN_OUT_BITS;
      end = alignedEnd >>> FAN_OUT_BITS;
      height++;
    }
  }

  private void addAll(int height, int from, int to, int frame) {
    if (height == 0) {
      for (int row = from; row < to; row++) {
        rowOf[pending] = row;
        frameOf[pending] = frame;
        if (++pending == Batch.CAPACITY) {
          addPendingRows();
        }
      }
      return;
    }
    Level level = levels.get(height - 1);
    for (int node = from; node < to; node++) {
      level.node[level.pending] = node;
      level.frame[level.pending] = frame;
      if (++level.pending == Batch.CAPACITY) {
        addPending(level);
      }
    }
  }

  private void addPendingRows() {
    if (pending > 0) {
      cancellation.check();
      int[] numbers = Objects.requireNonNull(rows).numbers();
      for (int i = 0; i < pending; i++) {
        rowOf[i] = numbers[rowOf[i]];
      }
      frames.add(values(rowOf, 0, pending), pending, frameOf);
      pending = 0;
    }
  }

  private void addPending(Level level) {
    if (level.pending > 0) {
      frames.addStates(gather(level, level.node, level.pending), level.pending, level.frame);
      level.pending = 0;
    }
  }
}
