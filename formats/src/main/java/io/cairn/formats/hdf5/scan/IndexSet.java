package io.cairn.formats.hdf5.scan;

import java.util.Arrays;

/**
 * Positions along a dimension: ascending ranges that do not touch, each from a start up to, but not
 * including, an end. The members have ranks from 0. Immutable.
 */
final class IndexSet {
  static final IndexSet EMPTY = new IndexSet(new long[0], new long[0], 0);

  private final long[] starts;
  private final long[] ends;

  /** Members before each range, and the number of all behind the last one. */
  private final long[] before;

  private IndexSet(long[] starts, long[] ends, int count) {
    this.starts = starts.length == count ? starts : Arrays.copyOf(starts, count);
    this.ends = ends.length == count ? ends : Arrays.copyOf(ends, count);
    this.before = new long[count + 1];
    for (int i = 0; i < count; i++) {
      before[i + 1] = before[i] + (this.ends[i] - this.starts[i]);
    }
  }

  /** All positions from {@code start} up to, but not including, {@code end}; none if it is less. */
  static IndexSet range(long start, long end) {
    return start >= end ? EMPTY : new IndexSet(new long[] {start}, new long[] {end}, 1);
  }

  /** The union of ranges whose starts ascend. */
  static IndexSet ofSorted(long[] starts, long[] ends, int count) {
    int kept = 0;
    long[] keptStarts = new long[count];
    long[] keptEnds = new long[count];
    for (int i = 0; i < count; i++) {
      if (starts[i] >= ends[i]) {
        continue;
      }
      if (kept > 0 && starts[i] <= keptEnds[kept - 1]) {
        keptEnds[kept - 1] = Math.max(keptEnds[kept - 1], ends[i]);
      } else {
        keptStarts[kept] = starts[i];
        keptEnds[kept++] = ends[i];
      }
    }
    return new IndexSet(keptStarts, keptEnds, kept);
  }

  long count() {
    return before[starts.length];
  }

  int ranges() {
    return starts.length;
  }

  long start(int range) {
    return starts[range];
  }

  long end(int range) {
    return ends[range];
  }

  /** Members before the range. */
  long before(int range) {
    return before[range];
  }

  /** Whether these are all positions of a dimension. */
  boolean isAll(long extent) {
    return count() == extent;
  }

  /** Members below {@code index}. */
  long rank(long index) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? 0 : before[low - 1] + Math.min(index, ends[low - 1]) - starts[low - 1];
  }

  /** The range that holds the member of this rank. */
  int rangeOf(long rank) {
    int found = Arrays.binarySearch(before, rank);
    return found >= 0 ? found : -found - 2;
  }

  /** The member of this rank, from 0. */
  long select(long rank) {
    int range = rangeOf(rank);
    return starts[range] + rank - before[range];
  }

  boolean contains(long index) {
    return rank(index + 1) > rank(index);
  }

  IndexSet intersect(IndexSet other) {
    long[] newStarts = new long[starts.length + other.starts.length];
    long[] newEnds = new long[newStarts.length];
    int count = 0;
    int i = 0;
    int k = 0;
    while (i < starts.length && k < other.starts.length) {
      long start = Math.max(starts[i], other.starts[k]);
      long end = Math.min(ends[i], other.ends[k]);
      if (start < end) {
        newStarts[count] = start;
        newEnds[count++] = end;
      }
      if (ends[i] < other.ends[k]) {
        i++;
      } else {
        k++;
      }
    }
    return new IndexSet(newStarts, newEnds, count);
  }

  IndexSet union(IndexSet other) {
    long[] newStarts = new long[starts.length + other.starts.length];
    long[] newEnds = new long[newStarts.length];
    int count = 0;
    int i = 0;
    int k = 0;
    while (i < starts.length || k < other.starts.length) {
      boolean mine =
          k == other.starts.length || (i < starts.length && starts[i] <= other.starts[k]);
      newStarts[count] = mine ? starts[i] : other.starts[k];
      newEnds[count++] = mine ? ends[i++] : other.ends[k++];
    }
    return ofSorted(newStarts, newEnds, count);
  }

  /** The numbers of the blocks of {@code width} positions that hold a member. */
  IndexSet blocks(long width) {
    long[] newStarts = new long[starts.length];
    long[] newEnds = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      newStarts[i] = starts[i] / width;
      newEnds[i] = (ends[i] - 1) / width + 1;
    }
    return ofSorted(newStarts, newEnds, starts.length);
  }

  /** Each member becomes {@code factor} consecutive ones. */
  IndexSet times(long factor) {
    if (factor == 1) {
      return this;
    }
    long[] newStarts = new long[starts.length];
    long[] newEnds = new long[starts.length];
    for (int i = 0; i < starts.length; i++) {
      newStarts[i] = starts[i] * factor;
      newEnds[i] = ends[i] * factor;
    }
    return ofSorted(newStarts, newEnds, starts.length);
  }
}
