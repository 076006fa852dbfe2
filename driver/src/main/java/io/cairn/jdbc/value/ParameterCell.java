package io.cairn.jdbc.value;

import io.cairn.jdbc.error.SqlErrors;
import io.cairn.jdbc.error.SqlState;
import io.cairn.planner.ParameterColumn;
import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * One parameter of a prepared statement with its current value, which it keeps from row to row. The
 * value lies in the lane of the parameter's type, so that binding many rows makes no objects: what
 * fits the type as it is goes straight there, all else through {@link ParameterValues}. One thread
 * at a time.
 *
 * <p>Setters fail as {@link ParameterValues#box} does, and leave the value as it was.
 */
public abstract class ParameterCell {
  private enum State {
    UNSET,
    NULL,
    VALUE
  }

  private final ColumnType type;
  private final String place;
  private State state = State.UNSET;

  ParameterCell(ColumnType type, String place) {
    this.type = type;
    this.place = place;
  }

  /** A parameter without a value; {@code number} counts from 1. */
  public static ParameterCell of(ParameterColumn parameter, int number) {
    return of(parameter, "parameter " + number);
  }

  /** A parameter without a value, and what messages call it. */
  public static ParameterCell of(ParameterColumn parameter, String name) {
    ColumnType type = parameter.type();
    String place = name + " (" + parameter.sqlType() + ")";
    if (type instanceof ColumnType.Null) {
      return new ObjectCell(type, place);
    }
    return switch (type.naturalLane()) {
      case INT -> new IntCell(type, place);
      case LONG -> new LongCell(type, place);
      case DOUBLE -> new DoubleCell(type, place);
      case INT128, TEXT, OBJECT -> new ObjectCell(type, place);
    };
  }

  final ColumnType type() {
    return type;
  }

  /** What messages call the parameter. */
  final String place() {
    return place;
  }

  /** Whether columns can hold the values: not nested ones, and not those of no known type. */
  public final boolean isColumnar() {
    return !(type instanceof ColumnType.Null) && type.naturalLane() != Lane.OBJECT;
  }

  /**
   * Whether it has a value or NULL.
   *
   * @throws SQLException 07001 if it has not
   */
  public final void checkSet() throws SQLException {
    if (state == State.UNSET) {
      throw SqlErrors.create(
          SqlState.PARAMETER_NOT_SET,
          "There is no value for " + place + "; set it, with setNull for NULL");
    }
  }

  /** Forgets the value. */
  public final void clear() {
    state = State.UNSET;
  }

  public final void setNull() {
    state = State.NULL;
  }

  /** For lanes: the value was stored. */
  final void stored() {
    state = State.VALUE;
  }

  /** Any value that a program may pass. */
  public final void set(@Nullable Object value, @Nullable Calendar zone) throws SQLException {
    try {
      Object boxed = ParameterValues.box(type, value, zone, place);
      if (boxed == null) {
        state = State.NULL;
      } else {
        store(boxed);
        state = State.VALUE;
      }
    } catch (ArithmeticException e) {
      throw outOfRange(value);
    } catch (RuntimeException e) {
      throw SqlErrors.of(e);
    }
  }

  /** The refusal of a date or a time. */
  final SQLException outOfRange(@Nullable Object value) {
    return SqlErrors.create(
        SqlState.DATETIME_OUT_OF_RANGE,
        value + " in " + place + " is outside of what its type can hold");
  }

  public void setBoolean(boolean value) throws SQLException {
    set(value, null);
  }

  /** An integer of any width up to 64 bits. */
  public void setLong(long value) throws SQLException {
    set(value, null);
  }

  /**
   * An integer; for dates and times the number that the lane of their type counts: days, or
   * microseconds, or nanoseconds where the precision is above 6.
   */
  public void setUnits(long value) throws SQLException {
    setLong(value);
  }

  public void setFloat(float value) throws SQLException {
    set(value, null);
  }

  public void setDouble(double value) throws SQLException {
    set(value, null);
  }

  public void setDecimal(@Nullable BigDecimal value) throws SQLException {
    set(value, null);
  }

  public void setText(@Nullable String value) throws SQLException {
    set(value, null);
  }

  /** The fields that the date shows in the virtual machine's zone. */
  public void setDate(@Nullable Date value) throws SQLException {
    set(value, null);
  }

  /** The same, with the instant where the type has a zone. */
  public void setTimestamp(@Nullable Timestamp value) throws SQLException {
    set(value, null);
  }

  /** The value in the boxed form of expressions, null for NULL; it must be set. */
  public final @Nullable Object boxed() {
    return state == State.NULL ? null : boxedValue();
  }

  /** Adds the value to a column of the type's lane; it must be set. */
  public final void appendTo(ColumnBuilder column) {
    if (state == State.NULL) {
      column.appendNull();
    } else {
      appendValue(column);
    }
  }

  /** Keeps a value in the boxed form of expressions. */
  abstract void store(Object boxed);

  abstract Object boxedValue();

  abstract void appendValue(ColumnBuilder column);
}
