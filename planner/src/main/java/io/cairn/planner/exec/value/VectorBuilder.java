package io.cairn.planner.exec.value;

import io.cairn.planner.exec.kernel.Int128;
import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.storage.type.ColumnType;
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

/**
 * Packs boxed values into a vector, row by row from 0. The vector is overwritten after the next
 * {@link #reset}. One thread at a time.
 */
public final class VectorBuilder {
  private final ColumnType type;
  private final Lane lane;
  private final Int128 wide = new Int128();
  private final TextSink sink = new TextSink();
  private ColumnVector vector;
  private int @Nullable [] nulls;
  private boolean anyNull;
  private int rows;

  public VectorBuilder(ColumnType type, Lane lane) {
    this.type = type;
    this.lane = lane;
    this.vector =
        switch (lane) {
          case INT -> new IntVector();
          case LONG -> new LongVector();
          case DOUBLE -> new DoubleVector();
          case INT128 -> new Int128Vector();
          case TEXT -> new TextVector();
          case OBJECT -> new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
        };
  }

  /** Starts over. */
  public void reset() {
    rows = 0;
    anyNull = false;
    sink.reset(Batch.CAPACITY);
    if (nulls != null) {
      java.util.Arrays.fill(nulls, 0);
    }
  }

  public int rows() {
    return rows;
  }

  /** Appends NULL to rows until there are this many. */
  public void padTo(int count) {
    while (rows < count) {
      append(null);
    }
  }

  /** Appends a row. */
  public void append(@Nullable Object value) {
    int row = rows++;
    if (value == null || type instanceof ColumnType.Null) {
      if (nulls == null) {
        nulls = new int[Batch.CAPACITY];
      }
      nulls[row] = -1;
      anyNull = true;
      sink.endRow();
      if (vector instanceof ObjectVector objects) {
        objects.values()[row] = null;
      }
      return;
    }
    if (vector instanceof IntVector ints) {
      ints.values()[row] = Math.toIntExact(BoxedValues.toWhole(value, type));
    } else if (vector instanceof LongVector longs) {
      longs.values()[row] = BoxedValues.toWhole(value, type);
    } else if (vector instanceof DoubleVector doubles) {
      doubles.values()[row] = ((Number) value).doubleValue();
    } else if (vector instanceof Int128Vector wides) {
      BoxedValues.toInt128(value, type, wide);
      wides.high()[row] = wide.high;
      wides.low()[row] = wide.low;
    } else if (vector instanceof ObjectVector objects) {
      objects.values()[row] = value;
    } else {
      byte[] bytes = BoxedValues.toBytes(value);
      sink.append(bytes, 0, bytes.length);
      sink.endRow();
    }
  }

  /** The rows so far. */
  public ColumnVector vector() {
    if (lane == Lane.TEXT) {
      vector = sink.vector((TextVector) vector);
    }
    vector.setNulls(anyNull ? nulls : null);
    return vector;
  }
}
