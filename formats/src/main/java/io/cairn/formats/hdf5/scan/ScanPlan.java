package io.cairn.formats.hdf5.scan;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The selected positions of a dataset, cut into boxes. A box is a product of position ranges, and
 * its rows come in C order, the last dimension fastest. Immutable.
 *
 * <p>Boxes are cut along one dimension: below it they hold everything that is selected, above it
 * one chunk each. That dimension is the first one if a layer of chunks, one high in it, stays
 * within {@link #LAYER_BYTES} for each worker: then the boxes follow each other in C order and each
 * is read layer by layer. Otherwise it is a later one, boxes are the largest groups of chunks
 * within those bytes, and rows come in C order within a box alone. Either way every chunk is
 * decoded once.
 */
final class ScanPlan {
  /** Decoded bytes that a reader holds at most, but for a single chunk that is longer. */
  static final long LAYER_BYTES = 32L << 20;

  /** Rows of a split, about. */
  static final long SPLIT_ROWS = 32_768;

  private static final long MAX_SPLITS = 1L << 20;

  private final DatasetStorage storage;
  private final int rank;
  private final IndexSet[] sets;

  /** Numbers of the chunks along each dimension that hold a selected position. */
  private final IndexSet[] chunks;

  /** The dimension along which boxes are cut. */
  private final int cut;

  /** Chunks of a box along the cut. */
  private final long group;

  private final long boxCount;
  private final long boxesPerSplit;
  private final @Nullable IndexSet rowNumbers;

  /**
   * Plans the scan.
   *
   * @param sets the selected positions along each dimension
   * @param rowNumbers the selected positions in C order over the extents; absent for all
   */
  ScanPlan(DatasetStorage storage, IndexSet[] sets, @Nullable IndexSet rowNumbers) {
    this.storage = storage;
    this.rank = storage.rank();
    this.sets = sets.clone();
    this.rowNumbers = rowNumbers;
    this.chunks = new IndexSet[rank];
    boolean none = false;
    for (int d = 0; d < rank; d++) {
      chunks[d] = sets[d].blocks(storage.chunk(d));
      none |= sets[d].count() == 0;
    }
    this.cut = cutDimension(storage);
    if (none || rank == 0) {
      this.group = 1;
      this.boxCount = none || (rowNumbers != null && rowNumbers.count() == 0) ? 0 : 1;
      this.boxesPerSplit = 1;
      return;
    }
    double rows = 1;
    double bytes = storage.elementBytes();
    for (int d = 0; d < rank; d++) {
      double selected = (double) sets[d].count();
      double width = d <= cut ? (double) storage.chunk(d) : selected;
      bytes *= d <= cut ? width : (double) chunks[d].count() * storage.chunk(d);
      rows *= Math.min(width, selected);
    }
    long along = chunks[cut].count();
    if (cut == 0) {
      this.group = within(Math.max(SPLIT_ROWS / rows, (double) along / MAX_SPLITS), along);
      this.boxCount = ceilDivide(along, group);
      this.boxesPerSplit = 1;
    } else {
      this.group = within(Math.floor(LAYER_BYTES / bytes), along);
      long boxes = ceilDivide(along, group);
      for (int d = 0; d < cut; d++) {
        boxes *= chunks[d].count();
      }
      this.boxCount = boxes;
      this.boxesPerSplit =
          within(Math.max(SPLIT_ROWS / (rows * group), (double) boxes / MAX_SPLITS), boxes);
    }
  }

  /** The wanted number rounded up, from 1 to {@code most}. */
  private static long within(double wanted, long most) {
    return Math.max(1, Math.min(most, (long) Math.ceil(wanted)));
  }

  private static long ceilDivide(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  private static int cutDimension(DatasetStorage storage) {
    int rank = storage.rank();
    int cut = 0;
    while (cut < rank - 1) {
      double bytes = storage.elementBytes();
      for (int d = 0; d < rank; d++) {
        bytes *= d <= cut ? storage.chunk(d) : storage.extent(d);
      }
      if (bytes <= LAYER_BYTES) {
        break;
      }
      cut++;
    }
    // Where a dimension is one chunk wide, cutting along it cuts nothing.
    while (cut > 0 && storage.chunk(cut) >= storage.extent(cut)) {
      cut--;
    }
    return cut;
  }

  DatasetStorage storage() {
    return storage;
  }

  IndexSet set(int dimension) {
    return sets[dimension];
  }

  /** Whether boxes are cut along the first dimension and read layer by layer. */
  boolean isLayered() {
    return cut == 0;
  }

  int splitCount() {
    return Math.toIntExact(ceilDivide(boxCount, boxesPerSplit));
  }

  long firstBox(int split) {
    return split * boxesPerSplit;
  }

  long endBox(int split) {
    return Math.min(boxCount, (split + 1) * boxesPerSplit);
  }

  /** The box of this number. */
  Box box(long number) {
    long[] from = new long[rank];
    long[] to = new long[rank];
    long rest = number;
    for (int d = rank - 1; d >= 0; d--) {
      if (d > cut) {
        to[d] = sets[d].count();
        continue;
      }
      long width = d == cut ? group : 1;
      long all = chunks[d].count();
      long steps = ceilDivide(all, width);
      long step = rest % steps;
      rest /= steps;
      long first = chunks[d].select(step * width);
      long last = chunks[d].select(Math.min(all, (step + 1) * width) - 1);
      from[d] = sets[d].rank(first * storage.chunk(d));
      to[d] = sets[d].rank((last + 1) * storage.chunk(d));
    }
    return new Box(from, to);
  }

  /** Rows of a split. */
  long rowCount(int split) {
    long rows = 0;
    if (rowNumbers == null) {
      return rowsBefore(endBox(split)) - rowsBefore(firstBox(split));
    }
    for (long box = firstBox(split); box < endBox(split); box++) {
      rows += selected(box(box)).count();
    }
    return rows;
  }

  /** Rows of all boxes below this one, whatever their row numbers. */
  private long rowsBefore(long number) {
    if (number == 0) {
      return 0;
    }
    Box last = box(number - 1);
    long rows = 0;
    long outer = 1;
    for (int d = 0; d < rank; d++) {
      long inner = 1;
      for (int e = d + 1; e < rank; e++) {
        inner *= sets[e].count();
      }
      boolean lowest = d == cut;
      rows += outer * (lowest ? last.to(d) : d < cut ? last.from(d) : 0) * inner;
      if (d >= cut) {
        break;
      }
      outer *= last.to(d) - last.from(d);
    }
    return rank == 0 ? 1 : rows;
  }

  /** The positions within a box whose row numbers are selected. */
  IndexSet selected(Box box) {
    long rows = box.rowCount();
    if (rowNumbers == null) {
      return IndexSet.range(0, rows);
    }
    if (rows == 0) {
      return IndexSet.EMPTY;
    }
    long lowest = rowNumber(box, 0);
    long highest = rowNumber(box, rows - 1);
    IndexSet near = rowNumbers.intersect(IndexSet.range(lowest, highest + 1));
    long[] starts = new long[near.ranges()];
    long[] ends = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = positionOf(box, near.start(i));
      ends[i] = positionOf(box, near.end(i));
    }
    return IndexSet.ofSorted(starts, ends, starts.length);
  }

  /** The row number of a position in a box. */
  long rowNumber(Box box, long position) {
    long rest = position;
    long number = 0;
    long stride = 1;
    for (int d = rank - 1; d >= 0; d--) {
      long width = box.to(d) - box.from(d);
      number += sets[d].select(box.from(d) + rest % width) * stride;
      rest /= width;
      stride *= storage.extent(d);
    }
    return number;
  }

  /** Rows of the box whose row numbers are below {@code number}. */
  private long positionOf(Box box, long number) {
    long[] index = new long[rank];
    long rest = number;
    for (int d = rank - 1; d > 0; d--) {
      index[d] = rest % storage.extent(d);
      rest /= storage.extent(d);
    }
    if (rank > 0) {
      index[0] = rest;
    } else {
      return Math.min(number, 1);
    }
    long position = 0;
    for (int d = 0; d < rank; d++) {
      long width = box.to(d) - box.from(d);
      long below = Math.max(0, Math.min(width, sets[d].rank(index[d]) - box.from(d)));
      long inner = 1;
      for (int e = d + 1; e < rank; e++) {
        inner *= box.to(e) - box.from(e);
      }
      position += below * inner;
      boolean inside =
          sets[d].contains(index[d])
              && sets[d].rank(index[d]) >= box.from(d)
              && sets[d].rank(index[d]) < box.to(d);
      if (!inside) {
        break;
      }
    }
    return position;
  }

  /**
   * A product of ranges of ranks in the selected positions of each dimension. The arrays are not
   * copied: nobody changes them.
   */
  record Box(long[] from, long[] to) {
    long from(int dimension) {
      return from[dimension];
    }

    long to(int dimension) {
      return to[dimension];
    }

    long width(int dimension) {
      return to[dimension] - from[dimension];
    }

    long rowCount() {
      long rows = 1;
      for (int d = 0; d < from.length; d++) {
        rows *= to[d] - from[d];
      }
      return rows;
    }

    /** Rows behind one position of a dimension. */
    long inner(int dimension) {
      long rows = 1;
      for (int d = dimension + 1; d < from.length; d++) {
        rows *= to[d] - from[d];
      }
      return rows;
    }

    @Override
    public String toString() {
      return Arrays.toString(from) + " to " + Arrays.toString(to);
    }
  }
}
