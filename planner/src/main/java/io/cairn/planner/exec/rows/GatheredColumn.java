package io.cairn.planner.exec.rows;

import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import org.jspecify.annotations.Nullable;

/** One column of kept batches, for {@link RowGather}. One thread at a time. */
abstract class GatheredColumn {
  static final int ROW_BITS = 11;
  static final int ROW_MASK = Batch.CAPACITY - 1;

  private static final int[] NO_NULLS = new int[Batch.CAPACITY];

  /** The validity of each batch; absent if no batch has NULLs. */
  private final int @Nullable [][] nulls;

  GatheredColumn(ColumnVector[] vectors) {
    int[][] lanes = new int[vectors.length][];
    boolean any = false;
    for (int i = 0; i < lanes.length; i++) {
      int[] lane = vectors[i].nulls();
      lanes[i] = lane == null ? NO_NULLS : lane;
      any |= lane != null;
    }
    nulls = any ? lanes : null;
  }

  static GatheredColumn of(Lane lane, ColumnVector[] vectors, long rowCount) {
    return switch (lane) {
      case INT -> new Ints(vectors);
      case LONG -> new Longs(vectors);
      case DOUBLE -> new Doubles(vectors);
      case INT128 -> new Wides(vectors);
      case TEXT -> GatheredText.of(vectors, rowCount);
      case OBJECT -> new Objects(vectors);
    };
  }

  /**
   * The rows {@code rows[from]} to {@code rows[from + count - 1]}.
   *
   * @param reuse a vector of an earlier call that may be overwritten, or null
   */
  final ColumnVector gather(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
    int[] lane = nulls == null ? null : nulls(nulls, rows, from, count, reuse);
    ColumnVector out = values(rows, from, count, reuse);
    out.setNulls(lane);
    return out;
  }

  abstract ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse);

  final boolean isNull(int row) {
    int[][] lanes = nulls;
    return lanes != null && lanes[row >>> ROW_BITS][row & ROW_MASK] != 0;
  }

  private static int @Nullable [] nulls(
      int[][] lanes, int[] rows, int from, int count, @Nullable ColumnVector reuse) {
    int[] old = reuse == null ? null : reuse.nulls();
    int[] out = old == null ? new int[Batch.CAPACITY] : old;
    int any = 0;
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      int lane = lanes[row >>> ROW_BITS][row & ROW_MASK];
      out[i] = lane;
      any |= lane;
    }
    return any == 0 ? null : out;
  }

  /** Lane INT. */
  private static final class Ints extends GatheredColumn {
    private final int[][] values;

    Ints(ColumnVector[] vectors) {
      super(vectors);
      values = new int[vectors.length][];
      for (int i = 0; i < vectors.length; i++) {
        values[i] = ((IntVector) vectors[i]).values();
      }
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      IntVector out = reuse instanceof IntVector old ? old : new IntVector();
      int[] target = out.values();
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        target[i] = values[row >>> ROW_BITS][row & ROW_MASK];
      }
      return out;
    }
  }

  /** Lane LONG. */
  private static final class Longs extends GatheredColumn {
    private final long[][] values;

    Longs(ColumnVector[] vectors) {
      super(vectors);
      values = new long[vectors.length][];
      for (int i = 0; i < vectors.length; i++) {
        values[i] = ((LongVector) vectors[i]).values();
      }
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      LongVector out = reuse instanceof LongVector old ? old : new LongVector();
      gather(values, rows, from, count, out.values());
      return out;
    }

    static void gather(long[][] values, int[] rows, int from, int count, long[] target) {
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        target[i] = values[row >>> ROW_BITS][row & ROW_MASK];
      }
    }
  }

  /** Lane DOUBLE. */
  private static final class Doubles extends GatheredColumn {
    private final double[][] values;

    Doubles(ColumnVector[] vectors) {
      super(vectors);
      values = new double[vectors.length][];
      for (int i = 0; i < vectors.length; i++) {
        values[i] = ((DoubleVector) vectors[i]).values();
      }
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      DoubleVector out = reuse instanceof DoubleVector old ? old : new DoubleVector();
      double[] target = out.values();
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        target[i] = values[row >>> ROW_BITS][row & ROW_MASK];
      }
      return out;
    }
  }

  /** Lane INT128. */
  private static final class Wides extends GatheredColumn {
    private final long[][] high;
    private final long[][] low;

    Wides(ColumnVector[] vectors) {
      super(vectors);
      high = new long[vectors.length][];
      low = new long[vectors.length][];
      for (int i = 0; i < vectors.length; i++) {
        high[i] = ((Int128Vector) vectors[i]).high();
        low[i] = ((Int128Vector) vectors[i]).low();
      }
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      Int128Vector out = reuse instanceof Int128Vector old ? old : new Int128Vector();
      Longs.gather(high, rows, from, count, out.high());
      Longs.gather(low, rows, from, count, out.low());
      return out;
    }
  }

  /** Lane OBJECT. */
  private static final class Objects extends GatheredColumn {
    private final ColumnVector[] vectors;

    Objects(ColumnVector[] vectors) {
      super(vectors);
      this.vectors = vectors;
    }

    @Override
    ColumnVector values(int[] rows, int from, int count, @Nullable ColumnVector reuse) {
      @Nullable Object[] target = new @Nullable Object[Batch.CAPACITY];
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        target[i] = ((ObjectVector) vectors[row >>> ROW_BITS]).values()[row & ROW_MASK];
      }
      return new ObjectVector(target, null);
    }
  }
}
