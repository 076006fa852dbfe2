package io.cairn.planner.exec;

import io.cairn.storage.vector.Batch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out rows of a scan that joins further up would leave out, before other columns are
 * decoded: the filter that leaves least comes first, and one that leaves nearly everything is given
 * up. One thread at a time.
 */
final class ScanFilters {
  /** Batches after which the filters are looked at again. */
  private static final int ROUND = 16;

  /** A filter is given up if it leaves more rows than this share. */
  private static final double MOST_LEFT = 0.9;

  private final List<Entry> entries = new ArrayList<>();
  private final int[] selection = new int[Batch.CAPACITY];
  private final int[] all;
  private int batches;

  /** A filter with the rows that it saw and left since the last round. */
  private static final class Entry {
    final FragmentInputs.ColumnFilter filter;
    long seen;
    long left;

    Entry(FragmentInputs.ColumnFilter filter) {
      this.filter = filter;
    }

    double share() {
      return seen == 0 ? 0.5 : (double) left / seen;
    }
  }

  ScanFilters() {
    all = new int[Batch.CAPACITY];
    java.util.Arrays.setAll(all, i -> i);
  }

  /** Starts an execution. */
  void open(List<FragmentInputs.ColumnFilter> filters) {
    entries.clear();
    filters.forEach(filter -> entries.add(new Entry(filter)));
    batches = 0;
  }

  /** The batch with the rows that are left; null if none is. */
  @Nullable Batch apply(Batch batch) {
    if (entries.isEmpty()) {
      return batch;
    }
    int[] rows = batch.selection();
    int count = batch.selectedCount();
    for (int i = 0; i < entries.size() && count > 0; i++) {
      Entry entry = entries.get(i);
      int left =
          entry
              .filter
              .filter()
              .select(
                  batch.column(entry.filter.column()), rows == null ? all : rows, count, selection);
      entry.seen += count;
      entry.left += left;
      if (left < count) {
        count = left;
        rows = selection;
        batch.select(rows, count);
      }
    }
    if (++batches == ROUND) {
      batches = 0;
      adapt();
    }
    return count == 0 ? null : batch;
  }

  private void adapt() {
    entries.removeIf(entry -> entry.seen > Batch.CAPACITY && entry.share() > MOST_LEFT);
    entries.sort((a, b) -> Double.compare(a.share(), b.share()));
    for (Entry entry : entries) {
      entry.seen /= 2;
      entry.left /= 2;
    }
  }
}
