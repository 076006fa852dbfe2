package io.cairn.planner.catalog;

import io.cairn.storage.ChunkDescription;
import io.cairn.storage.Relation;
import io.cairn.storage.type.Column;
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

  private List<ChunkDescription> chunks() {
    if (chunks == null) {
      chunks = relation.chunks();
    }
    return chunks;
  }

  /** The units that hold values of the column, alone or with those of other columns. */
  private List<ChunkDescription> holding(Column column) {
    return column.role() != Column.Role.DATA
        ? List.of()
        : chunks().stream()
            .filter(chunk -> chunk.columnName() == null || chunk.columnName().equals(column.name()))
            .toList();
  }

  /** The units that hold the column alone. */
  private List<ChunkDescription> alone(Column column) {
    boolean only =
        relation.schema().columns().stream()
                .filter(other -> other.role() == Column.Role.DATA)
                .count()
            == 1;
    return holding(column).stream().filter(chunk -> only || chunk.columnName() != null).toList();
  }

  /** The different encodings, joined with a comma; null if nothing is stored for the column. */
  @Nullable String encodings(Column column) {
    Set<String> encodings = new LinkedHashSet<>();
    for (ChunkDescription chunk : holding(column)) {
      encodings.add(chunk.encoding().isEmpty() ? "none" : chunk.encoding());
    }
    return encodings.isEmpty() ? null : String.join(", ", encodings);
  }

  /** Bytes before encoding; -1 if that is not known for the column alone. */
  long rawBytes(Column column) {
    List<ChunkDescription> own = alone(column);
    return own.isEmpty() ? -1 : own.stream().mapToLong(ChunkDescription::rawBytes).sum();
  }

  /** Bytes in the file; -1 if that is not known for the column alone. */
  long storedBytes(Column column) {
    List<ChunkDescription> own = alone(column);
    return own.isEmpty() ? -1 : own.stream().mapToLong(ChunkDescription::storedBytes).sum();
  }
}
