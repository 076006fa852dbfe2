package io.cairn.storage;

import io.cairn.storage.predicate.ColumnStatistics;
import io.cairn.storage.predicate.Predicate;
import io.cairn.storage.type.Schema;
import java.util.List;

/**
 * Rows under a schema, in a fixed order, within one snapshot. Thread-safe.
 *
 * <p>Reading goes {@code scan(request)} to splits to batches. The scan applies what it can of the
 * request's predicate exactly; what it leaves, {@link #residual} tells before and {@link
 * Scan#residual} after the parameters are bound, and the caller applies that.
 */
public interface Relation {
  Schema schema();

  long rowCount();

  /**
   * The number of rows as far as planning needs to know it; cheap where {@link #rowCount} is not.
   */
  default long estimatedRowCount() {
    return rowCount();
  }

  /**
   * What is known of a column over all rows, without reading any; {@link ColumnStatistics#unknown}
   * if nothing.
   */
  ColumnStatistics statistics(int column);

  /**
   * The part of the predicate that a scan does not apply exactly, {@link Predicate#all()} if none.
   * Looks at the shape alone, so the predicate may hold parameters.
   */
  Predicate residual(Predicate predicate);

  /** Whether a scan uses this conjunct to read less, exactly or not. Looks at the shape alone. */
  boolean prunes(Predicate conjunct);

  /** Plans a scan; reads as little as it can. */
  Scan scan(ScanRequest request);

  /**
   * How the relation is cut into units of storage, in the order of rows, for {@code
   * cairn_catalog.chunks}.
   */
  List<ChunkDescription> chunks();
}
