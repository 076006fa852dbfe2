package io.cairn.storage.memory;

import io.cairn.storage.type.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the values of one column, in boxed form, into the arrays of its lane. */
abstract class ColumnAppender {
  private static final int FIRST_CAPACITY = 16;

  final Column column;
  private int[] nulls = new int[0];
  private boolean hasNulls;
  private int capacity;
  private int rowCount;

  ColumnAppender(Column column) {
    this.column = column;
  }

  static ColumnAppender of(Column column, boolean asDictionary) {
    if (asDictionary) {
      return new DictionaryAppender(column);
    }
    return switch (column.lane()) {
      case INT -> new IntAppender(column);
      case LONG -> new LongAppender(column);
      case DOUBLE -> new DoubleAppender(column);
      case INT128 -> new Int128Appender(column);
      case TEXT -> new TextAppender(column);
      case OBJECT -> new ObjectAppender(column);
    };
  }

  /** Appends a value or, for null, a NULL. */
  final void append(@Nullable Object value) {
    if (rowCount == capacity) {
      capacity = capacity == 0 ? FIRST_CAPACITY : Math.multiplyExact(capacity, 2);
      grow(capacity);
      if (hasNulls) {
        nulls = Arrays.copyOf(nulls, capacity);
      }
    }
    if (value != null) {
      set(rowCount, value);
    } else if (!column.nullable()) {
      throw new IllegalArgumentException(place() + "NULL in a column that cannot be NULL");
    } else {
      if (!hasNulls) {
        hasNulls = true;
        nulls = new int[capacity];
      }
      nulls[rowCount] = -1;
      setNull(rowCount);
    }
    rowCount++;
  }

  final MemoryColumn build() {
    return build(rowCount, hasNulls ? nulls : null);
  }

  /** Makes room for {@code newCapacity} values. */
  abstract void grow(int newCapacity);

  /** Sets the value of a row; rows come in order. */
  abstract void set(int row, Object value);

  /** Sets what stands under a NULL, where that is not simply zero. */
  void setNull(int row) {}

  abstract MemoryColumn build(int rows, int @Nullable [] nullLane);

  /** The value as its boxed form. */
  final <T> T as(Class<T> form, Object value) {
    if (!form.isInstance(value)) {
      throw new IllegalArgumentException(
          place()
              + "found a value of "
              + value.getClass().getTypeName()
              + ", expected "
              + form.getTypeName()
              + " for "
              + column.type());
    }
    return form.cast(value);
  }

  final IllegalArgumentException doesNotFit(Object value) {
    return new IllegalArgumentException(
        place() + value + " does not fit " + column.type() + " in lane " + column.lane());
  }

  private String place() {
    return "Column " + column.name() + ", row " + rowCount + ": ";
  }
}
