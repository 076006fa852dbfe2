package io.cairn.formats.hdf5.scan;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Computes the columns that hold positions. One thread at a time. */
final class PositionLanes {
  private final ScanPlan plan;
  private final @Nullable ColumnVector[] vectors;
  private long[] scratch = new long[0];

  PositionLanes(ScanPlan plan, int columnCount) {
    this.plan = plan;
    this.vectors = new @Nullable ColumnVector[columnCount];
  }

  /** The positions along a dimension of the rows from {@code start} on in the box. */
  ColumnVector dimension(
      int column, int dimension, Lane lane, ScanPlan.Box box, long start, int count) {
    prepare();
    IndexSet set = plan.set(dimension);
    long inner = box.inner(dimension);
    long width = box.width(dimension);
    long step = start / inner;
    long rank = box.from(dimension) + step % width;
    long left = inner - start % inner;
    int range = set.rangeOf(rank);
    long index = set.start(range) + rank - set.before(range);
    int done = 0;
    while (done < count) {
      int run;
      if (inner == 1) {
        long inRange = Math.min(set.end(range) - index, box.to(dimension) - rank);
        run = (int) Math.min(count - done, inRange);
        for (int i = 0; i < run; i++) {
          scratch[done + i] = index + i;
        }
        rank += run;
      } else {
        run = (int) Math.min(count - done, left);
        Arrays.fill(scratch, done, done + run, index);
        left = inner;
        rank++;
      }
      done += run;
      if (rank == box.to(dimension)) {
        rank = box.from(dimension);
        range = set.rangeOf(rank);
      } else if (rank - set.before(range) == set.end(range) - set.start(range)) {
        range++;
      }
      index = done < count ? set.start(range) + rank - set.before(range) : index;
    }
    return vector(column, lane, count);
  }

  /** The row numbers of the rows from {@code start} on in the box. */
  ColumnVector rowNumber(int column, Lane lane, ScanPlan.Box box, long start, int count) {
    prepare();
    int rank = plan.storage().rank();
    if (rank == 0) {
      scratch[0] = 0;
      return vector(column, lane, count);
    }
    int last = rank - 1;
    IndexSet set = plan.set(last);
    long width = box.width(last);
    long position = start;
    int done = 0;
    while (done < count) {
      long at = box.from(last) + position % width;
      int range = set.rangeOf(at);
      long inRange = set.before(range) + set.end(range) - set.start(range) - at;
      int run = (int) Math.min(count - done, Math.min(inRange, box.to(last) - at));
      long first = plan.rowNumber(box, position);
      for (int i = 0; i < run; i++) {
        scratch[done + i] = first + i;
      }
      done += run;
      position += run;
    }
    return vector(column, lane, count);
  }

  private void prepare() {
    if (scratch.length == 0) {
      scratch = new long[Batch.CAPACITY];
    }
  }

  private ColumnVector vector(int column, Lane lane, int count) {
    ColumnVector vector = vectors[column];
    if (vector == null) {
      vector = lane == Lane.INT ? new IntVector() : new LongVector();
      vectors[column] = vector;
    }
    if (vector instanceof IntVector ints) {
      int[] values = ints.values();
      for (int i = 0; i < count; i++) {
        values[i] = (int) scratch[i];
      }
    } else {
      System.arraycopy(scratch, 0, ((LongVector) vector).values(), 0, count);
    }
    return vector;
  }
}
