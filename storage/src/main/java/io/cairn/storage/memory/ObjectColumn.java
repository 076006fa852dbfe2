package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.ObjectVector;
import org.jspecify.annotations.Nullable;

/** A column of lane OBJECT. */
final class ObjectColumn extends MemoryColumn {
  private final @Nullable Object[] values;

  ObjectColumn(Column definition, @Nullable Object[] values, int rowCount) {
    super(definition, Lane.OBJECT, rowCount, nullsOf(values, rowCount));
    this.values = values;
  }

  private static int @Nullable [] nullsOf(@Nullable Object[] values, int rowCount) {
    int[] nulls = new int[rowCount];
    boolean any = false;
    for (int i = 0; i < rowCount; i++) {
      if (values[i] == null) {
        nulls[i] = -1;
        any = true;
      }
    }
    return any ? nulls : null;
  }

  @Override
  Constant constant(int row) {
    throw new IllegalStateException(
        "Column " + definition().name() + " is nested: its values have no order");
  }

  @Override
  long rawBytes(int firstRow, int count) {
    return (long) count * Long.BYTES;
  }

  @Override
  ColumnVector newVector() {
    return new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
  }

  @Override
  void copyValues(int firstRow, int count, ColumnVector target) {
    System.arraycopy(values, firstRow, ((ObjectVector) target).values(), 0, count);
  }
}
