package io.cairn.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/** A line on a terminal that says how far an import is: from its second second on, and in place. */
final class ImportProgress {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long EVERY_NANOS = 200_000_000L;

  private final PrintStream terminal;
  private final long totalRows;
  private final LongSupplier nanoTime;
  private final long start;
  private long next;
  private long rows;
  private int shownCharacters;

  /**
   * @param terminal where the line goes
   * @param totalRows of all tables together
   */
  ImportProgress(PrintStream terminal, long totalRows, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.totalRows = totalRows;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
    this.next = start + FIRST_NANOS;
  }

  /** More rows of a table were copied. */
  void add(String table, long count) {
    rows += count;
    long now = nanoTime.getAsLong();
    if (now - next < 0) {
      return;
    }
    next = now + EVERY_NANOS;
    long percent = totalRows == 0 ? 100 : Math.min(100, 100 * rows / totalRows);
    String line =
        String.format(
            Locale.ROOT,
            "%3d %%  %,d of %,d rows  %,.0f rows/s  %s",
            percent,
            rows,
            totalRows,
            rows / ((now - start) / 1e9),
            table);
    terminal.print('\r' + line + " ".repeat(Math.max(0, shownCharacters - line.length())));
    terminal.flush();
    shownCharacters = line.length();
  }

  /** Takes the line away, for other output. */
  void clear() {
    if (shownCharacters > 0) {
      terminal.print('\r' + " ".repeat(shownCharacters) + '\r');
      terminal.flush();
      shownCharacters = 0;
    }
  }
}
