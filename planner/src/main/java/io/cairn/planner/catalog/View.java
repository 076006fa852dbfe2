package io.cairn.planner.catalog;

import io.cairn.storage.type.Schema;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A view over the catalog: a row for each of some things. Immutable.
 *
 * @param items gives the things of one state of the database, as few as the pins allow
 */
record View<T>(
    String schema,
    String name,
    List<ViewColumn<T>> columns,
    BiFunction<CatalogScope, Pins, Stream<T>> items) {
  View {
    columns = List.copyOf(columns);
  }

  /** A view that never has a row. */
  static View<Object> empty(String schema, String name, List<ViewColumn<Object>> columns) {
    return new View<>(schema, name, columns, (scope, pins) -> Stream.of());
  }

  Schema rowSchema() {
    return new Schema(columns.stream().map(ViewColumn::column).toList());
  }

  /**
   * The rows in boxed form; columns that are not needed are NULL.
   *
   * @param needed whether a column is needed, by its ordinal
   */
  Stream<@Nullable Object[]> rows(CatalogScope scope, Pins pins, boolean[] needed) {
    return items.apply(scope, pins).map(item -> row(item, needed));
  }

  private @Nullable Object[] row(T item, boolean[] needed) {
    @Nullable Object[] row = new @Nullable Object[needed.length];
    for (int i = 0; i < row.length; i++) {
      if (needed[i]) {
        row[i] = columns.get(i).value().apply(item);
      }
    }
    return row;
  }
}
