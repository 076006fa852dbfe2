package io.cairn.formats.hdf5.structure;

import io.cairn.formats.hdf5.io.ByteReader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a group, old and new. Immutable.
 *
 * @param obstacle why entries are missing, in one sentence; null if none is
 */
public record GroupContent(List<Link> links, @Nullable String obstacle) {
  public GroupContent {
    links = List.copyOf(links);
  }

  /**
   * Reads the entries.
   *
   * @throws io.cairn.storage.error.StorageException CORRUPT
   */
  public static GroupContent read(Hdf5File file, ObjectHeader header) {
    List<Link> links = new ArrayList<>();
    HeaderMessage table = header.first(HeaderMessage.SYMBOL_TABLE);
    if (table != null) {
      links.addAll(SymbolTable.read(file, table.body().again()));
    }
    for (HeaderMessage link : header.all(HeaderMessage.LINK)) {
      links.add(LinkMessage.read(link.body().again()));
    }
    HeaderMessage dense = header.first(HeaderMessage.LINK_TABLE);
    String obstacle =
        dense != null && heapOf(dense.body().again(), 8) != ByteReader.UNDEFINED
            ? "Its entries lie in a fractal heap (dense links), which is not read;"
                + " h5repack --high=v18 --low=earliest writes a copy that is."
            : null;
    return new GroupContent(links, obstacle);
  }

  /** The address of the fractal heap of dense links or attributes. */
  static long heapOf(ByteReader in, int orderBytes) {
    in.skip(1);
    int flags = in.u8();
    if ((flags & 1) != 0) {
      in.skip(orderBytes);
    }
    return in.address();
  }
}
