package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import io.cairn.storage.error.StorageException;
import java.util.ArrayList;
import java.util.List;

/** Where the elements of a dataset are. Immutable. */
public sealed interface DataLayout {
  /** In the object header. The array is not copied: nobody changes it. */
  record Compact(byte[] data) implements DataLayout {}

  /**
   * One after another, last dimension fastest.
   *
   * @param address {@link ByteReader#UNDEFINED} if nothing was written yet
   */
  record Contiguous(long address) implements DataLayout {}

  /**
   * In chunks that a B-tree of version 1 finds.
   *
   * @param treeAddress {@link ByteReader#UNDEFINED} if nothing was written yet
   * @param chunk extents of a chunk, one a dimension
   */
  record Chunked(long treeAddress, List<Long> chunk, int elementBytes) implements DataLayout {
    public Chunked {
      chunk = List.copyOf(chunk);
    }
  }

  /** In a way that is not read. */
  record Unsupported(String reason) implements DataLayout {}

  /**
   * Reads the layout message.
   *
   * @throws StorageException CORRUPT if it contradicts the format
   */
  static DataLayout read(ByteReader in) {
    int version = in.u8();
    return switch (version) {
      case 1, 2 -> readOld(in);
      case 3 -> readThird(in);
      case 4, 5 -> readFourth(in, version);
      default -> throw in.corrupt("a layout has version " + version + ", expected 1 to 4");
    };
  }

  private static DataLayout readOld(ByteReader in) {
    int rank = in.u8();
    int layoutClass = in.u8();
    in.skip(5);
    long address = layoutClass == 0 ? ByteReader.UNDEFINED : in.address();
    List<Long> extents = extents(in, rank);
    return switch (layoutClass) {
      case 0 -> new Compact(in.bytes(in.size32()));
      case 1 -> new Contiguous(address);
      case 2 -> chunked(in, address, extents);
      default -> throw in.corrupt("a layout has class " + layoutClass + ", expected 0 to 2");
    };
  }

  private static DataLayout readThird(ByteReader in) {
    int layoutClass = in.u8();
    return switch (layoutClass) {
      case 0 -> new Compact(in.bytes(in.u16()));
      case 1 -> new Contiguous(in.address());
      case 2 -> {
        int rank = in.u8();
        long address = in.address();
        yield chunked(in, address, extents(in, rank));
      }
      default -> throw in.corrupt("a layout has class " + layoutClass + ", expected 0 to 2");
    };
  }

  private static DataLayout readFourth(ByteReader in, int version) {
    int layoutClass = in.u8();
    return switch (layoutClass) {
      case 0 -> new Compact(in.bytes(in.u16()));
      case 1 -> new Contiguous(in.address());
      case 2 -> newIndex(in, version);
      case 3 ->
          new Unsupported("It is a virtual dataset, put together from others, which is not read.");
      default -> throw in.corrupt("a layout has class " + layoutClass + ", expected 0 to 3");
    };
  }

  private static DataLayout newIndex(ByteReader in, int version) {
    in.skip(1);
    int rank = in.u8();
    int width = in.u8();
    in.skip(Math.min(in.remaining(), rank * width));
    return new Unsupported(
        "Its chunks are found by "
            + indexName(in.u8())
            + " (layout version "
            + version
            + "), which is not read; the B-tree of version 1 is."
            + " h5repack --high=v18 writes a copy that is.");
  }

  private static String indexName(int index) {
    return switch (index) {
      case 1 -> "a single-chunk index";
      case 2 -> "an implicit index";
      case 3 -> "a fixed array";
      case 4 -> "an extensible array";
      case 5 -> "a B-tree of version 2";
      default -> "an index of type " + index;
    };
  }

  private static List<Long> extents(ByteReader in, int rank) {
    if (rank > Dataspace.MAX_RANK + 1) {
      throw in.corrupt("a layout has " + rank + " dimensions");
    }
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      extents.add(in.u32());
    }
    return extents;
  }

  /** The last entry is the size of an element. */
  private static Chunked chunked(ByteReader in, long address, List<Long> extents) {
    if (extents.size() < 2) {
      throw in.corrupt("a chunk has " + (extents.size() - 1) + " dimensions, expected 1 or more");
    }
    for (long extent : extents) {
      if (extent < 1 || extent > Integer.MAX_VALUE) {
        throw in.corrupt("a chunk has extents " + extents);
      }
    }
    int last = extents.size() - 1;
    return new Chunked(address, extents.subList(0, last), (int) (long) extents.get(last));
  }
}
