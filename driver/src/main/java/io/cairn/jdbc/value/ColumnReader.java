package io.cairn.jdbc.value;

import io.cairn.planner.exec.value.ValueText;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnVector;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one column of a result where it lies, in the vector of the current batch. A result attaches
 * the vector of each batch before it reads, and asks {@link #isNull} first: the other methods must
 * not be called for NULL. One thread at a time.
 */
public abstract class ColumnReader {
  private final ColumnType type;
  private final String place;
  private @Nullable ColumnVector vector;
  private int @Nullable [] nulls;
  private boolean attached;

  ColumnReader(ColumnType type, String place) {
    this.type = type;
    this.place = place;
  }

  /**
   * A reader for a column.
   *
   * @param place names the column in messages: {@code column price (INTEGER)}
   */
  public static ColumnReader of(ColumnType type, Lane lane, String place) {
    return switch (type.code()) {
      case BOOLEAN -> new BooleanReader(type, place);
      case INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32 ->
          lane == Lane.INT ? new IntReader(type, place) : new LongReader(type, place);
      case UINT64 ->
          lane == Lane.INT ? new IntReader(type, place) : new UnsignedReader(type, place);
      case FLOAT16, FLOAT32, FLOAT64 -> new DoubleReader(type, place);
      case DECIMAL -> new DecimalReader((ColumnType.Decimal) type, place);
      case CHAR, VARCHAR, ENUM, REFERENCE -> new TextReader(type, place);
      case BINARY, VARBINARY -> new BytesReader(type, place);
      case DATE, TIME, TIMESTAMP, TIMESTAMP_TZ, INTERVAL_YEAR, INTERVAL_DAY ->
          new TimeReader(type, place);
      case UUID -> new UuidReader(type, place);
      case COMPLEX64, COMPLEX128, ROW, ARRAY, MAP, NULL -> new ObjectReader(type, place);
    };
  }

  /** Starts a new batch: no vector is attached. */
  public final void detach() {
    attached = false;
  }

  public final boolean isAttached() {
    return attached;
  }

  /** Reads from this vector from now on. */
  public final void attach(ColumnVector newVector) {
    vector = newVector;
    nulls = newVector.nulls();
    use(newVector);
    attached = true;
  }

  /** Keeps the arrays of a vector. */
  abstract void use(ColumnVector vector);

  public final boolean isNull(int row) {
    return nulls != null && nulls[row] != 0;
  }

  public final ColumnType type() {
    return type;
  }

  /** Names the column in messages. */
  public final String place() {
    return place;
  }

  /** The value in the boxed form of {@link io.cairn.planner.exec.expression.Expression}. */
  public abstract Object boxed(int row);

  /** The value as Java sees it, dates and times as {@code java.time} objects. */
  final Object value(int row) {
    return BoxedValues.toJava(type, boxed(row));
  }

  public int getInt(int row) throws SQLException {
    return Conversions.toInt(value(row), Integer.MIN_VALUE, Integer.MAX_VALUE, "INTEGER", place);
  }

  public long getLong(int row) throws SQLException {
    return Conversions.toLong(value(row), place);
  }

  public double getDouble(int row) throws SQLException {
    return Conversions.toDouble(value(row), place);
  }

  public boolean getBoolean(int row) throws SQLException {
    return Conversions.toBoolean(value(row), place);
  }

  /** The nearest single-precision number. */
  public final float getFloat(int row) throws SQLException {
    return Conversions.toFloat(getDouble(row), place);
  }

  public BigDecimal getBigDecimal(int row) throws SQLException {
    return Conversions.toDecimal(value(row), "DECIMAL", place);
  }

  /** The value's text, as CAST to VARCHAR gives it. */
  public String getString(int row) {
    StringBuilder text = new StringBuilder();
    ValueText.append(text, Objects.requireNonNull(vector), row, type);
    return text.toString();
  }
}
