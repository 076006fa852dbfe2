package io.cairn.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a reader works under. Immutable; the parts are thread-safe.
 *
 * @param cancellation asked at least once a batch
 * @param metrics counts what was read; shared by all readers of a scan
 * @param narrowing asked before each batch; null if every row of the scan is wanted
 */
public record ScanContext(
    Cancellation cancellation, ScanMetrics metrics, @Nullable Narrowing narrowing) {
  /** Every row of the scan is wanted. */
  public ScanContext(Cancellation cancellation, ScanMetrics metrics) {
    this(cancellation, metrics, null);
  }

  /** No cancellation, and metrics of its own for {@code columnCount} projected columns. */
  public static ScanContext unbounded(int columnCount) {
    return new ScanContext(Cancellation.NONE, new ScanMetrics(columnCount));
  }
}
