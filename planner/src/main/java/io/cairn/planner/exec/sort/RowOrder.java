package io.cairn.planner.exec.sort;

import io.cairn.planner.exec.kernel.TextView;
import io.cairn.planner.exec.plan.OutputColumn;
import io.cairn.planner.exec.plan.SortKey;
import io.cairn.planner.exec.value.BoxedValues;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import java.util.List;

/** Compares single rows of any two batches by sort keys. One thread at a time. */
public final class RowOrder {
  private final SortKey[] keys;
  private final boolean[] unsigned;
  private final TextView left = new TextView();
  private final TextView right = new TextView();

  public RowOrder(List<SortKey> keys, List<OutputColumn> columns) {
    this.keys = keys.toArray(new SortKey[0]);
    this.unsigned = new boolean[keys.size()];
    for (int i = 0; i < unsigned.length; i++) {
      ColumnType type = columns.get(keys.get(i).column()).type();
      unsigned[i] = BoxedValues.isUnsigned64(type) || type instanceof ColumnType.Uuid;
    }
  }

  /** Which row comes first: negative for {@code a}, 0 if the keys are equal. */
  public int compare(Batch a, int rowA, Batch b, int rowB) {
    for (int i = 0; i < keys.length; i++) {
      int order = compare(i, a, rowA, b, rowB);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Compares by one of the keys. */
  int compare(int index, Batch a, int rowA, Batch b, int rowB) {
    SortKey key = keys[index];
    ColumnVector x = a.column(key.column());
    ColumnVector y = b.column(key.column());
    boolean xNull = x.isNull(rowA);
    boolean yNull = y.isNull(rowB);
    if (xNull || yNull) {
      return xNull == yNull ? 0 : xNull == key.nullsFirst() ? -1 : 1;
    }
    int order = values(x, rowA, y, rowB, unsigned[index]);
    return key.descending() ? -order : order;
  }

  private int values(ColumnVector x, int rowX, ColumnVector y, int rowY, boolean isUnsigned) {
    if (x instanceof IntVector a) {
      return Integer.compare(a.values()[rowX], ((IntVector) y).values()[rowY]);
    }
    if (x instanceof LongVector a) {
      return integers(a.values()[rowX], ((LongVector) y).values()[rowY], isUnsigned);
    }
    if (x instanceof DoubleVector a) {
      return Long.compareUnsigned(
          KeyWords.ofDouble(a.values()[rowX]),
          KeyWords.ofDouble(((DoubleVector) y).values()[rowY]));
    }
    if (x instanceof Int128Vector a) {
      Int128Vector b = (Int128Vector) y;
      int order = integers(a.high()[rowX], b.high()[rowY], isUnsigned);
      return order != 0 ? order : Long.compareUnsigned(a.low()[rowX], b.low()[rowY]);
    }
    return Integer.signum(left.set(x).compare(rowX, right.set(y), rowY));
  }

  private static int integers(long a, long b, boolean isUnsigned) {
    return isUnsigned ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }
}
