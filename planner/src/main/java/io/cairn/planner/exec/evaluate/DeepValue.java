package io.cairn.planner.exec.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A boxed value with the equality of SQL: arrays by content, all NaNs equal, -0.0 equal to 0.0.
 * Immutable.
 */
public final class DeepValue {
  private final @Nullable Object[] parts;

  private DeepValue(@Nullable Object[] parts) {
    this.parts = parts;
  }

  /** A value that equals another just when SQL says so. */
  public static Object of(Object value) {
    if (value instanceof Double number) {
      return number + 0.0;
    }
    if (value instanceof byte[] bytes) {
      return java.nio.ByteBuffer.wrap(bytes);
    }
    if (value instanceof double[] numbers) {
      return new DeepValue(Arrays.stream(numbers).mapToObj(x -> (Object) (x + 0.0)).toArray());
    }
    if (value instanceof Object[] fields) {
      return new DeepValue(Arrays.stream(fields).map(DeepValue::orNull).toArray());
    }
    if (value instanceof List<?> list) {
      return new DeepValue(list.stream().map(DeepValue::orNull).toArray());
    }
    if (value instanceof Map<?, ?> map) {
      java.util.HashMap<@Nullable Object, @Nullable Object> copy = new java.util.HashMap<>();
      map.forEach((key, entry) -> copy.put(orNull(key), orNull(entry)));
      return copy;
    }
    return value;
  }

  private static @Nullable Object orNull(@Nullable Object value) {
    return value == null ? null : of(value);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeepValue deep && Arrays.equals(parts, deep.parts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(parts);
  }
}
