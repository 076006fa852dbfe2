package io.cairn.formats.hdf5.filter;

import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** What is costly to make and serves one reader after the other. One thread at a time. */
public final class FilterState {
  private @Nullable Inflater inflater;

  /** Nothing yet. */
  public FilterState() {}

  Inflater inflater() {
    Inflater known = inflater;
    if (known == null) {
      known = new Inflater();
      inflater = known;
    }
    return known;
  }

  /** Gives back what lies outside the heap. */
  public void release() {
    if (inflater != null) {
      inflater.end();
      inflater = null;
    }
  }
}
