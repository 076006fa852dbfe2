package io.cairn.formats.hdf5.scan;

import java.util.Arrays;

/**
 * Which chunks the rows of a window came from, so that each column counts the chunks that it was
 * decoded from, once each. One thread at a time.
 */
final class ChunkMarks {
  /** The first position of the box that came from each chunk; never decreasing. */
  private long[] positions = new long[16];

  private int count;

  /** Chunks before the first mark. */
  private long dropped;

  /** Forgets the positions of the last box. */
  void enter() {
    dropped += count;
    count = 0;
  }

  /** A chunk was fetched for the rows from {@code position} on. */
  void chunk(long position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, 2 * count);
    }
    positions[count++] = position;
  }

  /** Chunks fetched so far for rows below {@code position}. */
  long fetchedBelow(long position) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (positions[middle] < position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return dropped + low;
  }

  /** Chunks fetched so far that hold only rows before {@code position}. */
  long finishedBefore(long position) {
    long below = fetchedBelow(position + 1);
    return below == dropped ? below : fetchedBelow(positions[(int) (below - dropped) - 1]);
  }
}
