package io.cairn.jdbc.metadata;

import io.cairn.planner.ResultColumn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A metadata result that depends on no database. Immutable.
 *
 * @param rows values as {@link RowsCursor} takes them
 */
public record MetadataRows(List<ResultColumn> columns, List<@Nullable Object[]> rows) {
  public MetadataRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }
}
