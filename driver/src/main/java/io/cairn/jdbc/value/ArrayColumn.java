package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.storage.vector.ColumnBuilder;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Columns that a program hands over as arrays. */
public final class ArrayColumn {
  private ArrayColumn() {}

  /**
   * The number of values of an array.
   *
   * @param name what messages call the column
   * @throws SQLException 22023 if it is no array
   */
  public static int length(@Nullable Object array, String name) throws SQLException {
    if (array == null || !array.getClass().isArray() || array instanceof char[]) {
      throw SqlErrors.create(
          SqlState.INVALID_ARGUMENT,
          "The values for "
              + name
              + " are "
              + (array == null ? "null" : "a " + array.getClass().getSimpleName())
              + ", expected an array with a value for each row");
    }
    return Array.getLength(array);
  }

  /**
   * Converts values and adds them to a column one by one, up to the first that does not fit.
   *
   * @param array what {@link #length} lets pass
   * @param nulls which values are NULL whatever the array holds there; absent if none is
   * @param from the first value
   * @param to the end of the values, itself left out
   * @throws SQLException as the setters of {@link ParameterCell} do
   */
  public static void append(
      ParameterCell cell,
      Object array,
      boolean @Nullable [] nulls,
      int from,
      int to,
      ColumnBuilder column)
      throws SQLException {
    for (int i = from; i < to; i++) {
      if (nulls != null && nulls[i]) {
        cell.setNull();
      } else if (array instanceof long[] values) {
        cell.setUnits(values[i]);
      } else if (array instanceof double[] values) {
        cell.setDouble(values[i]);
      } else if (array instanceof int[] values) {
        cell.setUnits(values[i]);
      } else if (array instanceof float[] values) {
        cell.setFloat(values[i]);
      } else if (array instanceof boolean[] values) {
        cell.setBoolean(values[i]);
      } else if (array instanceof short[] values) {
        cell.setLong(values[i]);
      } else if (array instanceof byte[] values) {
        cell.setLong(values[i]);
      } else if (array instanceof String[] values) {
        cell.setText(values[i]);
      } else if (array instanceof BigDecimal[] values) {
        cell.setDecimal(values[i]);
      } else {
        cell.set(((@Nullable Object[]) array)[i], null);
      }
      cell.appendTo(column);
    }
  }
}
