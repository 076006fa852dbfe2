package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.ObjectVector;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Nested values; also the column that is NULL in every row. */
final class ObjectReader extends ColumnReader {
  private @Nullable Object[] values = {};

  ObjectReader(ColumnType type, String place) {
    super(type, place);
  }

  @Override
  void use(ColumnVector vector) {
    if (vector instanceof ObjectVector objects) {
      values = objects.values();
    }
  }

  @Override
  public Object boxed(int row) {
    return Objects.requireNonNull(values[row]);
  }
}
