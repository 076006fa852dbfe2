package io.cairn.planner.exec.window;

import io.cairn.planner.error.ErrorCode;
import io.cairn.planner.error.QueryException;
import io.cairn.planner.exec.plan.WindowCall;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Functions of a row's place in its partition. */
final class Ranking extends WindowFunction {
  private final WindowCall call;
  private final Lane lane;
  private final long[] results = new long[Batch.CAPACITY];
  private final DoubleVector doubles = new DoubleVector();
  private final IntVector ints = new IntVector();
  private final LongVector longs = new LongVector();
  private final int[] nulls = new int[Batch.CAPACITY];
  private @Nullable WindowRows rows;

  Ranking(WindowCall call, Lane lane) {
    this.call = call;
    this.lane = lane;
  }

  @Override
  public void prepare(WindowRows next, int end) {
    rows = next;
  }

  @Override
  public ColumnVector evaluate(int from, int count) {
    WindowRows current = Objects.requireNonNull(rows);
    RowGroups partitions = current.partitions();
    RowGroups peers = current.peers(call.orderKeys());
    switch (call.function()) {
      case ROW_NUMBER -> {
        for (int i = 0; i < count; i++) {
          results[i] = from + i - partitions.start(from + i) + 1L;
        }
      }
      case RANK -> {
        for (int i = 0; i < count; i++) {
          results[i] = peers.start(from + i) - partitions.start(from + i) + 1L;
        }
      }
      case DENSE_RANK -> {
        for (int i = 0; i < count; i++) {
          int first = partitions.start(from + i);
          results[i] = peers.ordinal(from + i) - peers.ordinal(first) + 1L;
        }
      }
      case PERCENT_RANK -> {
        for (int i = 0; i < count; i++) {
          int first = partitions.start(from + i);
          int others = partitions.end(from + i) - first - 1;
          doubles.values()[i] = others == 0 ? 0 : (double) (peers.start(from + i) - first) / others;
        }
        return doubles;
      }
      case CUME_DIST -> {
        for (int i = 0; i < count; i++) {
          int first = partitions.start(from + i);
          doubles.values()[i] =
              (double) (peers.end(from + i) - first) / (partitions.end(from + i) - first);
        }
        return doubles;
      }
      case NTILE -> {
        return tiles(current, from, count);
      }
      default -> throw new AssertionError(call);
    }
    return wholes(count);
  }

  private ColumnVector wholes(int count) {
    if (lane == Lane.LONG) {
      System.arraycopy(results, 0, longs.values(), 0, count);
      return longs;
    }
    for (int i = 0; i < count; i++) {
      ints.values()[i] = (int) results[i];
    }
    return ints;
  }

  private ColumnVector tiles(WindowRows current, int from, int count) {
    RowGroups partitions = current.partitions();
    int column = call.arguments().get(0);
    int any = 0;
    for (int i = 0; i < count; i++) {
      int first = partitions.start(from + i);
      ColumnVector argument = current.vector(first, column);
      boolean isNull = argument.isNull(current.position(first));
      nulls[i] = isNull ? -1 : 0;
      any |= nulls[i];
      if (!isNull) {
        long tiles = WholeNumbers.get(argument, current.position(first));
        if (tiles <= 0) {
          throw new QueryException(
              ErrorCode.INVALID_ARGUMENT,
              "NTILE has the argument " + tiles + ", expected 1 or more");
        }
        results[i] = tile(from + i - first, partitions.end(from + i) - first, tiles);
      }
    }
    ColumnVector out = wholes(count);
    out.setNulls(any == 0 ? null : nulls);
    return out;
  }

  /** The tile of a row among {@code size} rows: the first ones are larger by one. */
  private static long tile(long row, long size, long tiles) {
    long small = size / tiles;
    long large = size % tiles;
    return row < large * (small + 1)
        ? row / (small + 1) + 1
        : (row - large * (small + 1)) / small + large + 1;
  }
}
