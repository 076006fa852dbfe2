package io.cairn.planner.exec.rows;

import io.cairn.planner.exec.kernel.TextSink;
import io.cairn.planner.exec.kernel.TextView;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import io.cairn.storage.vector.Dictionary;
import io.cairn.storage.vector.DictionaryVector;
import io.cairn.storage.vector.DoubleVector;
import io.cairn.storage.vector.Int128Vector;
import io.cairn.storage.vector.IntVector;
import io.cairn.storage.vector.LongVector;
import io.cairn.storage.vector.ObjectVector;
import io.cairn.storage.vector.TextVector;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects rows scattered over kept batches. A row's number is {@code batch * Batch.CAPACITY + row}
 * within the list.
 */
public final class RowGather {
  private RowGather() {}

  /** The column over the rows {@code rows[from]} to {@code rows[from + count - 1]}. */
  public static ColumnVector column(
      List<Batch> batches, int column, Lane lane, int[] rows, int from, int count) {
    ColumnVector out =
        switch (lane) {
          case INT -> ints(batches, column, rows, from, count);
          case LONG -> longs(batches, column, rows, from, count);
          case DOUBLE -> doubles(batches, column, rows, from, count);
          case INT128 -> wides(batches, column, rows, from, count);
          case TEXT -> texts(batches, column, rows, from, count);
          case OBJECT -> objects(batches, column, rows, from, count);
        };
    out.setNulls(nulls(batches, column, rows, from, count));
    return out;
  }

  private static ColumnVector vector(List<Batch> batches, int column, int row) {
    return batches.get(row / Batch.CAPACITY).column(column);
  }

  private static int @Nullable [] nulls(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    int[] lane = null;
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      if (vector(batches, column, row).isNull(row % Batch.CAPACITY)) {
        if (lane == null) {
          lane = new int[Batch.CAPACITY];
        }
        lane[i] = -1;
      }
    }
    return lane;
  }

  private static ColumnVector ints(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    IntVector out = new IntVector();
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      out.values()[i] = ((IntVector) vector(batches, column, row)).values()[row % Batch.CAPACITY];
    }
    return out;
  }

  private static ColumnVector longs(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    LongVector out = new LongVector();
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      out.values()[i] = ((LongVector) vector(batches, column, row)).values()[row % Batch.CAPACITY];
    }
    return out;
  }

  private static ColumnVector doubles(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    DoubleVector out = new DoubleVector();
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      out.values()[i] =
          ((DoubleVector) vector(batches, column, row)).values()[row % Batch.CAPACITY];
    }
    return out;
  }

  private static ColumnVector wides(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    Int128Vector out = new Int128Vector();
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      Int128Vector source = (Int128Vector) vector(batches, column, row);
      out.high()[i] = source.high()[row % Batch.CAPACITY];
      out.low()[i] = source.low()[row % Batch.CAPACITY];
    }
    return out;
  }

  private static ColumnVector objects(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    ObjectVector out = new ObjectVector(new @Nullable Object[Batch.CAPACITY], null);
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      out.values()[i] =
          ((ObjectVector) vector(batches, column, row)).values()[row % Batch.CAPACITY];
    }
    return out;
  }

  private static ColumnVector texts(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    Dictionary dictionary = commonDictionary(batches, column, rows, from, count);
    if (dictionary != null) {
      int[] codes = new int[Batch.CAPACITY];
      for (int i = 0; i < count; i++) {
        int row = rows[from + i];
        codes[i] = ((DictionaryVector) vector(batches, column, row)).codes()[row % Batch.CAPACITY];
      }
      return new DictionaryVector(codes, dictionary, null);
    }
    TextSink sink = new TextSink();
    TextView view = new TextView();
    sink.reset(count);
    for (int i = 0; i < count; i++) {
      int row = rows[from + i];
      ColumnVector source = vector(batches, column, row);
      int position = row % Batch.CAPACITY;
      if (!source.isNull(position)) {
        view.set(source);
        sink.append(view.bytes(), view.start(position), view.end(position));
      }
      sink.endRow();
    }
    return new TextVector(sink.bytes(), sink.offsets(), null);
  }

  private static @Nullable Dictionary commonDictionary(
      List<Batch> batches, int column, int[] rows, int from, int count) {
    Dictionary common = null;
    for (int i = 0; i < count; i++) {
      if (!(vector(batches, column, rows[from + i]) instanceof DictionaryVector coded)) {
        return null;
      }
      if (common != null && common != coded.dictionary()) {
        return null;
      }
      common = coded.dictionary();
    }
    return common;
  }
}
