package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.filter.ByteRanges;
import io.cairn.formats.hdf5.filter.FilterChain;
import io.cairn.formats.hdf5.filter.FilterState;
import io.cairn.formats.hdf5.filter.FilterStep;
import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.formats.hdf5.structure.ChunkLocation;
import io.cairn.formats.hdf5.structure.ChunkTree;
import io.cairn.formats.hdf5.structure.DataLayout;
import io.cairn.formats.hdf5.structure.DatasetHeader;
import io.cairn.formats.hdf5.structure.Hdf5File;
import io.cairn.storage.error.StorageException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the elements of a dataset are, seen as a grid of chunks whatever the layout: what lies in
 * one piece is cut into nominal chunks of consecutive elements, so that it can be read in parts and
 * counted. Thread-safe.
 */
public final class DatasetStorage {
  /** Elements in a nominal chunk, at most. */
  private static final int NOMINAL_ROWS = 32_768;

  /** Bytes in a nominal chunk, at most, but for single elements that are longer. */
  private static final int NOMINAL_BYTES = 4 << 20;

  /** The longest element that is read. */
  private static final int MAX_ELEMENT_BYTES = 64 << 20;

  /** The longest filtered chunk that is read: it must be decoded as a whole. */
  private static final long MAX_FILTERED_BYTES = 256L << 20;

  private final Hdf5File file;
  private final String path;
  private final BufferPool buffers;
  private final long[] extents;
  private final long[] chunk;
  private final int elementBytes;
  private final byte @Nullable [] fill;
  private final List<FilterStep> filters;
  private final DataLayout layout;
  private final @Nullable ChunkTree tree;

  /**
   * The storage of a dataset without {@link DatasetHeader#obstacle}.
   *
   * @param path of the dataset, for messages
   * @throws StorageException UNSUPPORTED if an element or a chunk is too long
   */
  public DatasetStorage(Hdf5File file, String path, DatasetHeader header, BufferPool buffers) {
    this.file = file;
    this.path = path;
    this.buffers = buffers;
    this.elementBytes = header.datatype().size();
    this.fill = header.fill();
    this.layout = header.layout();
    boolean empty = header.dataspace().empty();
    this.extents = empty ? new long[] {0} : array(header.dataspace().extents());
    if (elementBytes > MAX_ELEMENT_BYTES) {
      throw tooLong("Its elements have", elementBytes, MAX_ELEMENT_BYTES);
    }
    if (layout instanceof DataLayout.Chunked chunked && !empty) {
      this.chunk = array(chunked.chunk());
      this.filters = header.filters();
      this.tree =
          chunked.treeAddress() == ByteReader.UNDEFINED
              ? null
              : new ChunkTree(file, chunked.treeAddress(), chunk.length);
      if (chunkBytes() > (filters.isEmpty() ? Long.MAX_VALUE / 2 : MAX_FILTERED_BYTES)) {
        throw tooLong("Its filtered chunks have", chunkBytes(), MAX_FILTERED_BYTES);
      }
    } else {
      this.chunk = nominalChunk(extents, elementBytes);
      this.filters = List.of();
      this.tree = null;
    }
    if (layout instanceof DataLayout.Compact compact
        && compact.data().length < count(extents) * (double) elementBytes) {
      throw new StorageException(
          StorageException.Kind.CORRUPT,
          "Its header holds "
              + compact.data().length
              + " bytes of data, expected "
              + count(extents)
              + " elements of "
              + elementBytes
              + " bytes: the file is damaged.");
    }
  }

  private static long[] array(List<Long> list) {
    long[] array = new long[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }

  private static StorageException tooLong(String what, long bytes, long limit) {
    return new StorageException(
        StorageException.Kind.UNSUPPORTED,
        what + " " + bytes + " bytes; at most " + limit + " are read.");
  }

  /** As many of the last dimensions as fit, a part of the one before, and one of the others. */
  private static long[] nominalChunk(long[] extents, int elementBytes) {
    long[] chunk = new long[extents.length];
    java.util.Arrays.fill(chunk, 1);
    long room = Math.max(1, Math.min(NOMINAL_ROWS, NOMINAL_BYTES / elementBytes));
    for (int d = extents.length - 1; d >= 0; d--) {
      chunk[d] = Math.max(1, Math.min(room, extents[d]));
      if (chunk[d] < extents[d]) {
        break;
      }
      room /= chunk[d];
      if (room == 0) {
        break;
      }
    }
    return chunk;
  }

  private static long count(long[] extents) {
    long count = 1;
    for (long extent : extents) {
      count *= extent;
    }
    return count;
  }

  int rank() {
    return extents.length;
  }

  /** The extents; one of 0 for a null dataspace. */
  public long[] extents() {
    return extents.clone();
  }

  long extent(int dimension) {
    return extents[dimension];
  }

  long chunk(int dimension) {
    return chunk[dimension];
  }

  /** Elements. */
  public long count() {
    return count(extents);
  }

  int elementBytes() {
    return elementBytes;
  }

  /** Bytes of a whole chunk; saturates far beyond what can be read. */
  long chunkBytes() {
    double product = elementBytes;
    long bytes = elementBytes;
    for (long width : chunk) {
      product *= width;
      bytes *= width;
    }
    return product > 0x1p62 ? Long.MAX_VALUE : bytes;
  }

  boolean isFiltered() {
    return !filters.isEmpty();
  }

  /** Whether the elements lie in one piece, so that the chunks are nominal. */
  boolean isNominal() {
    return !(layout instanceof DataLayout.Chunked);
  }

  byte @Nullable [] fill() {
    return fill;
  }

  List<FilterStep> filters() {
    return filters;
  }

  Hdf5File file() {
    return file;
  }

  /** The dataset's path, for messages. */
  String path() {
    return path;
  }

  BufferPool buffers() {
    return buffers;
  }

  /** Undoes the filters, at least for the wanted bytes of each element. */
  FilterChain filterChain(ByteRanges wanted, FilterState state) {
    return FilterChain.of(filters, elementBytes, wanted, state);
  }

  /** Chunks of the grid, stored or not. */
  long chunkTotal() {
    long total = 1;
    for (int d = 0; d < extents.length; d++) {
      total *= (extents[d] + chunk[d] - 1) / chunk[d];
    }
    return total;
  }

  ChunkLocator locator() {
    if (tree != null) {
      return tree.lookup()::find;
    }
    if (layout instanceof DataLayout.Contiguous contiguous
        && contiguous.address() != ByteReader.UNDEFINED) {
      return nominal(contiguous.address());
    }
    if (layout instanceof DataLayout.Compact) {
      return nominal(0);
    }
    return (origin, found) -> false;
  }

  private ChunkLocator nominal(long base) {
    return (origin, found) -> {
      long first = 0;
      long bytes = elementBytes;
      for (int d = 0; d < extents.length; d++) {
        first = first * extents[d] + origin[d];
        bytes *= Math.min(chunk[d], extents[d] - origin[d]);
      }
      found.address = base + first * elementBytes;
      found.storedBytes = bytes;
      found.filterMask = 0;
      return true;
    };
  }

  /** Reads stored bytes. */
  void read(long address, byte[] target, int offset, int length) {
    if (layout instanceof DataLayout.Compact compact) {
      System.arraycopy(compact.data(), (int) address, target, offset, length);
    } else {
      file.read(address, target, offset, length);
    }
  }

  /** Bytes that the elements take in the file. */
  public long storedBytes() {
    if (layout instanceof DataLayout.Compact compact) {
      return compact.data().length;
    }
    if (layout instanceof DataLayout.Contiguous contiguous) {
      return contiguous.address() == ByteReader.UNDEFINED ? 0 : count() * elementBytes;
    }
    long[] total = new long[1];
    if (tree != null) {
      tree.visit((origin, location) -> total[0] += location.storedBytes);
    }
    return total[0];
  }

  /** Receives the chunks of the grid. */
  interface ChunkVisitor {
    void chunk(long[] origin, ChunkLocation location);
  }

  /** Visits the stored chunks in the order of the grid. */
  void visitStored(ChunkVisitor visitor) {
    if (tree != null) {
      tree.visit(visitor::chunk);
      return;
    }
    ChunkLocator locator = locator();
    ChunkLocation location = new ChunkLocation();
    long[] origin = new long[extents.length];
    long total = chunkTotal();
    for (long i = 0; i < total; i++) {
      if (!locator.find(origin, location)) {
        return;
      }
      visitor.chunk(origin, location);
      next(origin);
    }
  }

  /** Moves on to the next chunk of the grid. */
  void next(long[] origin) {
    for (int d = extents.length - 1; d >= 0; d--) {
      origin[d] += chunk[d];
      if (origin[d] < extents[d]) {
        return;
      }
      origin[d] = 0;
    }
  }
}
