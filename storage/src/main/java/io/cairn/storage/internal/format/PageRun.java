package io.cairn.storage.internal.format;

/** A run of pages without a gap: the first page and how many. Immutable. */
public record PageRun(long page, long pages) {
  /** The page after the last. */
  public long end() {
    return page + pages;
  }

  public long bytes() {
    return pages * FileLayout.PAGE_BYTES;
  }

  /** The byte of the file where the run begins. */
  public long offsetBytes() {
    return page * FileLayout.PAGE_BYTES;
  }
}
