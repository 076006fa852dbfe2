package io.cairn.storage.internal.encoding;

import io.cairn.storage.type.ColumnType;
import io.cairn.storage.type.Lane;
import io.cairn.storage.vector.Batch;
import io.cairn.storage.vector.ColumnVector;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and filters the batches of one column's chunks, one chunk after another, in arrays of its
 * own: a vector is overwritten by the next call. One thread at a time.
 */
public final class ChunkDecoder {
  private final ColumnType type;
  private final Scratch scratch;
  private final int[] nulls = new int[Batch.CAPACITY];
  private final int[] filterNulls = new int[Batch.CAPACITY];
  private @Nullable Chunk chunk;
  private @Nullable ColumnFilter boundFilter;
  private Body.@Nullable Rejector rejector;

  /**
   * A decoder that needs {@link #reset} before anything else.
   *
   * @param lane of the vectors: the type's natural one, or INT for a LONG type whose values are
   *     known to fit
   */
  public ChunkDecoder(ColumnType type, Lane lane) {
    Lane natural = type.naturalLane();
    if ((lane != natural && !(lane == Lane.INT && natural == Lane.LONG)) || lane == Lane.OBJECT) {
      throw new IllegalArgumentException("Type " + type + " has no lane " + lane);
    }
    this.type = type;
    this.scratch = new Scratch(lane);
  }

  /** Turns to another chunk of the same type. */
  public void reset(Chunk next) {
    if (!next.type().equals(type)) {
      throw new IllegalArgumentException("A decoder of " + type + " cannot read " + next.type());
    }
    chunk = next;
    rejector = null;
  }

  private Chunk chunk() {
    Chunk current = chunk;
    if (current == null) {
      throw new IllegalStateException("reset comes first");
    }
    return current;
  }

  /**
   * The values of a batch. Text comes as codes or as bytes, whichever the chunk holds, and may be
   * the one in a batch and the other in the next chunk's.
   */
  public ColumnVector decode(int batch) {
    return withNulls(batch, chunk().body().decode(batch, scratch));
  }

  /** As {@link #decode(int)}, but only the first {@code count} of {@code rows} need be right. */
  public ColumnVector decode(int batch, int[] rows, int count) {
    return withNulls(batch, chunk().body().decode(batch, rows, count, scratch));
  }

  private ColumnVector withNulls(int batch, ColumnVector vector) {
    vector.setNulls(chunk().decodeNulls(batch, nulls) ? nulls : null);
    return vector;
  }

  /**
   * Rejects the rows of a batch that do not satisfy a filter, on the encoded values. A vector that
   * was decoded before stays as it is.
   *
   * @param mask negative where a row is rejected, before and after; entries without a row hold
   *     anything afterwards
   */
  public void reject(ColumnFilter filter, int batch, int[] mask) {
    boolean hasNulls = chunk().decodeNulls(batch, filterNulls);
    if (!filter.rejectNulls(hasNulls ? filterNulls : null, mask) || filter.acceptsAllValues()) {
      return;
    }
    Body.Rejector current = rejector;
    if (current == null || boundFilter != filter) {
      current = chunk().body().bind(filter);
      rejector = current;
      boundFilter = filter;
    }
    current.reject(batch, mask, scratch);
  }
}
