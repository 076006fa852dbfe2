package io.cairn.planner.catalog;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.type.Column;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the columns of a relation take in the file, added up over its units of storage when first
 * asked for. One thread at a time.
 */
final class ColumnStorage {
  private final Relation relation;
  private @Nullable List<ChunkDescription> chunks;

  ColumnStorage(Relation relation) {
    this.relation = relation;
  }

  /**
   * The units that hold the column alone; units that hold whole rows count where there is only one
   * stored column.
   */
  private List<ChunkDescription> of(Column column) {
    if (column.role() != Column.Role.DATA) {
      return List.of();
    }
    if (chunks == null) {
      chunks = relation.chunks();
    }
    long stored =
        relation.schema().columns().stream()
            .filter(other -> other.role() == Column.Role.DATA)
            .count();
    List<ChunkDescription> own = new ArrayList<>();
    for (ChunkDescription chunk : chunks) {
      String name = chunk.columnName();
      if (name == null ? stored == 1 : name.equals(column.name())) {
        own.add(chunk);
      }
    }
    return own;
  }

  /** The different encodings, joined with a comma; null if nothing is stored for the column. */
  @Nullable String encodings(Column column) {
    Set<String> encodings = new LinkedHashSet<>();
    for (ChunkDescription chunk : of(column)) {
      encodings.add(chunk.encoding().isEmpty() ? "none" : chunk.encoding());
    }
    return encodings.isEmpty() ? null : String.join(", ", encodings);
  }

  /** Bytes before encoding; -1 if that is not known for the column alone. */
  long rawBytes(Column column) {
    List<ChunkDescription> own = of(column);
    return own.isEmpty() ? -1 : own.stream().mapToLong(ChunkDescription::rawBytes).sum();
  }

  /** Bytes in the file; -1 if that is not known for the column alone. */
  long storedBytes(Column column) {
    List<ChunkDescription> own = of(column);
    return own.isEmpty() ? -1 : own.stream().mapToLong(ChunkDescription::storedBytes).sum();
  }
}
