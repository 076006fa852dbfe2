package io.cairn.storage.vector;

import org.jspecify.annotations.Nullable;

/** Nested values as objects; see {@link io.cairn.storage.type.Lane#OBJECT}. */
public final class ObjectVector extends ColumnVector {
  private final @Nullable Object[] values;

  /** Uses both arrays as they are, without a copy. */
  public ObjectVector(@Nullable Object[] values, int @Nullable [] nulls) {
    super(nulls);
    this.values = values;
  }

  /** One entry a row. */
  public @Nullable Object[] values() {
    return values;
  }
}
