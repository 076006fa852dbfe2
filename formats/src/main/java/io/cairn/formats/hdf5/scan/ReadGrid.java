package io.cairn.formats.hdf5.scan;

/**
 * The dimensions of a scan as the reader of bytes sees them: neighbours that are selected whole and
 * one chunk wide are merged with the dimension before, so that runs of bytes are as long as can be.
 * There is always at least one dimension. Immutable.
 */
final class ReadGrid {
  final int rank;

  /** The first of the merged dimensions; -1 for the one of a single value. */
  final int[] head;

  /** Positions of the merged dimension for one of its head. */
  final long[] factor;

  final IndexSet[] sets;

  /** Chunk extents. */
  final long[] chunk;

  /** Bytes from one position to the next within a chunk. */
  final long[] strideBytes;

  private ReadGrid(int rank) {
    this.rank = rank;
    this.head = new int[rank];
    this.factor = new long[rank];
    this.sets = new IndexSet[rank];
    this.chunk = new long[rank];
    this.strideBytes = new long[rank];
  }

  static ReadGrid of(ScanPlan plan) {
    DatasetStorage storage = plan.storage();
    int dimensions = storage.rank();
    if (dimensions == 0) {
      ReadGrid single = new ReadGrid(1);
      single.head[0] = -1;
      single.factor[0] = 1;
      single.sets[0] = IndexSet.range(0, 1);
      single.chunk[0] = 1;
      single.strideBytes[0] = storage.elementBytes();
      return single;
    }
    int rank = 0;
    for (int d = 0; d < dimensions; d++) {
      rank += d == 0 || !merges(plan, d) ? 1 : 0;
    }
    ReadGrid grid = new ReadGrid(rank);
    int at = rank;
    // Bytes from one position to the next along the innermost of the dimensions merged so far.
    long stride = storage.elementBytes();
    long factor = 1;
    for (int d = dimensions - 1; d >= 0; d--) {
      if (d > 0 && merges(plan, d)) {
        factor *= storage.extent(d);
        continue;
      }
      at--;
      grid.head[at] = d;
      grid.factor[at] = factor;
      grid.sets[at] = plan.set(d).times(factor);
      grid.chunk[at] = storage.chunk(d) * factor;
      grid.strideBytes[at] = stride;
      stride *= grid.chunk[at];
      factor = 1;
    }
    return grid;
  }

  private static boolean merges(ScanPlan plan, int dimension) {
    long extent = plan.storage().extent(dimension);
    return plan.storage().chunk(dimension) == extent && plan.set(dimension).isAll(extent);
  }

  /** The ranks of the box along a dimension of this grid. */
  long boxFrom(int dimension, ScanPlan.Box box) {
    return head[dimension] < 0 ? 0 : box.from(head[dimension]) * factor[dimension];
  }

  /** The end of the ranks of the box along a dimension of this grid. */
  long boxTo(int dimension, ScanPlan.Box box) {
    return head[dimension] < 0 ? 1 : box.to(head[dimension]) * factor[dimension];
  }
}
