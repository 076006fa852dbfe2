package io.cairn.storage;

/**
 * What a reader works under. Immutable; the parts are thread-safe.
 *
 * @param cancellation asked at least once a batch
 * @param metrics counts what was read; shared by all readers of a scan
 */
public record ScanContext(Cancellation cancellation, ScanMetrics metrics) {
  /** No cancellation, and metrics of its own for {@code columnCount} projected columns. */
  public static ScanContext unbounded(int columnCount) {
    return new ScanContext(Cancellation.NONE, new ScanMetrics(columnCount));
  }
}
