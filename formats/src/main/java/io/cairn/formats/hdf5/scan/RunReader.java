package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.structure.ChunkLocation;
import io.cairn.storage.ScanContext;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads rows that are stored as they are, run by run; runs with small gaps between them are read
 * together. One thread at a time.
 */
final class RunReader {
  private static final int MAX_GAP_BYTES = 4096;
  private static final int MAX_SPAN_BYTES = 256 * 1024;
  private static final int MAX_PIECES = 128;

  private final DatasetStorage storage;
  private final ReadGrid grid;
  private final ScanContext context;
  private final ChunkLocator locator;
  private final ChunkMarks marks;
  private final ReadBuffers buffers;
  private final int rank;
  private final int rowBytes;
  private final ChunkLocation location = new ChunkLocation();
  private final long[] origin;
  private final long[] from;
  private final long[] to;
  private final long[] inner;

  /** The rank and the position along each dimension. */
  private final long[] at;

  private final long[] index;

  /** The chunk that {@link #location} is about. */
  private final long[] chunkNumber;

  private boolean stored;
  private long lastCounted = -1;
  private final Set<Long> counted = new HashSet<>();

  private final long[] pieceAddress = new long[MAX_PIECES];
  private final int[] pieceTarget = new int[MAX_PIECES];
  private final int[] pieceBytes = new int[MAX_PIECES];
  private int pieces;

  RunReader(
      DatasetStorage storage,
      ReadGrid grid,
      ScanContext context,
      ChunkLocator locator,
      ChunkMarks marks,
      ReadBuffers buffers) {
    this.storage = storage;
    this.grid = grid;
    this.context = context;
    this.locator = locator;
    this.marks = marks;
    this.buffers = buffers;
    this.rank = grid.rank;
    this.rowBytes = storage.elementBytes();
    this.origin = new long[storage.rank()];
    this.from = new long[rank];
    this.to = new long[rank];
    this.inner = new long[rank];
    this.at = new long[rank];
    this.index = new long[rank];
    this.chunkNumber = new long[rank];
  }

  void enter(long[] boxFrom, long[] boxTo, long[] boxInner) {
    System.arraycopy(boxFrom, 0, from, 0, rank);
    System.arraycopy(boxTo, 0, to, 0, rank);
    System.arraycopy(boxInner, 0, inner, 0, rank);
    Arrays.fill(chunkNumber, -1);
  }

  /** Reads the rows at positions {@code first} up to, but not including, {@code end}. */
  void read(long first, long end, byte[] target, int targetAt) {
    long rest = first;
    for (int d = 0; d < rank; d++) {
      at[d] = from[d] + rest / inner[d];
      rest %= inner[d];
      index[d] = grid.sets[d].select(at[d]);
    }
    int last = rank - 1;
    IndexSet set = grid.sets[last];
    long position = first;
    int out = targetAt;
    while (position < end) {
      int range = set.rangeOf(at[last]);
      long inRange = set.end(range) - index[last];
      long inChunk = grid.chunk[last] - index[last] % grid.chunk[last];
      int count =
          (int) Math.min(Math.min(inRange, inChunk), Math.min(end - position, to[last] - at[last]));
      locate(position);
      run(target, out, count);
      out += count * rowBytes;
      position += count;
      if (position < end) {
        advance(count);
      }
    }
    flush(target);
  }

  private void advance(int count) {
    int d = rank - 1;
    at[d] += count;
    while (at[d] == to[d] && d > 0) {
      at[d] = from[d];
      index[d] = grid.sets[d].select(at[d]);
      d--;
      at[d]++;
    }
    index[d] = grid.sets[d].select(at[d]);
  }

  /** Finds the chunk of the current position, unless it is the one before. */
  private void locate(long position) {
    boolean same = true;
    for (int d = 0; d < rank; d++) {
      long number = index[d] / grid.chunk[d];
      same &= number == chunkNumber[d];
      chunkNumber[d] = number;
    }
    if (same) {
      return;
    }
    context.cancellation().check();
    long linear = 0;
    for (int d = 0; d < rank; d++) {
      if (grid.head[d] >= 0) {
        origin[grid.head[d]] = chunkNumber[d] * storage.chunk(grid.head[d]);
      }
    }
    for (int d = 0; d < origin.length; d++) {
      linear = linear * storage.extent(d) + origin[d];
    }
    stored = locator.find(origin, location);
    boolean fresh = rank == 1 ? linear > lastCounted : counted.add(linear);
    if (stored && fresh) {
      lastCounted = linear;
      marks.chunk(position);
      context.metrics().chunkRead(location.storedBytes);
    }
  }

  private void run(byte[] target, int targetAt, int count) {
    int length = count * rowBytes;
    if (!stored) {
      Fill.rows(storage.fill(), rowBytes, target, targetAt, count);
      return;
    }
    long offset = 0;
    for (int d = 0; d < rank; d++) {
      offset += (index[d] - chunkNumber[d] * grid.chunk[d]) * grid.strideBytes[d];
    }
    if (!storage.isNominal() && offset + length > location.storedBytes) {
      throw storage
          .file()
          .corrupt(
              "chunk " + Arrays.toString(origin) + " of " + storage.path(),
              location.address,
              "it has " + location.storedBytes + " bytes, expected " + storage.chunkBytes());
    }
    add(location.address + offset, target, targetAt, length);
  }

  private void add(long address, byte[] target, int targetAt, int length) {
    if (pieces > 0) {
      int previous = pieces - 1;
      long gap = address - (pieceAddress[previous] + pieceBytes[previous]);
      if (gap == 0 && targetAt == pieceTarget[previous] + pieceBytes[previous]) {
        pieceBytes[previous] += length;
        return;
      }
      if (gap < 0
          || gap > MAX_GAP_BYTES
          || pieces == MAX_PIECES
          || address + length - pieceAddress[0] > MAX_SPAN_BYTES) {
        flush(target);
      }
    }
    pieceAddress[pieces] = address;
    pieceTarget[pieces] = targetAt;
    pieceBytes[pieces++] = length;
  }

  private void flush(byte[] target) {
    if (pieces == 1) {
      storage.read(pieceAddress[0], target, pieceTarget[0], pieceBytes[0]);
    } else if (pieces > 1) {
      int last = pieces - 1;
      int span = (int) (pieceAddress[last] + pieceBytes[last] - pieceAddress[0]);
      buffers.stored = ReadBuffers.replace(buffers.stored, span);
      storage.read(pieceAddress[0], buffers.stored, 0, span);
      for (int i = 0; i < pieces; i++) {
        System.arraycopy(
            buffers.stored,
            (int) (pieceAddress[i] - pieceAddress[0]),
            target,
            pieceTarget[i],
            pieceBytes[i]);
      }
    }
    pieces = 0;
  }
}
