package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.filter.ByteRanges;
import io.cairn.formats.hdf5.filter.DamagedChunkException;
import io.cairn.formats.hdf5.filter.FilterChain;
import io.cairn.formats.hdf5.structure.ChunkLocation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.error.StorageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The decoded rows of some consecutive positions of a box, one after another. Rows come in two
 * ways: whole chunks are read, decoded and spread over a layer; or, where chunks are stored as they
 * are and rows lie in long runs, just the wanted bytes are read. One thread at a time.
 */
final class DataWindow {
  /** Rows are read ahead until they take this many bytes: they stay in the second cache. */
  private static final int AHEAD_BYTES = 256 * 1024;

  private final DatasetStorage storage;
  private final ScanContext context;
  private final ReadBuffers buffers;
  private final ReadGrid grid;
  private final ChunkLocator locator;
  private final @Nullable FilterChain filters;
  private final boolean inRuns;
  private final boolean layered;
  private final int rank;
  private final int rowBytes;
  private final ChunkMarks marks = new ChunkMarks();
  private final ChunkLocation location = new ChunkLocation();
  private final @Nullable RunReader runs;

  private final long[] from;
  private final long[] to;
  private final long[] inner;
  private final long[] origin;

  /** Ranks of the layer being loaded. */
  private final long[] layerFrom;

  private final long[] layerTo;
  private final int[] layerStride;

  /** The chunk being loaded: its number, and the ranks in it, along each dimension. */
  private final long[] chunkNumber;

  private final long[] pieceFrom;
  private final long[] pieceTo;

  private boolean lastIsOneRun;
  private int lastSource;
  private int lastTarget;
  private int lastBytes;

  private long start;
  private long end;

  /**
   * A window without rows.
   *
   * @param wanted the bytes of each row that will be looked at
   */
  DataWindow(ScanPlan plan, ScanContext context, ReadBuffers buffers, ByteRanges wanted) {
    this.storage = plan.storage();
    this.context = context;
    this.buffers = buffers;
    this.grid = ReadGrid.of(plan);
    this.locator = storage.locator();
    this.filters = storage.isFiltered() ? storage.filterChain(wanted, buffers.filters) : null;
    this.layered = plan.isLayered();
    this.rank = grid.rank;
    this.rowBytes = storage.elementBytes();
    this.inRuns =
        filters == null
            && (rank == 1 || storage.isNominal() || storage.chunkBytes() > ScanPlan.LAYER_BYTES);
    this.runs = inRuns ? new RunReader(storage, grid, context, locator, marks, buffers) : null;
    this.from = new long[rank];
    this.to = new long[rank];
    this.inner = new long[rank];
    this.origin = new long[storage.rank()];
    this.layerFrom = new long[rank];
    this.layerTo = new long[rank];
    this.layerStride = new int[rank];
    this.chunkNumber = new long[rank];
    this.pieceFrom = new long[rank];
    this.pieceTo = new long[rank];
  }

  /** Goes to another box; no rows of it are there yet. */
  void enter(ScanPlan.Box box) {
    long rows = 1;
    for (int d = rank - 1; d >= 0; d--) {
      from[d] = grid.boxFrom(d, box);
      to[d] = grid.boxTo(d, box);
      inner[d] = rows;
      rows *= to[d] - from[d];
    }
    start = 0;
    end = 0;
    marks.enter();
    if (runs != null) {
      runs.enter(from, to, inner);
    }
  }

  byte[] bytes() {
    return buffers.rows;
  }

  /** Where a row that is in the window starts in {@link #bytes}. */
  int offset(long position) {
    return (int) (position - start) * rowBytes;
  }

  ChunkMarks marks() {
    return marks;
  }

  /**
   * Makes sure that rows are in the window.
   *
   * @param limit the position behind the last row that will be wanted: what may be read ahead
   */
  void ensure(long position, int count, long limit) {
    if (position >= start && position + count <= end) {
      return;
    }
    if (position >= start && position < end) {
      int kept = (int) (end - position) * rowBytes;
      System.arraycopy(buffers.rows, offset(position), buffers.rows, 0, kept);
    } else {
      end = position;
    }
    start = position;
    if (runs != null) {
      long ahead = Math.max(position + count, start + AHEAD_BYTES / rowBytes);
      long stop = Math.min(limit, ahead);
      buffers.rows = ReadBuffers.grow(buffers.rows, (stop - start) * rowBytes);
      runs.read(end, stop, buffers.rows, (int) (end - start) * rowBytes);
      end = stop;
      return;
    }
    while (end < position + count || (end < limit && (end - start) * rowBytes < AHEAD_BYTES)) {
      loadLayer();
    }
  }

  /** Appends the layer that holds position {@code end}. */
  private void loadLayer() {
    System.arraycopy(from, 0, layerFrom, 0, rank);
    System.arraycopy(to, 0, layerTo, 0, rank);
    if (layered) {
      long rankHere = from[0] + end / inner[0];
      long number = grid.sets[0].select(rankHere) / grid.chunk[0];
      layerFrom[0] = Math.max(from[0], grid.sets[0].rank(number * grid.chunk[0]));
      layerTo[0] = Math.min(to[0], grid.sets[0].rank((number + 1) * grid.chunk[0]));
    }
    long first = (layerFrom[0] - from[0]) * inner[0];
    long last = (layerTo[0] - from[0]) * inner[0];
    if (first < end && end == start) {
      start = first;
      end = first;
    }
    if (rank == 1 && end == start && filters != null && last - first == grid.chunk[0]) {
      loadWholeChunk(filters);
      end = last;
      return;
    }
    buffers.rows = ReadBuffers.grow(buffers.rows, (last - start) * rowBytes);
    long stride = rowBytes;
    for (int d = rank - 1; d >= 0; d--) {
      layerStride[d] = (int) stride;
      stride *= layerTo[d] - layerFrom[d];
    }
    loadChunks(0, (int) (end - start) * rowBytes);
    end = last;
  }

  /** Loads a chunk that is a layer by itself: its decoded bytes become the rows. */
  private void loadWholeChunk(FilterChain chain) {
    chunkNumber[0] = grid.sets[0].select(layerFrom[0]) / grid.chunk[0];
    if (!fetch()) {
      buffers.rows = ReadBuffers.replace(buffers.rows, grid.chunk[0] * rowBytes);
      Fill.rows(storage.fill(), rowBytes, buffers.rows, 0, (int) grid.chunk[0]);
      return;
    }
    byte[] result = decoded(chain);
    byte[] before = buffers.rows;
    buffers.rows = result;
    if (result == buffers.work) {
      buffers.work = before;
    } else if (result == buffers.moreWork) {
      buffers.moreWork = before;
    } else {
      buffers.stored = before;
    }
  }

  /** Goes through the chunks of the layer, dimension by dimension. */
  private void loadChunks(int d, int target) {
    if (d == rank) {
      loadChunk(target);
      return;
    }
    IndexSet set = grid.sets[d];
    long width = grid.chunk[d];
    long at = layerFrom[d];
    while (at < layerTo[d]) {
      long number = set.select(at) / width;
      long next = Math.min(layerTo[d], set.rank((number + 1) * width));
      chunkNumber[d] = number;
      pieceFrom[d] = at;
      pieceTo[d] = next;
      loadChunks(d + 1, target);
      at = next;
    }
  }

  /** Finds the chunk, and counts it if it is stored. */
  private boolean fetch() {
    context.cancellation().check();
    Arrays.fill(origin, 0);
    for (int d = 0; d < rank; d++) {
      if (grid.head[d] >= 0) {
        origin[grid.head[d]] = chunkNumber[d] * storage.chunk(grid.head[d]);
      }
    }
    if (!locator.find(origin, location)) {
      return false;
    }
    marks.chunk(end);
    context.metrics().chunkRead(location.storedBytes);
    return true;
  }

  private void loadChunk(int target) {
    if (!fetch()) {
      spread(0, null, 0, target);
      return;
    }
    findLastRun();
    if (filters == null || filters.isPlain(location.filterMask)) {
      readPlain(target);
    } else {
      spread(0, decoded(filters), 0, target);
    }
  }

  /** Looks whether the chunk's selection is one run along the last dimension. */
  private void findLastRun() {
    int last = rank - 1;
    IndexSet set = grid.sets[last];
    long first = set.select(pieceFrom[last]);
    long count = pieceTo[last] - pieceFrom[last];
    lastIsOneRun = set.select(pieceTo[last] - 1) - first == count - 1;
    lastSource = (int) ((first - chunkNumber[last] * grid.chunk[last]) * grid.strideBytes[last]);
    lastTarget = (int) (pieceFrom[last] - layerFrom[last]) * layerStride[last];
    lastBytes = (int) count * rowBytes;
  }

  /** Reads the part of the chunk from the first wanted byte to the last. */
  private void readPlain(int target) {
    long first = 0;
    long last = rowBytes;
    for (int d = 0; d < rank; d++) {
      long base = chunkNumber[d] * grid.chunk[d];
      first += (grid.sets[d].select(pieceFrom[d]) - base) * grid.strideBytes[d];
      last += (grid.sets[d].select(pieceTo[d] - 1) - base) * grid.strideBytes[d];
    }
    if (last > location.storedBytes) {
      throw damaged("it has " + location.storedBytes + " bytes, expected " + storage.chunkBytes());
    }
    buffers.stored = ReadBuffers.replace(buffers.stored, last - first);
    storage.read(location.address + first, buffers.stored, 0, (int) (last - first));
    spread(0, buffers.stored, (int) -first, target);
  }

  private byte[] decoded(FilterChain chain) {
    int chunkBytes = Math.toIntExact(storage.chunkBytes());
    long storedBytes = location.storedBytes;
    if (!chain.isPlausible(storedBytes, chunkBytes, location.filterMask)
        || storedBytes > storage.file().size()) {
      throw damaged(
          "it has "
              + storedBytes
              + " bytes, which cannot be "
              + chunkBytes
              + " before its filters");
    }
    buffers.stored = ReadBuffers.replace(buffers.stored, storedBytes);
    buffers.work = ReadBuffers.replace(buffers.work, chain.workBytes(chunkBytes));
    if (chain.needsMoreWork(location.filterMask)) {
      buffers.moreWork = ReadBuffers.replace(buffers.moreWork, chain.workBytes(chunkBytes));
    }
    storage.read(location.address, buffers.stored, 0, (int) storedBytes);
    try {
      return chain.undo(
          buffers.stored,
          (int) storedBytes,
          buffers.work,
          buffers.moreWork,
          location.filterMask,
          chunkBytes);
    } catch (DamagedChunkException damage) {
      throw damaged(String.valueOf(damage.getMessage()));
    }
  }

  private StorageException damaged(String problem) {
    return storage
        .file()
        .corrupt(
            "chunk " + Arrays.toString(origin) + " of " + storage.path(),
            location.address,
            problem);
  }

  /**
   * Copies the selected rows of the chunk to their places in the layer.
   *
   * @param source the chunk's bytes, null for the fill value
   */
  private void spread(int d, byte @Nullable [] source, int sourceAt, int targetAt) {
    IndexSet set = grid.sets[d];
    long at = pieceFrom[d];
    long stop = pieceTo[d];
    int range = set.rangeOf(at);
    long base = chunkNumber[d] * grid.chunk[d];
    int sourceStride = (int) grid.strideBytes[d];
    int targetStride = layerStride[d];
    while (at < stop) {
      long next = Math.min(stop, set.before(range) + set.end(range) - set.start(range));
      int count = (int) (next - at);
      long index = set.start(range) + at - set.before(range);
      int source0 = sourceAt + (int) ((index - base) * sourceStride);
      int target0 = targetAt + (int) (at - layerFrom[d]) * targetStride;
      if (d == rank - 1) {
        if (source == null) {
          Fill.rows(storage.fill(), rowBytes, buffers.rows, target0, count);
        } else {
          System.arraycopy(source, source0, buffers.rows, target0, count * rowBytes);
        }
      } else if (d == rank - 2 && source != null && lastIsOneRun) {
        RunCopier.copy(
            source,
            source0 + lastSource,
            sourceStride,
            buffers.rows,
            target0 + lastTarget,
            targetStride,
            count,
            lastBytes);
      } else {
        for (int i = 0; i < count; i++) {
          spread(d + 1, source, source0 + i * sourceStride, target0 + i * targetStride);
        }
      }
      at = next;
      range++;
    }
  }
}
