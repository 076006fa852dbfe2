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
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch of NULLs in each lane; shared by all threads, which do not write to vectors of others.
 */
final class NullVectors {
  private static final Map<Lane, ColumnVector> VECTORS = vectors();

  private NullVectors() {}

  static ColumnVector of(Lane lane) {
    return java.util.Objects.requireNonNull(VECTORS.get(lane));
  }

  private static Map<Lane, ColumnVector> vectors() {
    int[] nulls = new int[Batch.CAPACITY];
    Arrays.fill(nulls, -1);
    Map<Lane, ColumnVector> vectors = new EnumMap<>(Lane.class);
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
      vectors.put(lane, vector);
    }
    return vectors;
  }
}
