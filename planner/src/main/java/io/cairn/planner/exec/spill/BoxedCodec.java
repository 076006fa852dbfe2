package io.cairn.planner.exec.spill;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Values in boxed form, as {@link io.cairn.planner.exec.expression.Expression} lists them, as
 * bytes: a tag, then the value; nested ones hold their parts.
 */
final class BoxedCodec {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int WHOLE = 3;
  private static final int FLOATING = 4;
  private static final int TEXT = 5;
  private static final int BYTES = 6;
  private static final int INTEGER = 7;
  private static final int DECIMAL = 8;
  private static final int UNIQUE = 9;
  private static final int COMPLEX = 10;
  private static final int ROW = 11;
  private static final int ARRAY = 12;
  private static final int MAPPING = 13;

  private BoxedCodec() {}

  static void write(@Nullable Object value, BlockBuffer out) {
    if (value == null) {
      out.putByte(NULL);
    } else if (value instanceof Boolean truth) {
      out.putByte(truth ? TRUE : FALSE);
    } else if (value instanceof Long whole) {
      out.putByte(WHOLE);
      out.putLong(whole);
    } else if (value instanceof Double floating) {
      out.putByte(FLOATING);
      out.putLong(Double.doubleToRawLongBits(floating));
    } else if (value instanceof String text) {
      out.putByte(TEXT);
      putBytes(text.getBytes(StandardCharsets.UTF_8), out);
    } else if (value instanceof byte[] bytes) {
      out.putByte(BYTES);
      putBytes(bytes, out);
    } else if (value instanceof BigInteger integer) {
      out.putByte(INTEGER);
      putBytes(integer.toByteArray(), out);
    } else if (value instanceof BigDecimal decimal) {
      out.putByte(DECIMAL);
      out.putInt(decimal.scale());
      putBytes(decimal.unscaledValue().toByteArray(), out);
    } else if (value instanceof UUID unique) {
      out.putByte(UNIQUE);
      out.putLong(unique.getMostSignificantBits());
      out.putLong(unique.getLeastSignificantBits());
    } else if (value instanceof double[] parts) {
      out.putByte(COMPLEX);
      out.putInt(parts.length);
      out.putDoubles(parts, parts.length);
    } else if (value instanceof @Nullable Object[] fields) {
      out.putByte(ROW);
      out.putInt(fields.length);
      for (Object field : fields) {
        write(field, out);
      }
    } else if (value instanceof List<?> elements) {
      out.putByte(ARRAY);
      out.putInt(elements.size());
      for (Object element : elements) {
        write(element, out);
      }
    } else if (value instanceof Map<?, ?> entries) {
      out.putByte(MAPPING);
      out.putInt(entries.size());
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        write(entry.getKey(), out);
        write(entry.getValue(), out);
      }
    } else {
      throw new AssertionError("No boxed form: " + value.getClass());
    }
  }

  static @Nullable Object read(BlockBuffer in) {
    int tag = in.getByte();
    switch (tag) {
      case NULL -> {
        return null;
      }
      case FALSE, TRUE -> {
        return tag == TRUE;
      }
      case WHOLE -> {
        return in.getLong();
      }
      case FLOATING -> {
        return Double.longBitsToDouble(in.getLong());
      }
      case TEXT -> {
        return new String(getBytes(in), StandardCharsets.UTF_8);
      }
      case BYTES -> {
        return getBytes(in);
      }
      case INTEGER -> {
        return new BigInteger(getBytes(in));
      }
      case DECIMAL -> {
        int scale = in.getInt();
        return new BigDecimal(new BigInteger(getBytes(in)), scale);
      }
      case UNIQUE -> {
        long high = in.getLong();
        return new UUID(high, in.getLong());
      }
      case COMPLEX -> {
        double[] parts = new double[in.getInt()];
        in.getDoubles(parts, parts.length);
        return parts;
      }
      case ROW -> {
        @Nullable Object[] fields = new @Nullable Object[in.getInt()];
        for (int i = 0; i < fields.length; i++) {
          fields[i] = read(in);
        }
        return fields;
      }
      case ARRAY -> {
        int size = in.getInt();
        List<@Nullable Object> elements = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
          elements.add(read(in));
        }
        return Collections.unmodifiableList(elements);
      }
      case MAPPING -> {
        int size = in.getInt();
        Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
          Object key = read(in);
          entries.put(key, read(in));
        }
        return Collections.unmodifiableMap(entries);
      }
      default -> throw new AssertionError("tag " + tag);
    }
  }

  private static void putBytes(byte[] bytes, BlockBuffer out) {
    out.putInt(bytes.length);
    out.putRaw(bytes, 0, bytes.length);
  }

  private static byte[] getBytes(BlockBuffer in) {
    return in.getRaw(in.getInt());
  }
}
