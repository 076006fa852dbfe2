package io.cairn.storage.internal.catalog;

import io.cairn.storage.internal.format.Ref;

/**
 * A long text or binary value that has an extent to itself; its chunk holds an empty one in its
 * place. Immutable.
 *
 * @param row of the row group
 */
public record OverflowValue(int row, Ref extent) {
  /** Values above this many bytes go to extents of their own. */
  public static final int MIN_BYTES = 1 << 20;
}
