package io.cairn.storage.memory;

import io.cairn.storage.BatchReader;
import io.cairn.storage.Relation;
import io.cairn.storage.ScanContext;
import io.cairn.storage.ScanRequest;
import io.cairn.storage.Split;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Column;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads relations into plain lists of rows, in boxed form as {@link MemoryRelationBuilder#row}
 * says: slow and simple, for small relations and for tests.
 */
public final class Rows {
  private Rows() {}

  /** Every row with every column. */
  public static List<@Nullable Object[]> readAll(Relation relation) {
    List<Integer> everyColumn = IntStream.range(0, relation.schema().size()).boxed().toList();
    return read(
        relation,
        new ScanRequest(everyColumn, Predicate.all()),
        ScanContext.unbounded(everyColumn.size()));
  }

  /** The rows that a scan delivers, its residual not applied. */
  public static List<@Nullable Object[]> read(
      Relation relation, ScanRequest request, ScanContext context) {
    List<Column> columns =
        request.projection().stream().map(ordinal -> relation.schema().column(ordinal)).toList();
    List<@Nullable Object[]> rows = new ArrayList<>();
    for (Split split : relation.scan(request).splits()) {
      try (BatchReader reader = split.open(context)) {
        for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
          append(batch, columns, rows);
        }
      }
    }
    return rows;
  }

  /** Appends the selected rows of a batch. */
  public static void append(Batch batch, List<Column> columns, List<@Nullable Object[]> rows) {
    int[] selection = batch.selection();
    for (int i = 0; i < batch.selectedCount(); i++) {
      int row = selection == null ? i : selection[i];
      @Nullable Object[] values = new @Nullable Object[columns.size()];
      for (int k = 0; k < values.length; k++) {
        values[k] = value(columns.get(k), batch.column(k), row);
      }
      rows.add(values);
    }
  }

  /**
   * The value of one row, null for NULL.
   *
   * @throws IllegalArgumentException if the vector is none of the column's lane
   */
  public static @Nullable Object value(Column column, ColumnVector vector, int row) {
    if (!BoxedForm.fits(column.lane(), vector)) {
      throw new IllegalArgumentException(
          "Column "
              + column.name()
              + " lies in lane "
              + column.lane()
              + ", found a "
              + vector.getClass().getSimpleName());
    }
    return BoxedForm.of(column, vector, row);
  }
}
