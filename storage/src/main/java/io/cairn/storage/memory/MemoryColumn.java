package io.cairn.storage.memory;

import io.cairn.storage.predicate.Constant;
import io.cairn.storage.type.Column;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * All values of one column of a {@link MemoryRelation}, in arrays of the column's lane. Immutable
 * and thread-safe, as long as nobody changes the arrays that it was made from.
 *
 * <p>A validity lane has one entry a row, -1 where the row is NULL, else 0; it is absent where no
 * row is NULL.
 */
public abstract sealed class MemoryColumn
    permits IntColumn,
        LongColumn,
        DoubleColumn,
        Int128Column,
        TextColumn,
        DictionaryColumn,
        ObjectColumn {
  private final Column definition;
  private final int rowCount;
  private final int @Nullable [] nulls;

  MemoryColumn(Column definition, Lane lane, int rowCount, int @Nullable [] nulls) {
    if (definition.lane() != lane) {
      throw new IllegalArgumentException(
          "Column "
              + definition.name()
              + " lies in lane "
              + definition.lane()
              + ", but its values are given for lane "
              + lane);
    }
    if (nulls != null && nulls.length < rowCount) {
      throw new IllegalArgumentException(
          "Column "
              + definition.name()
              + " has "
              + rowCount
              + " values, but a validity lane of "
              + nulls.length);
    }
    this.definition = definition;
    this.rowCount = rowCount;
    this.nulls = nulls;
  }

  /** A column of lane INT. */
  public static MemoryColumn ints(Column definition, int[] values, int @Nullable [] nulls) {
    return new IntColumn(definition, values, values.length, nulls);
  }

  /** A column of lane LONG. */
  public static MemoryColumn longs(Column definition, long[] values, int @Nullable [] nulls) {
    return new LongColumn(definition, values, values.length, nulls);
  }

  /** A column of lane DOUBLE. */
  public static MemoryColumn doubles(Column definition, double[] values, int @Nullable [] nulls) {
    return new DoubleColumn(definition, values, values.length, nulls);
  }

  /** A column of lane INT128; both arrays have one entry a row. */
  public static MemoryColumn int128s(
      Column definition, long[] high, long[] low, int @Nullable [] nulls) {
    return new Int128Column(definition, high, low, Math.min(high.length, low.length), nulls);
  }

  /**
   * A column of lane TEXT, delivered as plain byte strings.
   *
   * @param offsets one entry more than rows; see {@link io.cairn.storage.vector.TextVector}
   */
  public static MemoryColumn texts(
      Column definition, byte[] bytes, int[] offsets, int @Nullable [] nulls) {
    return new TextColumn(definition, bytes, offsets, offsets.length - 1, nulls);
  }

  /** A column of lane TEXT, delivered as codes; the code of a NULL row is within the bounds too. */
  public static MemoryColumn codes(
      Column definition, int[] codes, Dictionary dictionary, int @Nullable [] nulls) {
    return new DictionaryColumn(definition, codes, codes.length, dictionary, nulls);
  }

  /** A column of lane OBJECT, in boxed form; a NULL row is null. */
  public static MemoryColumn objects(Column definition, @Nullable Object[] values) {
    return new ObjectColumn(definition, values, values.length);
  }

  public final Column definition() {
    return definition;
  }

  public final int rowCount() {
    return rowCount;
  }

  final boolean isNull(int row) {
    return nulls != null && nulls[row] != 0;
  }

  /** Whether rows of this column can be compared with constants. */
  final boolean isComparable() {
    return definition.lane() != Lane.OBJECT && !(definition.type() instanceof ColumnType.Uuid);
  }

  /** Whether the value of a row that is not NULL is NaN. */
  boolean isNan(int row) {
    return false;
  }

  /** The value of a row that is not NULL, of a comparable column. */
  abstract Constant constant(int row);

  /**
   * How the value of a row that is not NULL, of a comparable column, stands to a bound constant:
   * negative, zero or positive.
   */
  int compare(int row, Constant constant) {
    return Constant.compare(constant(row), constant);
  }

  /** Bytes that the values of these rows take in their lane. */
  abstract long rawBytes(int firstRow, int count);

  /** A vector with room for a batch. */
  abstract ColumnVector newVector();

  /** Copies {@code count} rows into the start of a vector that {@link #newVector} made. */
  abstract void copyValues(int firstRow, int count, ColumnVector target);

  /**
   * Sets a vector's validity for {@code count} rows.
   *
   * @param lane room for a batch, used where one of the rows is NULL
   */
  final void copyNulls(int firstRow, int count, ColumnVector target, int[] lane) {
    if (nulls == null) {
      return;
    }
    int any = 0;
    for (int i = 0; i < count; i++) {
      any |= nulls[firstRow + i];
    }
    if (any != 0) {
      System.arraycopy(nulls, firstRow, lane, 0, count);
    }
    target.setNulls(any != 0 ? lane : null);
  }

  static int[] newLane() {
    return new int[Batch.CAPACITY];
  }
}
