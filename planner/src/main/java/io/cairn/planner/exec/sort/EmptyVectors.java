package io.cairn.planner.exec.sort;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import org.jspecify.annotations.Nullable;

/** Vectors of batches without rows. */
final class EmptyVectors {
  private EmptyVectors() {}

  static ColumnVector of(Lane lane) {
    return switch (lane) {
      case INT -> new IntVector();
      case LONG -> new LongVector();
      case DOUBLE -> new DoubleVector();
      case INT128 -> new Int128Vector();
      case TEXT -> new TextVector();
      case OBJECT -> new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
    };
  }
}
