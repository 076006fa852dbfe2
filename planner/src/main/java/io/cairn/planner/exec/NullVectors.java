package io.cairn.planner.exec;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A batch of NULLs in each lane; shared by all threads, which do not write to vectors of others. */
final class NullVectors {
  private static final ColumnVector[] VECTORS = vectors();

  private NullVectors() {}

  static ColumnVector of(Lane lane) {
    return VECTORS[lane.ordinal()];
  }

  private static ColumnVector[] vectors() {
    int[] nulls = new int[Batch.CAPACITY];
    Arrays.fill(nulls, -1);
    ColumnVector[] vectors = new ColumnVector[Lane.values().length];
    for (Lane lane : Lane.values()) {
      ColumnVector vector =
          switch (lane) {
            case INT -> new IntVector();
            case LONG -> new LongVector();
            case DOUBLE -> new DoubleVector();
            case INT128 -> new Int128Vector();
            case TEXT -> new TextVector();
            case OBJECT -> new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
          };
      vector.setNulls(nulls);
      vectors[lane.ordinal()] = vector;
    }
    return vectors;
  }
}
