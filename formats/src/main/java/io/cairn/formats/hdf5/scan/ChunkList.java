package io.cairn.formats.hdf5.scan;

import io.cairn.formats.hdf5.filter.FilterStep;
import io.cairn.formats.hdf5.structure.ChunkLocation;
import io.cairn.storage.ChunkDescription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Describes the chunks of a dataset, for people to look at. */
public final class ChunkList {
  /** Chunks that were never written are listed in grids of up to so many. */
  private static final long MAX_GRID = 65_536;

  private final DatasetStorage storage;
  private final String encoding;
  private final List<ChunkDescription> found = new ArrayList<>();

  private ChunkList(DatasetStorage storage) {
    this.storage = storage;
    this.encoding =
        storage.filters().stream().map(FilterStep::label).collect(Collectors.joining(", "));
  }

  /**
   * The chunks in the order of the grid. Those that were never written are left out where the grid
   * has more than 65,536 chunks.
   */
  public static List<ChunkDescription> of(DatasetStorage storage) {
    ChunkList list = new ChunkList(storage);
    if (storage.chunkTotal() > MAX_GRID) {
      storage.visitStored(list::add);
      return list.found;
    }
    Map<String, ChunkDescription> stored = new HashMap<>();
    storage.visitStored(list::add);
    for (ChunkDescription chunk : list.found) {
      stored.put(chunk.firstRow(), chunk);
    }
    list.found.clear();
    ChunkLocation nowhere = new ChunkLocation();
    nowhere.address = -1;
    long[] origin = new long[storage.rank()];
    for (long i = 0; i < storage.chunkTotal(); i++) {
      ChunkDescription chunk = stored.get(list.place(origin));
      list.add(origin, nowhere, chunk);
      storage.next(origin);
    }
    return list.found;
  }

  private void add(long[] origin, ChunkLocation location) {
    long rows = 1;
    for (int d = 0; d < origin.length; d++) {
      rows *= Math.max(0, Math.min(storage.chunk(d), storage.extent(d) - origin[d]));
    }
    long raw = storage.isNominal() ? rows * storage.elementBytes() : storage.chunkBytes();
    found.add(
        new ChunkDescription(
            null,
            found.size(),
            place(origin),
            rows,
            location.address < 0 ? -1 : storage.file().position(location.address),
            location.storedBytes,
            raw,
            encoding,
            location.filterMask));
  }

  private void add(
      long[] origin,
      ChunkLocation nowhere,
      @org.jspecify.annotations.Nullable ChunkDescription stored) {
    if (stored == null) {
      add(origin, nowhere);
      return;
    }
    found.add(
        new ChunkDescription(
            null,
            found.size(),
            stored.firstRow(),
            stored.rowCount(),
            stored.address(),
            stored.storedBytes(),
            stored.rawBytes(),
            stored.encoding(),
            stored.filterMask()));
  }

  /** The first row where rows are consecutive, else the origin. */
  private String place(long[] origin) {
    if (origin.length == 0) {
      return "0";
    }
    StringBuilder out = new StringBuilder(origin.length == 1 ? "" : "(");
    for (int d = 0; d < origin.length; d++) {
      out.append(d > 0 ? ", " : "").append(origin[d]);
    }
    return out.append(origin.length == 1 ? "" : ")").toString();
  }
}
