package io.cairn.planner.catalog;

import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A column of a view and how its value comes from the thing that a row describes. Immutable.
 *
 * @param value gives the boxed form; asked only if a query needs the column
 */
record ViewColumn<T>(Column column, Function<T, @Nullable Object> value) {
  static <T> ViewColumn<T> text(String name, Function<T, @Nullable String> value) {
    return new ViewColumn<>(Column.of(name, ColumnType.VARCHAR, true), value::apply);
  }

  /** A whole number; a negative one stands for unknown and is NULL. */
  static <T> ViewColumn<T> count(String name, Function<T, @Nullable Long> value) {
    return new ViewColumn<>(
        Column.of(name, ColumnType.INT64, true),
        item -> {
          Long count = value.apply(item);
          return count == null || count < 0 ? null : count;
        });
  }

  /** A small number, negative ones included. */
  static <T> ViewColumn<T> number(String name, Function<T, @Nullable Integer> value) {
    return new ViewColumn<>(
        Column.of(name, ColumnType.INT32, true),
        item -> {
          Integer number = value.apply(item);
          return number == null ? null : (Long) number.longValue();
        });
  }

  static <T> ViewColumn<T> flag(String name, Function<T, @Nullable Boolean> value) {
    return new ViewColumn<>(Column.of(name, ColumnType.BOOLEAN, true), value::apply);
  }

  static <T> ViewColumn<T> time(String name, Function<T, @Nullable Long> micros) {
    return new ViewColumn<>(
        Column.of(name, new ColumnType.Timestamp(6, false), true), micros::apply);
  }
}
