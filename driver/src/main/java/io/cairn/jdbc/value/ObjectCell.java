package io.cairn.jdbc.value;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.vector.ColumnBuilder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A parameter whose values are objects anyway: text, bytes, long decimals, UUIDs, nested values,
 * and values of a type that the statement does not tell.
 */
final class ObjectCell extends ParameterCell {
  private static final Object NOTHING = new Object();

  private final boolean isText;
  private Object value = NOTHING;

  ObjectCell(ColumnType type, String place) {
    super(type, place);
    this.isText =
        switch (type.code()) {
          case CHAR, VARCHAR, ENUM, REFERENCE -> true;
          default -> false;
        };
  }

  @Override
  public void setText(@Nullable String newValue) throws SQLException {
    if (newValue != null && isText) {
      value = newValue;
      stored();
    } else {
      super.setText(newValue);
    }
  }

  @Override
  void store(Object boxed) {
    value = boxed;
  }

  @Override
  Object boxedValue() {
    return value;
  }

  @Override
  void appendValue(ColumnBuilder column) {
    if (value instanceof String text) {
      column.appendText(text);
    } else if (value instanceof byte[] bytes) {
      column.appendBytes(bytes, 0, bytes.length);
    } else if (value instanceof BigDecimal number) {
      BigInteger unscaled = number.unscaledValue();
      column.appendInt128(unscaled.shiftRight(Long.SIZE).longValue(), unscaled.longValue());
    } else if (value instanceof UUID uuid) {
      column.appendInt128(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    } else {
      throw new AssertionError(place() + " holds a " + value.getClass());
    }
  }
}
